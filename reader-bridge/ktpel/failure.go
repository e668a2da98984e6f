package ktpel

import (
	"simpul/reader-bridge/smartcard"
)

// Party is who a step of the dialog spoke to.
type Party string

// The parties.
const (
	Card Party = "card"
	SAM  Party = "sam"
)

// Failure is a read that is not [Genuine]. It holds nothing of the card: step and party are the profile's words.
type Failure struct {
	Class Class  // never Genuine
	Step  string // name of the profile's step; "connect" before the first
	Party Party  // who was spoken to
	Cause error  // of the kinds of package smartcard, or what of the record could not be read
}

// Error returns class, step, party and cause, for engineers.
func (f *Failure) Error() string {
	text := "ktp-el: " + string(f.Class) + " at " + f.Step + " (" + string(f.Party) + ")"
	if f.Cause != nil {
		text += ": " + f.Cause.Error()
	}
	return text
}

// Unwrap returns the cause.
func (f *Failure) Unwrap() error { return f.Cause }

// Title says in Indonesian what happened.
func (f *Failure) Title() string {
	title, _ := f.words()
	return title
}

// Advice says in Indonesian what the officer does now.
func (f *Failure) Advice() string {
	_, advice := f.words()
	return advice
}

// words are those of the class, unless the cause has better ones.
func (f *Failure) words() (title, advice string) {
	if text, known := causes[smartcard.Kind(f.Cause)]; known && f.Class == Broken {
		return text[0], text[1]
	}
	return f.Class.words()
}

// causes are titles and advice for what can be mended at the desk.
var causes = map[error][2]string{
	smartcard.ErrUnsupported: {"Program tidak mendukung pembaca", "Program ini dibuat tanpa PC/SC. Administrator perlu memasang paket reader-bridge untuk komputer ini."},
	smartcard.ErrService:     {"Layanan pembaca kartu mati", "Tunggu sebentar, lalu ulangi. Bila tetap, administrator perlu menjalankan pcscd (Linux) atau layanan Smart Card (Windows)."},
	smartcard.ErrNoReader:    {"Pembaca tidak ditemukan", "Periksa kabel USB pembaca, cabut dan pasang kembali, lalu ulangi."},
	smartcard.ErrNoCard:      {"Tidak ada kartu", "Letakkan KTP-el di pembaca, lalu ulangi."},
	smartcard.ErrRemoved:     {"Kartu terangkat", "Letakkan kembali kartu dan jangan digerakkan sampai selesai, lalu ulangi."},
	smartcard.ErrReset:       {"Kartu dipakai program lain", "Tutup program lain yang memakai pembaca, lalu ulangi."},
	smartcard.ErrShared:      {"Kartu dipakai program lain", "Tutup program lain yang memakai pembaca, lalu ulangi."},
	smartcard.ErrMute:        {"Kartu tidak menjawab", "Balik kartu atau geser ke tengah pembaca, lalu ulangi. Bila kartu lain terbaca, cip kartu ini rusak."},
	smartcard.ErrBusy:        {"Pembaca sedang dipakai", "Tunggu pembacaan yang sedang berjalan selesai, lalu ulangi."},
	smartcard.ErrStuck:       {"Pembaca macet", "Angkat kartu dari pembaca. Bila tetap macet, cabut dan pasang kembali pembaca."},
	smartcard.ErrTimeout:     {"Kartu terlalu lama menjawab", "Angkat kartu, letakkan kembali di tengah pembaca, lalu ulangi."},
}
