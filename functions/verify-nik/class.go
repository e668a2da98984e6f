package main

import (
	"context"

	"simpul/lib/cardreader"
	"simpul/lib/problem"
)

// classes are the problems that say something of a card that was read, and the classes that the report counts (PKS-8.1). What is not
// among them, a reader that is away or a card that nobody laid down, is no read.
var classes = map[problem.Code]string{
	problem.CodeKartuBukanKTPel:       "bukan_ktp_el",
	problem.CodeSAMMenolak:            "sam_menolak",
	problem.CodeTandaTanganKartuSalah: "tanda_tangan_tidak_cocok",
	problem.CodeKartuGagalDibaca:      "baca_gagal",
}

// countRead counts a read by how it ended. What Redis does not take, the log tells: the card was read all the same.
func (v *verifier) countRead(ctx context.Context, read error) {
	class, isRead := cardreader.Genuine, true
	if read != nil {
		class, isRead = classes[problem.As(read).Code], classes[problem.As(read).Code] != ""
	}
	if !isRead {
		return
	}
	if err := v.admission.CountRead(ctx, class); err != nil {
		v.log.Error("a card read is not counted", "class", class, "error", err)
	}
}
