package doctor

import (
	"fmt"

	"simpul/lib/config"
	"simpul/lib/identity/errand"
	"simpul/reader-bridge/setup"
)

// tokens says whether the public keys of verify-nik can be used.
func tokens(s setup.Settings, secrets *config.Secrets) Finding {
	const subject = "Kunci verify-nik"
	text, err := secrets.Read(s.KeysFile)
	n := 0
	if err == nil {
		n, err = errand.Count(text.Reveal())
	}
	if err != nil { // it names the line, and repeats nothing of it
		return bad(subject, err.Error(), "Di server fungsi jalankan reader-bridge public <berkas simpul-bridge>, lalu simpan hasilnya di sini sebagai "+s.KeysFile+".")
	}
	return good(subject, fmt.Sprintf("%d kunci publik", n))
}
