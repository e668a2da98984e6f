package admission

import (
	"context"

	"github.com/google/uuid"

	"simpul/lib/problem"
)

// Settlement says how an access went. Make one with [Counted], [NeverSent], [Exhausted] or [Barred].
type Settlement struct{ closing closing }

func settlement(id uuid.UUID, outcome state) Settlement {
	return Settlement{closing{id: id.String(), outcome: outcome, left: noLimit}}
}

// Counted: the question left, whatever came back. The right one whenever in doubt.
func Counted(id uuid.UUID) Settlement { return settlement(id, counted) }

// NeverSent: not one byte of the question left. The only one that gives the hit back.
func NeverSent(id uuid.UUID) Settlement { return settlement(id, given) }

// Exhausted: the registry said "kuota akses hari ini telah habis" (JUKNIS-II.C.2b.3b). The hit counts, and the day has none
// left for anybody.
func Exhausted(id uuid.UUID) Settlement {
	s := settlement(id, counted)
	s.closing.full = true
	return s
}

// Barred: the registry refuses the office as a whole: gagal_login, instansi_tidak_aktif, user_id_non_aktif,
// alamat_ip_ditolak (JUKNIS-II.C.2b.3a, c, d). The hit counts, and access is suspended for all replicas until
// [Admission.Resume]: further calls would lock the account.
func Barred(id uuid.UUID, reason problem.Code) Settlement {
	s := settlement(id, counted)
	s.closing.suspend = string(reason)
	return s
}

// WithLeft adds the registry's quotaLimiter, for [Settings].FollowLeft; a negative one means nothing and is ignored.
func (s Settlement) WithLeft(left int64) Settlement {
	s.closing.left = max(left, noLimit)
	return s
}

// Settle records how an access went and returns the state after it. It does not end with ctx, since the hit is used even if
// the caller hung up, but takes no longer than Settings.Timeout.
//
// The first settlement of an access wins; repeating it changes nothing. One that Redis did not answer for is repeated in the
// background until it is: the problem says only that the state is not known now.
func (a *Admission) Settle(ctx context.Context, s Settlement) (State, error) {
	state, err := a.settle(context.WithoutCancel(ctx), s)
	if problem.Is(err, problem.CodePenyimpananTidakTersedia) {
		a.backlog.add(s)
	}
	return state, err
}

func (a *Admission) settle(ctx context.Context, s Settlement) (State, error) {
	c := s.closing
	if !a.settings.FollowLeft {
		c.left = noLimit
	}
	full := 0
	if c.full {
		full = 1
	}
	r, err := a.run(ctx, settleScript, []string{keyTag + "access:" + c.id}, c.id, string(c.outcome), full, c.left, c.suspend)
	if err != nil {
		return State{}, err
	}
	if r.word != settled {
		return State{}, r.problem()
	}
	return a.state(r), nil
}
