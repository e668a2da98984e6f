package ktpel_test

import (
	"context"
	"os"
	"testing"
	"time"

	"simpul/lib/resident"
	"simpul/reader-bridge/ktpel"
	"simpul/reader-bridge/smartcard"
	"simpul/reader-bridge/smartcard/smartcardtest"
)

const (
	slotCard = "Pembaca 00 00"
	slotSAM  = "Pembaca 00 01"
	invented = "3303990101900001"
)

// way is a dialect of the simulator with the profile that speaks it.
type way struct {
	dialect smartcardtest.Dialect
	profile *ktpel.Profile
	fields  []string
	passes  map[smartcardtest.Fault]int
}

// person is what the fields of both ways are about.
var person = map[resident.Element]string{
	resident.NIK: invented, resident.NamaLengkap: `SITI "UTI" RAHAYU`, resident.JenisKelamin: "PEREMPUAN",
	resident.TempatLahir: "PURBALINGGA", resident.TanggalLahir: "01-01-1990", resident.StatusPerkawinan: "KAWIN",
	resident.Pekerjaan: "WIRASWASTA", resident.Alamat: "JL. MELATI NO. 7, GANG \"B\"", resident.RT: "002", resident.RW: "016",
	resident.Kelurahan: "BOJONG", resident.Kecamatan: "PURBALINGGA", resident.Kabupaten: "PURBALINGGA", resident.Provinsi: "JAWA TENGAH",
}

// outside is what a card holds beyond the agreement; it must never be seen (PKS-2.1a).
const outside = "PENANDADILUARPERJANJIAN"

func public(t testing.TB) way {
	t.Helper()
	return newWay(ktpel.Default(), smartcardtest.Public(), passes(9, 2, 0))
}

func other(t testing.TB) way {
	t.Helper()
	text, err := os.ReadFile("testdata/lain.yaml")
	if err != nil {
		t.Fatal(err)
	}
	profile, err := ktpel.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return newWay(profile, smartcardtest.Other(), passes(10, 1, 1))
}

func newWay(profile *ktpel.Profile, dialect smartcardtest.Dialect, passes map[smartcardtest.Fault]int) way {
	w := way{dialect: dialect, profile: profile, passes: passes}
	for _, name := range profile.Record.Fields {
		value, within := person[resident.Element(name)]
		if !within {
			value = outside
		}
		w.fields = append(w.fields, value)
	}
	return w
}

// world is a reader with a card and a SAM in it.
type world struct {
	way
	issuer      *smartcardtest.Issuer
	card        *smartcardtest.Card
	sam         *smartcardtest.SAM
	plan        *smartcardtest.Plan
	passed      map[smartcardtest.Fault]int // went by without an error
	cards, sams *smartcardtest.Tray
	readers     *smartcardtest.Readers
	counting    *smartcardtest.Counting
	desk        *smartcard.Desk
	reader      *ktpel.Reader
}

func newWorld(t testing.TB, w way) *world {
	t.Helper()
	v := &world{way: w, issuer: smartcardtest.NewIssuer(w.dialect), plan: &smartcardtest.Plan{}, passed: map[smartcardtest.Fault]int{}}
	v.card, v.sam = v.issuer.Card(smartcardtest.Print{Fields: w.fields}), v.issuer.SAM()
	v.cards, v.sams = smartcardtest.NewTray(v.plan), smartcardtest.NewTray(v.plan)
	v.cards.Put(v.card)
	v.sams.Put(v.sam)
	v.readers = smartcardtest.NewReaders(map[string]*smartcardtest.Tray{slotCard: v.cards, slotSAM: v.sams})
	v.counting = &smartcardtest.Counting{Service: v.readers}
	v.desk = smartcard.NewDesk(v.counting)
	v.reader = v.readerWith(t, v.sam)
	return v
}

// readerWith returns a reader that has the secrets of that SAM.
func (v *world) readerWith(t testing.TB, sam *smartcardtest.SAM) *ktpel.Reader {
	t.Helper()
	opening, err := ktpel.NewOpening(sam.Secrets())
	if err != nil {
		t.Fatal(err)
	}
	return ktpel.NewReader(v.desk, v.profile, ktpel.Slots{Card: slotCard, SAM: slotSAM}, opening)
}

// deadline is that of one read.
const deadline = 300 * time.Millisecond

func (v *world) read(t testing.TB) (resident.Person, error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), deadline)
	defer cancel()
	return v.reader.Read(ctx)
}

// wantGenuine reads, and wants the person that was printed.
func (v *world) wantGenuine(t testing.TB) {
	t.Helper()
	got, err := v.read(t)
	if err != nil {
		t.Fatal(err)
	}
	wantPerson(t, got)
}

func wantPerson(t testing.TB, got resident.Person) {
	t.Helper()
	for _, e := range resident.Elements() {
		if text := got.Get(e).RevealPersonalData(); text != person[e] {
			t.Errorf("%s: %q, want %q", e, text, person[e])
		}
	}
}
