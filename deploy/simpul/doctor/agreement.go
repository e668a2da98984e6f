package doctor

import (
	"fmt"
	"strings"
	"time"

	"simpul/lib/agreement"
)

// extension is how long before the end it must be asked for (JUKNIS-VI.F).
const extensionMonths = 2

// soon is when something that ends is worth a warning.
const soon = 21 * 24 * time.Hour

func (o Office) agreement() []Finding {
	const subject = "Perjanjian"
	cfg := o.Parts.Config
	a, method := cfg.Agreement, cfg.Registry.Method
	findings := []Finding{o.term(a)}
	if err := a.CheckMethod(method, cfg.Registry.Simulator, o.Now); err != nil {
		findings = append(findings, bad("Metode akses", method+" belum diizinkan", "Isi agreement.addendum dengan nomor dan tanggal adendum (JUKNIS II.C.3), atau kembali ke webportal."))
	} else {
		findings = append(findings, good("Metode akses", "%s", method))
	}
	if err := a.CheckProven(cfg.Registry.Simulator, o.Now); err != nil {
		findings = append(findings, bad("Uji coba (PoC)", "belum ada surat hasil", "Jalankan uji coba (poc), lalu isi agreement.poc_letter (JUKNIS II.D)."))
	}
	if cfg.Registry.Simulator {
		findings = append(findings, warn(subject, "registry.simulator menyala: yang ditanya bukan Dukcapil", "Hapus registry.simulator sebelum dipakai melayani."))
	}
	dangers := append(append(cfg.Registry.Dangers(), cfg.Redis.Dangers()...), cfg.Feedback.Dangers()...)
	if len(dangers) > 0 {
		findings = append(findings, bad("Setelan berbahaya", strings.Join(dangers, ", "), "Ganti setelan ini: jalur atau hitungan kuota tidak terlindung."))
	}
	return findings
}

func (o Office) term(a agreement.Agreement) Finding {
	const subject = "Masa perjanjian"
	last := a.ValidUntil.String()
	switch a.StateAt(o.Now, time.Time{}) {
	case agreement.NotYet:
		return bad(subject, "baru berlaku "+a.ValidFrom.String(), "Periksa agreement.valid_from, atau tunggu.")
	case agreement.Finished:
		return bad(subject, "berakhir setelah "+last, "Catat adendum di agreement, atau masa peralihan (act bridging) dengan SPTJM (PKS 4). Bila tidak diperpanjang: reader-bridge bast (PKS 9.4).")
	}
	if asked := a.Ends().AddDate(0, -extensionMonths, 0); o.Now.After(asked.Add(-soon)) {
		return warn(subject, "sampai "+last, fmt.Sprintf("Ajukan perpanjangan paling lambat %s (JUKNIS VI.F).", agreement.DateOf(asked)))
	}
	return good(subject, "%s sampai %s", a.ValidFrom, last)
}
