package main

import (
	"context"
	"errors"
	"iter"

	"simpul/lib/admission"
	"simpul/lib/ledger"
	"simpul/lib/problem"
)

// countedToday returns how many hits today has had by the ledger, and by what is under way: accesses that are open are counted and
// stand in no record yet.
//
// The ledger is proven first: all that waits is sealed, then every seal and record is checked. A Redis that was rolled back has
// forgotten records along with its count, so that its ledger is no witness either.
func (k *keeper) countedToday(ctx context.Context) (int64, error) {
	state, err := k.admission.State(ctx)
	switch {
	case problem.Is(err, problem.CodePenyimpananMundur):
		return 0, tellUsed("catatan_mundur", "Redis kembali ke keadaan lama, dan catatannya ikut mundur.")
	case err != nil && !problem.Is(err, problem.CodeBelumDisiapkan):
		return 0, err
	}
	if _, err := k.chores.seal(ctx); err != nil {
		return 0, unproven(err)
	}
	tally, err := k.proven(ctx)
	if err != nil {
		return 0, err
	}
	return tally.Used(state.Day.String()) + open(state), nil
}

// quiet refuses to replace a count that is running, unless access is suspended: nobody would count what is admitted meanwhile.
func (k *keeper) quiet(ctx context.Context) error {
	state, err := k.admission.State(ctx)
	if err == nil && state.Suspended == nil {
		return problem.Invalid(problem.Field{Name: "force", Code: "belum_ditangguhkan",
			Detail: "Hitungan sedang berjalan. Tangguhkan akses dahulu dengan suspend, agar tidak ada akses baru selama dihitung ulang."})
	}
	return nil // what cannot be believed is what a new count is for
}

// proven checks the whole ledger and counts what it says.
func (k *keeper) proven(ctx context.Context) (*ledger.Tally, error) {
	tally := ledger.NewTally()
	report, err := ledger.Verify(counting(k.book.Items(ctx), tally), k.proof())
	switch {
	case err != nil:
		k.log.Error("ledger does not verify", "error", err)
		return nil, unproven(sealProblem(err))
	case report.Records+report.Unsealed == 0, !tally.Begun(): // a Redis that lost all may hold what was ordered since
		return nil, tellUsed("catatan_kosong", "Catatan akses kosong.")
	}
	return tally, nil
}

// proof trusts the keys that this function seals with.
func (k *keeper) proof() ledger.Proof {
	return ledger.Proof{Trust: k.chores.keys().Public(), CheckMAC: ledger.NewSigner(k.keys).Check}
}

// counting passes items on and counts them on the way.
func counting(items iter.Seq2[ledger.Item, error], tally *ledger.Tally) iter.Seq2[ledger.Item, error] {
	return func(yield func(ledger.Item, error) bool) {
		for item, err := range items {
			if err == nil && item.Entry != nil {
				record, errRecord := ledger.Decode(item.Entry.Record)
				if errRecord == nil { // Verify says so of one that cannot be read
					tally.Record(record)
				}
			}
			if !yield(item, err) {
				return
			}
		}
	}
}

// open is how many accesses are under way, as far as Redis knows.
func open(s admission.State) int64 {
	if s.Overview == nil {
		return 0
	}
	return s.Overview.Open
}

// unproven says that the administrator must give the count, unless Redis does not answer.
func unproven(err error) error {
	if p, ok := errors.AsType[*problem.Problem](err); ok && p.Code != problem.CodeCatatanTidakUtuh {
		return err
	}
	return tellUsed("catatan_tidak_utuh", "Catatan akses tidak utuh.")
}

func tellUsed(code, reason string) error {
	return problem.Invalid(problem.Field{Name: "used_today", Code: code,
		Detail: reason + " Isi used_today dengan jumlah akses hari ini menurut Dukcapil atau log."})
}
