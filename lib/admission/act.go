package admission

import (
	"context"
	"time"

	"github.com/google/uuid"

	"simpul/lib/agreement"
	"simpul/lib/ledger"
	"simpul/lib/problem"
)

// Basis is who acts and why: it goes into the ledger, and code and paper stay in Redis, in clear, until the next act. No part
// may name a person but the operator's id.
type Basis struct {
	Operator, Frontend string
	Code               string         // a reason code
	Paper              string         // number of the letter, "" for none
	PaperDate          agreement.Date // zero: none
	Token              Token          // of the Idempotency-Key: a repeated act is done once; the zero value is none
}

// Act is what an administrator did.
type Act struct {
	Kind        string // initialise, suspend, resume, mode, bridging, unlock, record_external, credentials
	At          time.Time
	Code, Paper string
}

// The words of act.lua.
const (
	done     word = "done"
	prepared word = "prepared" // initialise: a count is running
	behind   word = "behind"   // initialise: the epoch proposed is not above the last one

	unheardOf word = "unheard_of" // decide: no such access
)

// Initialisation starts a count.
type Initialisation struct {
	UsedToday int64 // hits the registry has counted today, the office's own use of the portal included
	Force     bool  // replace a running count
	First     bool  // nobody has ever asked with this account: a test, or a demonstration
	Missing
	Basis
}

// Initialise starts a new count: on a new or emptied Redis, or after a halt. It lifts the halt and keeps a suspension, mode,
// bridging and barred credentials. The count of today begins at UsedToday; accesses under way from before neither count on it
// nor give back.
//
// A running count is never reset silently: without Force that is isian_salah on the field force. Nor is one begun about midnight
// (isian_salah on used_today) unless it is the First: accesses of these minutes count on two days, and the new count would know one.
func (a *Admission) Initialise(ctx context.Context, i Initialisation) error {
	now, off := a.settings.Clock(), 2*a.settings.ClockTolerance
	if !i.First && agreement.DateOf(now.Add(-off)) != agreement.DateOf(now.Add(a.settings.call()+off)) {
		return problem.Invalid(problem.Field{Name: "used_today", Code: "sekitar_tengah_malam", Detail: "Akses sekitar tengah malam terhitung pada dua hari. Ulangi beberapa menit setelah pukul 00.00 WIB."})
	}
	if i.UsedToday < 0 {
		return problem.Invalid(problem.Field{Name: "used_today", Code: "negatif", Detail: "Isi jumlah akses hari ini, paling kecil 0."})
	}
	return a.act(ctx, order{kind: "initialise", basis: i.Basis, hits: i.UsedToday, force: i.Force, missing: i.Missing})
}

// Suspend stops access for all replicas at once (PKS-5, 9.1, JUKNIS-VI.I), in whatever state Redis is: an emptied Redis has
// forgotten its suspension and can be told again before it is initialised. It replaces an earlier suspension's code and time.
func (a *Admission) Suspend(ctx context.Context, b Basis) error {
	return a.act(ctx, order{kind: "suspend", basis: b})
}

// Resume lifts a suspension, whoever made it, and frees credential pairs that failed.
func (a *Admission) Resume(ctx context.Context, b Basis) error {
	return a.act(ctx, order{kind: "resume", basis: b})
}

// SetMode says whether a day's hits are limited. Unlimited needs number and date of the result letter of the proof of concept
// (JUKNIS-II.B.2): isian_salah without.
func (a *Admission) SetMode(ctx context.Context, m agreement.Mode, b Basis) error {
	if m == agreement.ModeUnlimited && (b.Paper == "" || b.PaperDate.IsZero()) {
		return problem.Invalid(problem.Field{Name: "paper_date", Code: "wajib", Detail: "Isi nomor dan tanggal surat hasil PoC (JUKNIS II.B.2)."})
	}
	return a.act(ctx, order{kind: "mode", basis: b, value: string(m), target: string(m)})
}

// Bridge lets access go on after the agreement's end while an extension is pending, through the day until (PKS-4; SPTJM 2 and
// 6). It needs number and date of the SPTJM: isian_salah without. A day that is past ends the bridging.
func (a *Admission) Bridge(ctx context.Context, until agreement.Date, b Basis) error {
	if until.IsZero() || b.Paper == "" || b.PaperDate.IsZero() {
		return problem.Invalid(problem.Field{Name: "paper_date", Code: "wajib", Detail: "Isi nomor dan tanggal SPTJM serta hari terakhir masa peralihan."})
	}
	return a.act(ctx, order{kind: "bridging", basis: b, value: until.Next().Midnight().UnixMilli(), until: until})
}

// Unlock makes the guard forget pace and guesses of an operator, or, with operator "", everything it remembers of the office.
func (a *Admission) Unlock(ctx context.Context, operator string, b Basis) error {
	return a.act(ctx, order{kind: "unlock", basis: b, value: operator, target: operator})
}

// RecordExternal counts hits that were made today with the same account outside Simpul, in a browser.
func (a *Admission) RecordExternal(ctx context.Context, hits int64, b Basis) error {
	if hits < 1 {
		return problem.Invalid(problem.Field{Name: "hits", Code: "negatif", Detail: "Isi jumlah akses di luar Simpul hari ini, paling kecil 1."})
	}
	return a.act(ctx, order{kind: "record_external", basis: b, hits: hits})
}

// RecordCredentials records that user id or password of the registry were changed, the office's or, with operator not "", that
// operator's own. They are handed over with a BAST (JUKNIS-II.A): isian_salah without its number and date. The new ones are in
// use as soon as they stand in their files; this changes nothing else.
func (a *Admission) RecordCredentials(ctx context.Context, operator string, b Basis) error {
	if b.Paper == "" || b.PaperDate.IsZero() {
		return problem.Invalid(problem.Field{Name: "paper_date", Code: "wajib", Detail: "Isi nomor dan tanggal BAST serah terima User ID (JUKNIS II.A)."})
	}
	return a.act(ctx, order{kind: "credentials", basis: b, target: operator})
}

// order is one act.
type order struct {
	kind    string
	basis   Basis
	hits    int64
	force   bool
	missing Missing
	value   any // mode, end of the bridging, or operator
	until   agreement.Date
	target  string
}

// dayText spells a date, "" for none.
func dayText(d agreement.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

func (o order) record(id uuid.UUID, now time.Time, epoch int64) ledger.Record {
	r := ledger.Record{Kind: ledger.Act, At: now.UTC().Truncate(time.Millisecond), Operator: o.basis.Operator, Frontend: o.basis.Frontend}
	r.Deed = ledger.Deed{ActID: id.String(), Action: o.kind, Code: o.basis.Code, Paper: o.basis.Paper, PaperDate: dayText(o.basis.PaperDate), Until: dayText(o.until), Target: o.target}
	if o.kind == ledger.Initialise || o.kind == ledger.RecordExternal {
		r.Hits = &o.hits
	}
	if o.kind == ledger.Initialise {
		r.Epoch, r.Lost, r.Unheard = epoch, o.missing.Lost, o.missing.Unheard
	}
	return r
}

// act runs one act under an id of its own: the driver repeats it when the reply is lost, and it must happen once.
func (a *Admission) act(ctx context.Context, o order) error {
	id, err := uuid.NewV7()
	if err != nil {
		return problem.As(err)
	}
	r, err := a.try(ctx, id, o)
	if err == nil && r.word == behind {
		r, err = a.try(ctx, id, o) // the answer told the epoch that is to be passed
	}
	switch {
	case err != nil:
		return err
	case r.word == prepared:
		return problem.Invalid(problem.Field{Name: "force", Code: "sudah_disiapkan", Detail: "Hitungan sedang berjalan. Isi force hanya bila hitungan hari ini memang harus diganti."})
	case r.word != done:
		return r.problem()
	}
	return nil
}

func (a *Admission) try(ctx context.Context, id uuid.UUID, o order) (reply, error) {
	now := a.settings.Clock()
	seen, _ := a.seen.highest()
	epoch := max(now.UnixMilli(), seen+1)
	record, mac, err := a.sign(o.record(id, now, epoch))
	if err != nil {
		return reply{}, err
	}
	b, value := o.basis, o.value
	if value == nil {
		value = ""
	}
	return a.run(ctx, actScript, b.Token.keys(), "", "act_id", o.kind, id.String(), b.Code, b.Paper, o.hits, only(o.force, "1"), epoch, value, record, mac,
		o.missing.Lost+o.missing.Unheard, o.missing.Delivered, o.missing.Closed)
}
