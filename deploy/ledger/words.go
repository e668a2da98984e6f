package main

import (
	"fmt"
	"io"
	"time"

	"simpul/lib/ledger"
)

// tell says what was found good. An auditor reads it.
func tell(w io.Writer, r ledger.Report, proof ledger.Proof, err error) {
	say(w, "Tersegel dan utuh: %s, %d segel.", span(r), r.Seals)
	if r.Head != nil {
		say(w, "Segel terakhir yang utuh: %d:%s, %s.", r.Head.Number, r.Head.Signed.Hash(), at(r.Head.At))
	}
	if r.Cut != nil {
		say(w, "Dihapus setelah masa simpan, dinyatakan oleh segel: catatan sampai nomor %d, segel sampai nomor %d.", r.Cut.To, r.Cut.Seal)
	}
	if r.Chains > 1 {
		say(w, "Kunci segel pernah hilang: ada %d rantai, masing-masing dimulai oleh kunci tepercaya.", r.Chains)
	}
	if err != nil {
		return
	}
	say(w, "Belum tersegel: %d catatan, %s.", r.Unsealed, checked(proof))
	if proof.Expected == nil {
		say(w, "Tanpa -expect-seal tidak dapat diketahui apakah bagian akhirnya dipotong.")
	} else {
		say(w, "Segel %d yang diharapkan ada dan sama.", proof.Expected.Number)
	}
}

func span(r ledger.Report) string {
	if r.Records == 0 {
		return "0 catatan"
	}
	return fmt.Sprintf("%d catatan (nomor %d–%d)", r.Records, r.First, r.Last)
}

func checked(proof ledger.Proof) string {
	if proof.CheckMAC == nil {
		return "MAC-nya tidak diperiksa (tanpa -mac-file)"
	}
	return "MAC-nya cocok"
}

// at says a time as the office's clocks show it.
func at(t time.Time) string {
	return t.In(time.FixedZone("WIB", int(7*time.Hour/time.Second))).Format("2006-01-02 15:04:05 MST")
}

// explain says what is wrong, with the record's number.
func explain(b *ledger.Bad) string {
	text := fmt.Sprintf("catatan %d: %s", b.Seq, meanings()[b.Wrong])
	if b.Other > 0 {
		text += fmt.Sprintf(", yaitu catatan %d", b.Other)
	}
	if b.Seal > 0 {
		text += fmt.Sprintf(" (segel %d)", b.Seal)
	}
	return text + "."
}

func meanings() map[ledger.Wrong]string {
	return map[ledger.Wrong]string{
		ledger.Changed:    "isinya bukan yang disegel",
		ledger.Missing:    "tidak ada",
		ledger.Swapped:    "bertukar tempat dengan catatan lain",
		ledger.Moved:      "tempatnya diisi catatan lain",
		ledger.Inserted:   "disisipkan, tidak pernah dicatat di tempat ini",
		ledger.Repeated:   "mengulang catatan lain tentang akses, keputusan, atau tindakan yang sama",
		ledger.Unreadable: "bukan catatan yang sah",
		ledger.Unsigned:   "belum disegel, dan MAC-nya tidak cocok",
		ledger.NoSeal:     "segel untuknya tidak ada atau tidak pada tempatnya",
		ledger.ForgedSeal: "segel untuknya tidak ditandatangani kunci yang berwenang",
		ledger.OtherChain: "segel untuknya bukan lanjutan segel sebelumnya, atau bukan segel yang diharapkan",
		ledger.TailCut:    "buku berakhir sebelum catatan ini, padahal segel yang diharapkan ada sesudahnya",
		ledger.TooOld:     "segel yang diharapkan sudah dihapus setelah masa simpan, jadi tidak dapat dibandingkan",
	}
}
