package trial

import (
	"context"
	"crypto/tls"
	"encoding/hex"

	"simpul/deploy/poc/protocol"
	"simpul/lib/agreement"
	"simpul/lib/config"
	"simpul/lib/paper"
	"simpul/lib/registry"
	"simpul/lib/registry/exchange"
)

// connect opens one connection and asks nothing.
func (r *run) connect(ctx context.Context, s *protocol.Step) {
	var err error
	r.probed, err = exchange.Probe(ctx, r.Parts.Config.Registry, r.Parts.Secrets)
	s.Micros = r.probed.Connect.Microseconds()
	if err != nil {
		r.stopped, r.refused = "Tidak ditanyakan: sambungan ke Dukcapil gagal.", err
	}
	if err != nil && r.probed.Source.Empty() {
		fail(s, "Sambungan TCP gagal. Rincian teknis: "+err.Error())
		return
	}
	fact(s, "Alamat dan port Dukcapil", "dapat dicapai")
	s.Result = protocol.Passed
}

// secure says what was agreed on for the connection.
func (r *run) secure(_ context.Context, s *protocol.Step) {
	r.certificate(s)
	switch {
	case r.Parts.Config.Registry.DangerousPlainHTTP:
		fail(s, "Jalur tidak dienkripsi: dangerous_plain_http menyala.")
	case r.refused != nil && r.probed.Source.Empty():
		untested(s, "Tidak ada sambungan.")
	case r.probed.TLS == nil:
		fail(s, "Jabat tangan TLS tidak selesai. Rincian teknis: "+r.refused.Error())
	default:
		r.handshake(s)
	}
}

// certificate shows the server's, also one that was refused.
func (r *run) certificate(s *protocol.Step) {
	if c := r.probed.Certificate; c != nil {
		digest := r.probed.Fingerprint()
		fact(s, "Sidik jari sertifikat (SHA-256)", hex.EncodeToString(digest[:]))
		fact(s, "Berlaku sampai", paper.Moment(c.NotAfter))
	}
}

func (r *run) handshake(s *protocol.Step) {
	state, settings := r.probed.TLS, r.Parts.Config.Registry.TLS
	s.Up, s.Down, s.Micros = r.probed.Up, r.probed.Down, r.probed.Handshake.Microseconds()
	fact(s, "Versi", tls.VersionName(state.Version))
	fact(s, "Sandi", tls.CipherSuiteName(state.CipherSuite))
	fact(s, "Pertukaran kunci", state.CurveID.String())
	fact(s, "Dipercaya menurut", trusted(settings))
	s.Result = protocol.Passed
	switch {
	case settings.DangerousNoVerification:
		fail(s, "Sertifikat tidak diperiksa: dangerous_no_verification menyala. Pasang sidik jari di atas sebagai pin_sha256.")
	case agreement.DateOf(r.probed.Certificate.NotAfter).Before(agreement.DateOf(r.p.Began)):
		s.Reason = "Sertifikat sudah lewat masa berlakunya; ia dipercaya karena sidik jarinya."
	}
}

func trusted(settings config.TLS) string {
	switch {
	case settings.DangerousNoVerification:
		return "tidak diperiksa"
	case settings.PinSHA256 != "":
		return "sidik jari (pin)"
	case settings.CAFile != "":
		return "CA dalam konfigurasi"
	}
	return "CA sistem"
}

// source says whether the registry takes the address that the questions come from (JUKNIS-I.A). Addresses are confidential: they
// are compared, not shown.
func (r *run) source(_ context.Context, s *protocol.Step) {
	registered := r.Parts.Config.Registry.IPUser
	fact(s, "Alamat terdaftar dikirim", yesNo(registered != ""))
	fact(s, "Alamat mesin ini sama dengan yang terdaftar", yesNo(registered != "" && r.probed.Source.RevealAddress() == registered))
	if len(r.hits) == 0 {
		untested(s, "Belum ada jawaban Dukcapil.")
		return
	}
	s.Result = protocol.Passed
	for _, h := range r.hits {
		if h.Fault != nil && h.Fault.Kind == registry.AddressRefused {
			fail(s, "Dukcapil menolak alamat asal. Alamat yang dilihat Dukcapil: "+seen(h.Fault.ObservedAddress, registered)+".")
			return
		}
	}
	fact(s, "Diterima Dukcapil", "ya")
}

func seen(observed registry.Address, registered string) string {
	switch {
	case observed.Empty():
		return "tidak disebutkan"
	case observed.RevealAddress() == registered:
		return "sama dengan yang terdaftar"
	}
	return "lain dari yang terdaftar"
}
