// Package bast prints the record with which SAM cards go back to Dukcapil when the agreement ends and is not extended, and the steps that go
// with it: taking the SAM out, deactivating the reader, sending the card itself with the signed record (PKS-9.4, JUKNIS-IV.H–J).
package bast

import (
	"strconv"
	"time"

	"simpul/lib/agreement"
	"simpul/lib/paper"
	"simpul/reader-bridge/sam"
)

// Reader is one reader whose SAM goes back.
type Reader struct {
	Name  string
	SAM   sam.Module
	Reads int64 // genuine cards it has read
}

// Record is what the paper says.
type Record struct {
	Bridge    string // the counter's computer
	Agreement string // its number
	SAMs      sam.Inventory
	Readers   []Reader
	At        time.Time
}

// The parties of the agreement.
const (
	office   = "DPMPTSP Kabupaten Purbalingga"
	registry = "Dinas Kependudukan dan Pencatatan Sipil Kabupaten Purbalingga"
	place    = "Purbalingga"
)

const blank = "................................"

// PDF returns the record as a document to be signed.
func (r Record) PDF() ([]byte, error) {
	d := paper.New(paper.Sheet{
		Title: "Berita Acara Serah Terima Pengembalian Kartu SAM", Under: "Nomor: " + blank, Author: office,
		Footer: "BAST pengembalian kartu SAM (PKS 9.4)", At: r.At,
	})
	d.Paragraph("Pada hari ini, " + blank + " tanggal " + blank + ", PIHAK KEDUA menyerahkan kembali kepada PIHAK KESATU kartu Secure Access Module (SAM) yang " +
		"tercantum di bawah ini, dan menonaktifkan pembaca KTP-el tempat kartu itu dipasang, karena perjanjian berakhir dan tidak diperpanjang (PKS 9.4, JUKNIS IV.H).")
	d.Facts(r.facts()...)
	d.Heading("Kartu SAM dan pembaca")
	d.Table(r.table())
	if !r.over() {
		d.Paragraph("Catatan: pada tanggal cetak, masa perjanjian atau peralihan di atas belum lewat.")
	}
	d.Heading("Langkah pengembalian")
	d.List(steps...)
	d.Signatures(place,
		paper.Signature{Capacity: "PIHAK KEDUA, yang menyerahkan", Office: office},
		paper.Signature{Capacity: "PIHAK KESATU, yang menerima", Office: registry})
	return d.Bytes()
}

func (r Record) facts() []paper.Fact {
	facts := []paper.Fact{
		{Label: "Perjanjian kerja sama", Value: "Nomor " + r.Agreement},
		{Label: "Berlaku sampai", Value: day(r.SAMs.ValidUntil)},
	}
	if b := r.SAMs.Bridging; b != nil {
		facts = append(facts, paper.Fact{Label: "Masa peralihan", Value: "SPTJM " + b.SPTJM.Number + " tanggal " + day(b.SPTJM.Date) + ", sampai " + day(b.Until)})
	}
	return append(facts, paper.Fact{Label: "Komputer loket", Value: r.Bridge}, paper.Fact{Label: "Dicetak", Value: paper.Moment(r.At)})
}

// over reports whether the last day has passed.
func (r Record) over() bool { return !r.At.Before(r.SAMs.Ends()) }

func day(d agreement.Date) string {
	if d.IsZero() {
		return "–"
	}
	return paper.Day(d)
}

func (r Record) table() paper.Table {
	t := paper.Table{Columns: []paper.Column{
		{Title: "No.", Share: 2, Align: paper.Right}, {Title: "Label SAM", Share: 5}, {Title: "Pembaca", Share: 4},
		{Title: "Diterima dengan BAST", Share: 6}, {Title: "Aktif sejak", Share: 6}, {Title: "Kartu terbaca", Share: 3.5, Align: paper.Right},
		{Title: "Pembaca dinonaktifkan tanggal", Share: 5}, {Title: "Keadaan SAM", Share: 4},
	}}
	for i, reader := range r.Readers {
		t.Rows = append(t.Rows, []string{strconv.Itoa(i + 1), reader.SAM.Label, reader.Name,
			reader.SAM.Handover.Number + ", " + day(reader.SAM.Handover.Date), day(reader.SAM.ActivatedOn), paper.Number(reader.Reads)})
	}
	return t
}

// steps are those of JUKNIS-IV.H, IV.I and IV.J, and what they leave open on the counter's computer.
var steps = []string{
	"Hentikan layanan reader-bridge di komputer loket. Setelah hari terakhir layanan ini sudah menolak membaca kartu dengan sendirinya.",
	"Matikan dan cabut pembaca KTP-el, lalu keluarkan kartu SAM dari pembaca (JUKNIS IV.H).",
	"Cocokkan label pada kartu SAM dengan daftar di atas dan tulis keadaannya.",
	"Nonaktifkan pembaca dan tulis tanggalnya di atas.",
	"Hapus berkas rahasia SAM (PCID dan CONF) dari komputer loket dan dari cadangannya.",
	"Tanda tangani berita acara ini, lalu kirim kartu SAM itu sendiri bersama berita acaranya kepada Dinas Dukcapil (JUKNIS IV.I).",
	"Bila ada kendala, hubungi hotline SIFILMA (JUKNIS IV.J).",
}
