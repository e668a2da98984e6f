package doctor

import (
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"simpul/deploy/openfaas/stackfile"
	"simpul/lib/config"
	"simpul/lib/keyring"
	"simpul/lib/ledger"

	"log/slog"
)

// secrets says whether each file that a function reads is there, for its owner alone, and can be used.
func (o Office) secrets() []Finding {
	wanted := map[string][]string{}
	var findings []Finding
	for _, function := range slices.Sorted(maps.Keys(o.Settings)) {
		names, err := stackfile.Secrets(function, o.Settings[function])
		if err != nil {
			findings = append(findings, bad("Rahasia", err.Error(), "Pasang ulang rilis ini."))
		}
		for _, name := range names {
			wanted[name] = append(wanted[name], function)
		}
	}
	well := 0
	for _, name := range slices.Sorted(maps.Keys(wanted)) {
		if f := o.secret(name, strings.Join(wanted[name], ", ")); f.Grade != Good {
			findings = append(findings, f)
		} else {
			well++
		}
	}
	return append(findings, good("Rahasia", "%d berkas dapat dipakai", well))
}

func (o Office) secret(name, readers string) Finding {
	subject := "Rahasia " + name
	if _, err := o.Parts.Secrets.Read(name); err != nil {
		return bad(subject, fmt.Sprintf("tidak dapat dibaca (%v); dibutuhkan %s", err, readers), "Simpan berkasnya di folder rahasia, milik root dan hanya terbaca pemiliknya (PANDUAN: Rahasia).")
	}
	path := name
	if !filepath.IsAbs(path) {
		path = filepath.Join(o.Folder, name)
	}
	if info, err := os.Stat(path); o.Private && (err != nil || info.Mode().Perm()&0o077 != 0) {
		return bad(subject, "terbaca oleh orang lain", "chmod 600 berkas itu; bila sempat terbaca, ganti kuncinya (PANDUAN: Rotasi).")
	}
	if err := o.parse(name); err != nil {
		return bad(subject, "isinya tidak dapat dipakai: "+err.Error(), "Perbaiki berkasnya; proses yang berjalan tetap memakai isi terakhir yang baik.")
	}
	return Finding{Subject: subject}
}

// parse reads a file of keys as its function does.
func (o Office) parse(name string) error {
	c := o.Parts.Config
	quiet := slog.New(slog.DiscardHandler)
	switch name {
	case c.Ledger.SealKeyFile:
		text, err := o.Parts.Secrets.Read(name)
		if err == nil {
			_, err = ledger.ParseSealKeys(text.Reveal())
		}
		return err
	case c.Ledger.MACFile, c.Ledger.ApplicationFile, c.Guard.KeyFile, c.Identity.ReceiptFile, c.Feedback.SealKeyFile:
		_, err := keyring.Open(o.Parts.Secrets, name, quiet)
		return err
	}
	return nil
}

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
