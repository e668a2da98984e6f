package doctor

import (
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"simpul/deploy/openfaas/stackfile"
	"simpul/lib/keyring"
	"simpul/lib/ledger"
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
	case o.trustFile():
		return o.trust()
	case c.Ledger.MACFile, c.Ledger.ApplicationFile, c.Guard.KeyFile, c.Identity.ReceiptFile, c.Feedback.SealKeyFile:
		_, err := keyring.Open(o.Parts.Secrets, name, quiet)
		return err
	}
	return nil
}

// trustFile is the file of public keys that reports are checked with; "" where none are made.
func (o Office) trustFile() string {
	if report := o.Parts.Config.Report; report != nil {
		return report.TrustFile
	}
	return ""
}

// trust compares it with the keys that seal: whoever rotated them and forgot it has no report, because the seals look forged.
func (o Office) trust() error {
	text, err := o.Parts.Secrets.Read(o.trustFile())
	if err != nil {
		return err
	}
	trust, err := ledger.ParseTrust(text.Reveal())
	if err != nil {
		return err
	}
	sealing, err := o.Parts.Secrets.Read(o.Parts.Config.Ledger.SealKeyFile)
	if err != nil {
		return nil // said of that file
	}
	keys, err := ledger.ParseSealKeys(sealing.Reveal())
	if err != nil {
		return nil // said of that file
	}
	for line := range strings.Lines(keys.Public().String()) {
		if !slices.Contains(strings.SplitAfter(trust.String(), "\n"), line) {
			return errors.New("kunci segel yang dipakai tidak ada di dalamnya (ledger public)")
		}
	}
	return nil
}
