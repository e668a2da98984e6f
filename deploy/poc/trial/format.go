package trial

import (
	"context"

	"simpul/deploy/poc/protocol"
	"simpul/lib/nik"
)

// mistakes are what hands on a keyboard make of a NIK, and what Simpul says to it. None is a number that somebody could have.
var mistakes = []struct{ typed, code string }{
	{"330399010190001", "panjang"},
	{"33039901019000011", "panjang"},
	{"330399-010190-0001", "bukan_angka"},
	{"330399O101900001", "bukan_angka"},
	{"3303993202900001", "tanggal"},
}

// malformed shows that a typing error costs no hit and is not sent (JUKNIS-II.B.1, II.C.2b.2e).
func (r *run) malformed(_ context.Context, s *protocol.Step) {
	for i, m := range mistakes {
		c := protocol.Case{Number: i + 1, Expected: m.code, Got: "diterima", Result: protocol.Failed, Used: r.p.Quota.Before}
		if _, err := nik.Parse(m.typed); err != nil {
			c.Got = nik.Field(err).Code
		}
		if c.Got == c.Expected {
			c.Result = protocol.Passed
		}
		s.Cases = append(s.Cases, c)
	}
	s.Judge()
	s.Reason = "Tidak dikirim ke Dukcapil dan tidak memakai kuota."
}
