package admission

import (
	"context"
	"time"

	"github.com/google/uuid"

	"simpul/lib/problem"
)

// Basis is why an administrator acts. It is kept in Redis, in clear, until the next act; neither part may name a person.
type Basis struct {
	Code  string // a reason code
	Paper string // number of the letter, "" for none
}

// Act is what an administrator did.
type Act struct {
	Kind string // initialise, suspend, resume
	At   time.Time
	Basis
}

// The words of act.lua.
const (
	done     word = "done"
	prepared word = "prepared" // initialise: a count is running
)

// Initialisation starts a count.
type Initialisation struct {
	UsedToday int64 // hits the registry has counted today, the office's own use of the portal included
	Force     bool  // replace a running count
	Basis
}

// Initialise starts a new count: on a new or emptied Redis, or after a halt. It lifts the halt and keeps a suspension. The
// count of today begins at UsedToday; accesses under way from before neither count on it nor give back.
//
// A running count is never reset silently: without Force that is isian_salah on the field force.
func (a *Admission) Initialise(ctx context.Context, i Initialisation) error {
	if i.UsedToday < 0 {
		return problem.Invalid(problem.Field{Name: "used_today", Code: "negatif", Detail: "Isi jumlah akses hari ini, paling kecil 0."})
	}
	return a.act(ctx, "initialise", i.Basis, i.UsedToday, i.Force)
}

// Suspend stops access for all replicas at once (PKS-5, 9.1, JUKNIS-VI.I), in whatever state Redis is: an emptied Redis has
// forgotten its suspension and can be told again before it is initialised. It replaces an earlier suspension's code and time.
func (a *Admission) Suspend(ctx context.Context, b Basis) error {
	return a.act(ctx, "suspend", b, 0, false)
}

// Resume lifts a suspension, whoever made it.
func (a *Admission) Resume(ctx context.Context, b Basis) error {
	return a.act(ctx, "resume", b, 0, false)
}

// act runs one act under an id of its own: the driver repeats it when the reply is lost, and it must happen once.
func (a *Admission) act(ctx context.Context, kind string, b Basis, used int64, force bool) error {
	id, err := uuid.NewV7()
	if err != nil {
		return problem.As(err)
	}
	r, err := a.run(ctx, actScript, nil, kind, id.String(), b.Code, b.Paper, used, force)
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
