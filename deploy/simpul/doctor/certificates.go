package doctor

import (
	"crypto/x509"
	"encoding/pem"
	"maps"
	"slices"

	"simpul/lib/config"
)

// certificates looks at everything that expires by itself.
func (o Office) certificates() []Finding {
	c := o.Parts.Config
	names := map[string]string{c.Registry.TLS.CAFile: "CA Dukcapil", c.Feedback.TLS.CAFile: "CA balikan", c.Redis.TLS.CAFile: "CA Redis", "gateway-tls": "Sertifikat gateway"}
	if c.Feedback.TLS.CAFile == c.Registry.TLS.CAFile {
		names[c.Registry.TLS.CAFile] = "CA Dukcapil dan balikan"
	}
	delete(names, "")
	var findings []Finding
	for _, name := range slices.Sorted(maps.Keys(names)) {
		text, err := o.Parts.Secrets.Read(name)
		if err != nil {
			continue // said already, or none is needed
		}
		findings = append(findings, o.expiry(names[name], text))
	}
	return findings
}

func (o Office) expiry(subject string, text config.Secret) Finding {
	rest := []byte(text.Reveal())
	var ends []string
	for {
		var block *pem.Block
		if block, rest = pem.Decode(rest); block == nil {
			break
		}
		certificate, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			continue // the key beside it
		}
		end := certificate.NotAfter.Format("2006-01-02")
		switch {
		case o.Now.After(certificate.NotAfter):
			return bad(subject, "kedaluwarsa "+end, "Pasang sertifikat baru sebagai berkas rahasia; tidak perlu menyalakan ulang.")
		case o.Now.Add(soon).After(certificate.NotAfter):
			return warn(subject, "berlaku sampai "+end, "Minta sertifikat baru sebelum hari itu.")
		}
		ends = append(ends, end)
	}
	if len(ends) == 0 {
		return bad(subject, "bukan sertifikat", "Simpan sertifikat dalam bentuk PEM.")
	}
	return good(subject, "berlaku sampai %s", slices.Min(ends))
}
