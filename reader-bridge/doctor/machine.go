package doctor

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"time"

	"simpul/lib/config"
	"simpul/reader-bridge/bridge"
	"simpul/reader-bridge/sam"
	"simpul/reader-bridge/setup"
)

const (
	subjectPort  = "Alamat"
	subjectClock = "Jam"
)

// Configuration says why there is none.
func Configuration(why error) Finding {
	return bad("Konfigurasi", strings.ReplaceAll(why.Error(), "\n", "; "),
		"Salin bridge.example.yaml ke tempatnya, atau sebutkan dengan -config; isi menurut penjelasan di dalamnya, dengan nama slot di atas.")
}

// Machine says how keys, certificate, clock and port are.
func Machine(ctx context.Context, s setup.Settings, now time.Time) []Finding {
	findings := keys(s)
	certificate, fingerprint := identity(s, now)
	return append(findings, certificate, clock(s, now), port(ctx, s.Listen, fingerprint))
}

// keys says whether the secret files can be used.
func keys(s setup.Settings) []Finding {
	secrets := config.NewSecrets(s.Secrets)
	findings := []Finding{tokens(s, secrets)}
	for _, m := range s.SAMs.Modules {
		findings = append(findings, opening(s, m, secrets))
	}
	return findings
}

func opening(s setup.Settings, m sam.Module, secrets *config.Secrets) Finding {
	subject := "Rahasia SAM " + m.Label
	if _, err := m.Opening(secrets); err != nil { // it repeats no secret
		return bad(subject, err.Error(), "Simpan PCID (16 byte) dan CONF (32 byte) dari SIFILMA sebagai heksadesimal di berkas rahasianya, hanya terbaca oleh layanan ini.")
	}
	for _, name := range []string{m.PCIDFile, m.CONFFile} {
		if open(filepath.Join(s.Secrets, name)) {
			return bad(subject, name+" terbaca oleh siapa pun di komputer ini", "Beri "+name+" kepada pengguna layanan saja: chown reader-bridge dan chmod 600.")
		}
	}
	return good(subject, "PCID dan CONF terbaca")
}

// open reports whether anybody may read a file. Windows has other rights, which are not seen here.
func open(path string) bool {
	info, err := os.Stat(path)
	return err == nil && runtime.GOOS != "windows" && info.Mode().Perm()&0o007 != 0
}

// User says of root that it is not the service's user: files and polkit let root in, and the service stays out. Elsewhere it says nothing.
func User(euid int) []Finding {
	if euid != 0 {
		return nil
	}
	return []Finding{bad("Pengguna", "root, sehingga izin berkas dan aturan polkit tidak teruji", "Ulangi sebagai pengguna layanan: sudo -u reader-bridge reader-bridge doctor.")}
}

// identity looks at the certificate, and makes none.
func identity(s setup.Settings, now time.Time) (Finding, string) {
	const subject = "Sertifikat"
	if s.TLS.CertFile == "" && !bridge.HasOwn(s.State) {
		return bad(subject, "belum dibuat", "Jalankan reader-bridge run sekali; sidik jarinya lalu dicatat di readers pada konfigurasi fungsi."), ""
	}
	certificate, fingerprint, err := bridge.Identity(s.TLS, s.State, s.ID, now)
	if err != nil {
		return bad(subject, err.Error(), "Perbaiki bagian tls, atau pindahkan bridge-certificate.pem agar dibuat baru lalu catat sidik jarinya yang baru."), ""
	}
	if leaf := certificate.Certificates[0].Leaf; leaf != nil && now.After(leaf.NotAfter) {
		return bad(subject, "kedaluwarsa pada "+leaf.NotAfter.Format(time.DateOnly), "Pindahkan bridge-certificate.pem agar dibuat baru, lalu catat sidik jarinya yang baru."), fingerprint
	}
	return good(subject, "sidik jari "+fingerprint), fingerprint
}

// clock can only tell that time went backwards: files of the bridge would be from the future. A clock that is wrong by more than the leeway shows in
// verify-nik, as pembaca_menolak.
func clock(s setup.Settings, now time.Time) Finding {
	for _, folder := range []string{s.State, s.Secrets} {
		entries, err := os.ReadDir(folder)
		if err != nil {
			continue
		}
		for _, entry := range entries {
			if info, err := entry.Info(); err == nil && info.ModTime().After(now.Add(time.Minute)) {
				return bad(subjectClock, fmt.Sprintf("mundur: %s bertanggal lebih baru daripada sekarang", filepath.Base(entry.Name())), "Setel jam komputer dan nyalakan penyamaan waktu (NTP) ke server kantor.")
			}
		}
	}
	return good(subjectClock, now.Format("2006-01-02 15:04:05 MST")+"; samakan dengan server fungsi, selisih paling banyak "+s.Leeway.String())
}

const dialTime = 2 * time.Second

// port says whether the bridge could listen, or does.
func port(ctx context.Context, address, fingerprint string) Finding {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", address)
	if err == nil {
		_ = listener.Close() // nothing was sent to it
		return good(subjectPort, address+" bebas; layanan belum berjalan")
	}
	if !errors.Is(err, syscall.EADDRINUSE) && !inUse(err) {
		return bad(subjectPort, address+" tidak dapat dipakai", "Samakan listen dengan alamat komputer ini.")
	}
	if answersAs(ctx, address, fingerprint) {
		return good(subjectPort, address+"; layanan sedang berjalan")
	}
	return bad(subjectPort, address+" dipakai program lain", "Hentikan program itu, atau ganti listen dan catat alamat barunya di readers pada konfigurasi fungsi.")
}

// answersAs reports whether the bridge itself is at the address.
func answersAs(ctx context.Context, address, fingerprint string) bool {
	ctx, stop := context.WithTimeout(ctx, dialTime)
	defer stop()
	dialer := &tls.Dialer{Config: &tls.Config{
		InsecureSkipVerify: true, // its own certificate, compared with the one on disk
	}}
	conn, err := dialer.DialContext(ctx, "tcp", address)
	if err != nil {
		return false
	}
	defer func() { _ = conn.Close() }()
	secure, ok := conn.(*tls.Conn)
	return ok && bridge.Fingerprint(secure.ConnectionState().PeerCertificates[0].Raw) == fingerprint
}
