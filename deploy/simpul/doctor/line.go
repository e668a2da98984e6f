package doctor

import (
	"context"
	"crypto/sha256"
	"crypto/tls"
	"encoding/hex"
	"net/url"
	"time"

	"simpul/lib/config"
	"simpul/lib/registry/exchange"
)

const patience = 5 * time.Second

// registry connects and asks nothing (no hit). Addresses are confidential: they are compared, not shown.
func (o Office) registry(ctx context.Context) []Finding {
	const subject = "Jalur Dukcapil"
	settings := o.Parts.Config.Registry
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	probed, err := exchange.Probe(ctx, settings, o.Parts.Secrets)
	if err != nil && probed.Source.Empty() {
		return []Finding{bad(subject, "tidak tersambung: "+err.Error(), "Periksa kabel, VPN/jaringan tertutup, registry.url, dan firewall kantor.")}
	}
	if err != nil {
		return []Finding{bad(subject, "TLS ditolak: "+err.Error(), "Cocokkan sertifikat dengan registry.tls (ca_file atau pin_sha256); jangan matikan pemeriksaan.")}
	}
	findings := []Finding{good(subject, "tersambung tanpa memakai kuota")}
	if c := probed.Certificate; c != nil && o.Now.Add(soon).After(c.NotAfter) {
		findings = append(findings, warn("Sertifikat Dukcapil", "berlaku sampai "+c.NotAfter.Format(time.DateOnly), "Tanyakan sertifikat baru kepada Dukcapil."))
	}
	switch {
	case settings.IPUser == "":
		findings = append(findings, warn("Alamat asal", "tidak ditetapkan", "Isi registry.ip_user dengan alamat terdaftar (JUKNIS I.A)."))
	case probed.Source.RevealAddress() != settings.IPUser:
		findings = append(findings, warn("Alamat asal", "mesin ini keluar dengan alamat lain daripada registry.ip_user", "Samakan alamat mesin, atau pastikan router menerjemahkannya ke alamat terdaftar (JUKNIS I.A)."))
	default:
		findings = append(findings, good("Alamat asal", "sama dengan yang terdaftar"))
	}
	return findings
}

func (o Office) readers(ctx context.Context) []Finding {
	all := o.Parts.Config.Readers
	if all == nil {
		return []Finding{good("Pembaca KTP-el", "tidak dipakai")}
	}
	var findings []Finding
	for _, r := range all.Known {
		findings = append(findings, reader(ctx, r))
	}
	return findings
}

// reader looks whether the bridge that is known answers at its address; what it says of its reader, reader-bridge doctor tells there.
func reader(ctx context.Context, r config.Reader) Finding {
	subject := "Pembaca " + r.Name
	const there = "Di komputer loket jalankan: reader-bridge doctor."
	target, err := url.Parse(r.URL)
	if err != nil {
		return bad(subject, "alamatnya tidak dapat dibaca", "Perbaiki readers.known.")
	}
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	dialer := &tls.Dialer{Config: &tls.Config{
		InsecureSkipVerify: true, // its own certificate, compared by fingerprint below
	}}
	conn, err := dialer.DialContext(ctx, "tcp", target.Host)
	if err != nil {
		return bad(subject, "tidak tersambung", there)
	}
	defer func() { _ = conn.Close() }()
	secure, ok := conn.(*tls.Conn)
	if !ok || len(secure.ConnectionState().PeerCertificates) == 0 {
		return bad(subject, "tidak menunjukkan sertifikat", there)
	}
	digest := sha256.Sum256(secure.ConnectionState().PeerCertificates[0].Raw)
	if hex.EncodeToString(digest[:]) != r.Fingerprint {
		return bad(subject, "sertifikatnya bukan yang dicatat", "Bandingkan sidik jari dengan reader-bridge doctor; catat yang baru hanya bila Anda sendiri yang menggantinya.")
	}
	return good(subject, "tersambung, sertifikatnya dikenal")
}
