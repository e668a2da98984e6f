package protocol

import (
	"fmt"
	"strings"

	"simpul/lib/agreement"
	"simpul/lib/paper"
)

// Paper returns the protocol as the PDF that two offices sign. The same protocol gives the same bytes.
func (p Protocol) Paper() ([]byte, error) {
	d := paper.New(paper.Sheet{
		Title:  "PROTOKOL UJI COBA (PROOF OF CONCEPT)",
		Under:  "Aplikasi Simpul, " + paper.Day(agreement.DateOf(p.Began)),
		Author: "DPMPTSP Kabupaten Purbalingga",
		Footer: "Lampiran surat hasil uji coba (Juknis II.D)" + p.aside(),
		At:     p.Ended,
	})
	p.summary(d)
	p.results(d)
	for i, s := range p.Steps {
		s.details(d, i+1)
	}
	p.questions(d)
	p.versions(d)
	p.signatures(d)
	return d.Bytes()
}

func (p Protocol) aside() string {
	if p.Simulator {
		return ", SIMULATOR"
	}
	return ""
}

func (p Protocol) summary(d *paper.Document) {
	if p.Simulator {
		d.Paragraph("Dijalankan terhadap simulator dengan orang rekaan. Protokol ini membuktikan jalannya uji coba, bukan perilaku Dukcapil.")
	}
	d.Facts(
		paper.Fact{Label: "Perjanjian kerja sama", Value: p.Agreement},
		paper.Fact{Label: "Surat uji coba", Value: p.letter()},
		paper.Fact{Label: "Metode akses", Value: methods[p.Method]},
		paper.Fact{Label: "Dijalankan oleh", Value: p.Operator},
		paper.Fact{Label: "Mulai", Value: paper.Moment(p.Began)},
		paper.Fact{Label: "Selesai", Value: paper.Moment(p.Ended)},
		paper.Fact{Label: "Kuota", Value: p.quota()},
		paper.Fact{Label: "Hasil", Value: p.tally()},
	)
}

func (p Protocol) letter() string {
	if p.Letter == nil {
		return "–"
	}
	return p.Letter.Number + ", " + paper.Day(p.Letter.Date)
}

func (p Protocol) quota() string {
	used := fmt.Sprintf("terpakai %s sebelum dan %s sesudah uji coba", paper.Number(p.Quota.Before), paper.Number(p.Quota.After))
	if p.Quota.Mode == agreement.ModePoC {
		return fmt.Sprintf("%s akses sehari, %s", paper.Number(p.Quota.Limit), used)
	}
	return "tanpa batas, " + used
}

func (p Protocol) tally() string {
	counts := map[Result]int{}
	for _, s := range p.Steps {
		counts[s.Result]++
	}
	var parts []string
	for _, r := range []Result{Passed, Partly, Failed, Untested} {
		if counts[r] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", counts[r], r.text()))
		}
	}
	return strings.Join(parts, ", ") + fmt.Sprintf(", dari %d langkah", len(p.Steps))
}

func (p Protocol) versions(d *paper.Document) {
	v := p.Versions
	d.Heading("Versi")
	d.Facts(
		paper.Fact{Label: "Simpul", Value: orNone(v.Program)},
		paper.Fact{Label: "SHA-256 program", Value: halves(v.Binary)},
		paper.Fact{Label: "Go", Value: v.Go + ", " + v.Platform},
		paper.Fact{Label: "SHA-256 konfigurasi", Value: halves(v.Config)},
		paper.Fact{Label: "Diubah lewat lingkungan", Value: orNone(strings.Join(v.Overrides, ", "))},
		paper.Fact{Label: "Skema protokol", Value: p.Schema},
	)
}

func (p Protocol) signatures(d *paper.Document) {
	d.Closing("Kedua pihak menyaksikan uji coba ini dan menerima hasilnya sebagai lampiran surat hasil uji coba.")
	d.Signatures("Purbalingga",
		paper.Signature{Capacity: "PIHAK KESATU", Office: "Dinas Kependudukan dan Pencatatan Sipil Kabupaten Purbalingga"},
		paper.Signature{Capacity: "PIHAK KEDUA", Office: "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu Kabupaten Purbalingga"})
}

// halves parts a digest where a line of paper ends.
func halves(digest string) string {
	if len(digest) != 64 {
		return orNone(digest)
	}
	return digest[:32] + " " + digest[32:]
}

func orNone(s string) string {
	if s == "" {
		return "–"
	}
	return s
}
