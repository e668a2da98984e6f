package main

import (
	"errors"
	"flag"
	"fmt"
	"regexp"
	"strconv"
	"time"

	"simpul/deploy/poc/protocol"
	"simpul/deploy/poc/trial"
	"simpul/lib/agreement"
	"simpul/lib/nik"
)

// options are what the command line says.
type options struct {
	out, operator, number string
	date                  agreement.Date
	yes                   bool
	cases                 []trial.Case
}

func parse(args []string, c console) (*options, error) {
	var o options
	var niks, date string
	flags := flag.NewFlagSet("poc", flag.ContinueOnError)
	flags.SetOutput(c.err)
	flags.Usage = func() { c.say("%s", help) }
	flags.StringVar(&niks, "niks", "", "")
	flags.StringVar(&o.out, "out", ".", "")
	flags.StringVar(&o.operator, "operator", "", "")
	flags.StringVar(&o.number, "letter", "", "")
	flags.StringVar(&date, "letter-date", "", "")
	flags.BoolVar(&o.yes, "yes", false, "")
	if err := flags.Parse(args); err != nil {
		return nil, err
	}
	if flags.NArg() > 0 || o.operator == "" {
		return nil, errors.New("isi -operator, dan tidak ada yang lain di luar pilihan; lihat -help")
	}
	if err := o.readLetter(date); err != nil {
		return nil, err
	}
	if niks == "" {
		return &o, nil
	}
	var err error
	o.cases, err = trial.ReadCases(niks)
	return &o, err
}

// letterShape is what the ledger takes as the number of a paper.
var letterShape = regexp.MustCompile(`^[0-9A-Za-z][0-9A-Za-z ./_-]{0,63}$`)

func (o *options) readLetter(date string) error {
	if o.number == "" && date == "" {
		return nil
	}
	if !letterShape.MatchString(o.number) || nik.ContainsLongDigits(o.number) {
		return errors.New("-letter: nomor surat terdiri atas huruf, angka, spasi, titik, garis miring atau hubung, paling banyak 64")
	}
	day, err := agreement.ParseDate(date)
	if err != nil {
		return errors.New("-letter-date: tanggal surat dengan bentuk 2026-02-03")
	}
	if agreement.DateOf(time.Now()).Before(day) {
		return errors.New("-letter-date: tanggal surat belum tiba")
	}
	o.date = day
	return nil
}

func (o *options) letter() *protocol.Letter {
	if o.number == "" {
		return nil
	}
	return &protocol.Letter{Number: o.number, Date: o.date}
}

// allow says whether anything may be called (JUKNIS-II.D).
func (o *options) allow(simulator bool, c console) error {
	switch {
	case simulator && !o.yes && !c.terminal:
		return errors.New("tanpa terminal, uji coba terhadap simulator memerlukan -yes (YES=1)")
	case simulator:
		return nil
	case o.number == "":
		return errors.New("panggilan ke Dukcapil memerlukan nomor dan tanggal surat uji coba: LETTER dan LETTER_DATE (Juknis II.D)")
	case o.yes:
		return errors.New("-yes (YES) hanya untuk simulator")
	case !c.terminal:
		return errors.New("panggilan ke Dukcapil memerlukan seseorang di depan terminal")
	}
	return nil
}

// confirm asks a person before quota is used.
func (o *options) confirm(c console, hits int64, left *int64) error {
	if o.yes || hits == 0 {
		return nil
	}
	rest := "tidak dibatasi"
	if left != nil {
		rest = strconv.FormatInt(*left, 10)
	}
	c.say("\nLangkah berikutnya memakai paling banyak %d akses; sisa kuota hari ini %s.", hits, rest)
	_, _ = fmt.Fprintf(c.err, "Ketik %d lalu Enter untuk melanjutkan: ", hits)
	line, err := c.line()
	if err != nil || line != strconv.FormatInt(hits, 10) {
		return errors.New("tidak disetujui; tidak ada akses yang dipakai")
	}
	return nil
}

// sendWord is what somebody types to let data balikan go out.
const sendWord = "KIRIM"

// consent asks a person before data balikan goes out.
func (o *options) consent(c console, number string) error {
	if o.yes {
		return nil
	}
	c.say("\nSatu data balikan tentang NIK uji akan dikirim, dengan nomor izin rekaan %s.", number)
	_, _ = fmt.Fprintf(c.err, "Ketik %s lalu Enter untuk mengirim: ", sendWord)
	line, err := c.line()
	if err != nil || line != sendWord {
		return errors.New("tidak disetujui; tidak ada yang dikirim")
	}
	return nil
}
