package trial

import (
	"context"
	"fmt"

	"simpul/deploy/poc/protocol"
	"simpul/lib/paper"
)

// quota compares the registry's count with Simpul's, over the questions that were answered one after the other.
func (r *run) quota(_ context.Context, s *protocol.Step) {
	if len(r.hits) == 0 {
		untested(s, "Belum ada jawaban Dukcapil.")
		return
	}
	fact(s, "Hitungan Simpul", fmt.Sprintf("naik dari %s menjadi %s", paper.Number(r.p.Quota.Before), paper.Number(r.hits[len(r.hits)-1].state.Used)))
	told, one, other := r.countdown()
	fact(s, "Jawaban dengan quotaLimiter", fmt.Sprintf("%d dari %d", told, len(r.hits)))
	if told < 2 {
		untested(s, "Dukcapil tidak memberi sisa kuota pada dua jawaban berturut-turut.")
		return
	}
	fact(s, "Turun satu tiap pertanyaan", fmt.Sprintf("%d kali, lain dari itu %d kali", one, other))
	s.Result = protocol.Passed
	if other > 0 {
		fail(s, "Hitungan Dukcapil tidak turun satu tiap pertanyaan: ada jawaban yang tidak dihitung, atau akun ini juga dipakai di tempat lain.")
	}
}

// countdown counts the answers that tell what is left, and the steps between two of them in a row: down by one, or otherwise.
func (r *run) countdown() (told, one, other int) {
	var before *int64
	for _, h := range r.hits {
		left := h.left()
		if left != nil {
			told++
		}
		if left != nil && before != nil {
			if *before-*left == 1 {
				one++
			} else {
				other++
			}
		}
		before = left
	}
	return told, one, other
}
