// Package doctor looks a bridge over and tells an administrator, in Indonesian, what is wrong and what to do: PC/SC service, readers, SAMs,
// clock, keys, certificate, port. It reads no card and opens no SAM; nothing it prints is secret.
package doctor

import (
	"fmt"
	"io"
	"strings"
)

// Finding is what one look found.
type Finding struct {
	Subject string // "Layanan PC/SC", "Pembaca loket-1"
	OK      bool
	Detail  string // what was seen
	Remedy  string // what to do; "" if OK
}

func good(subject, detail string) Finding { return Finding{Subject: subject, OK: true, Detail: detail} }

func bad(subject, detail, remedy string) Finding {
	return Finding{Subject: subject, Detail: detail, Remedy: remedy}
}

// Print writes the findings, and reports whether all is well.
func Print(w io.Writer, findings []Finding) bool {
	wrong := 0
	for _, f := range findings {
		mark := "[baik]   "
		if !f.OK {
			mark = "[masalah]"
			wrong++
		}
		_, _ = fmt.Fprintf(w, "%s %s: %s\n", mark, f.Subject, f.Detail)
		if f.Remedy != "" {
			_, _ = fmt.Fprintf(w, "%s → %s\n", strings.Repeat(" ", len("[masalah]")), f.Remedy)
		}
	}
	if wrong > 0 {
		_, _ = fmt.Fprintf(w, "\n%d masalah ditemukan.\n", wrong)
	} else {
		_, _ = fmt.Fprintln(w, "\nSemua baik. Kartu asli baru terbukti terbaca setelah dicoba dengan satu KTP-el.")
	}
	return wrong == 0
}
