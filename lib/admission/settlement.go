package admission

import (
	"context"
	"errors"

	"github.com/google/uuid"

	"simpul/lib/ledger"
	"simpul/lib/problem"
	"simpul/lib/registry"
	"simpul/lib/resident"
)

// Settlement says how an access went. Make one with [Counted], [NeverSent], [Exhausted], [Barred] or [LoginFailed].
type Settlement struct {
	closing closing
	pair    string // fingerprint
	status  resident.Status
	record  ledger.Record
}

func settlement(id uuid.UUID, outcome state) Settlement {
	return Settlement{closing: closing{id: id.String(), outcome: outcome, left: noLimit}}
}

// Counted: the question left, whatever came back. The right one whenever in doubt.
func Counted(id uuid.UUID) Settlement { return settlement(id, counted) }

// NeverSent: not one byte of the question left. It gives the hit back, as nothing else does but [Settlement.Unsent].
func NeverSent(id uuid.UUID) Settlement { return settlement(id, given) }

// Exhausted: the registry said "kuota akses hari ini telah habis" (JUKNIS-II.C.2b.3b). The hit counts, and the day has none
// left for anybody.
func Exhausted(id uuid.UUID) Settlement {
	s := settlement(id, counted)
	s.closing.full = true
	return s
}

// Barred: the registry refuses the office as a whole: instansi_tidak_aktif, user_id_non_aktif, alamat_ip_ditolak
// (JUKNIS-II.C.2b.3c, d; wire §1.9, codes 04 and 10). The hit counts, and access is suspended for all replicas until
// [Admission.Resume].
func Barred(id uuid.UUID, reason problem.Code) Settlement {
	s := settlement(id, counted)
	s.closing.suspend = string(reason)
	return s
}

// Unsent gives the hit back besides: the registry said it before it was asked about anybody, as the web portal may when it is
// logged in to (JUKNIS-II.B.1).
func (s Settlement) Unsent() Settlement {
	s.closing.outcome = given
	return s
}

// SeenAt adds to [Barred] from where the registry saw the question come (codes 04 and 10): it is kept beside the reason until
// [Admission.Resume], for an administrator to compare with the registered address (JUKNIS-I.A).
func (s Settlement) SeenAt(observed registry.Address) Settlement {
	if s.closing.suspend != "" && !observed.Empty() {
		s.closing.suspend += " " + observed.RevealAddress()
	}
	return s
}

// LoginFailed: Gagal Login (JUKNIS-II.C.2b.3a). The hit counts, and nobody uses that credential pair again until
// [Admission.Resume]: further calls would lock the account. A new pair gets one attempt.
func LoginFailed(id uuid.UUID, fingerprint string) Settlement {
	s := settlement(id, counted).Using(fingerprint)
	s.closing.login = loginFailed
	return s
}

// Using adds which credential pair the access was admitted with: an attempt with a new one is over, whatever came of it.
func (s Settlement) Using(fingerprint string) Settlement {
	s.pair = fingerprint
	return s
}

// LoggedIn adds that the registry took the pair.
func (s Settlement) LoggedIn(fingerprint string) Settlement {
	s = s.Using(fingerprint)
	s.closing.login = loginTaken
	return s
}

// mostLeft is above every quota; a registry without one was seen to answer with the largest number there is.
const mostLeft = 1_000_000

// WithLeft adds the registry's quotaLimiter, for [Settings].FollowLeft; a negative one, or one above a million, means nothing
// and is ignored.
func (s Settlement) WithLeft(left int64) Settlement {
	if left >= 0 && left <= mostLeft {
		s.closing.left = left
	}
	return s
}

// Said adds the registry's word about the person: it is counted for the day, without a link to the access, and not_found and
// invalid_format are guesses of the operator on the record, unless proven: who asked knew name and birth date, or had the card.
func (s Settlement) Said(status resident.Status, proven bool) Settlement {
	s.status, s.closing.proven = status, proven
	s.closing.guess = !proven && (status == resident.NotFound || status == resident.InvalidFormat)
	return s
}

// Showing adds that elements went to whoever asked: what is claimed of that NIK afterwards proves nothing.
func (s Settlement) Showing() Settlement {
	s.closing.shown = true
	return s
}

// Recorded adds what the ledger will say: [Admitted].Record with outcome and verdict.
func (s Settlement) Recorded(r ledger.Record) Settlement {
	s.record = r
	return s
}

// Settle records how an access went, in the ledger too, and returns the state after it. It does not end with ctx, since the
// hit is used even if the caller hung up, but takes no longer than Settings.Timeout.
//
// The first settlement of an access wins, and one after a sweep corrects it; repeating it changes nothing. One that Redis did
// not answer for, or could not take while nobody may trust it, is repeated in the background until it is: the registry's word
// must not be lost over a halt. The problem says only that the state is not known now.
func (a *Admission) Settle(ctx context.Context, s Settlement) (State, error) {
	state, err := a.settle(context.WithoutCancel(ctx), s)
	if unheard(err) {
		a.backlog.add(s)
	}
	return state, err
}

// unheard reports whether a settlement did not reach a Redis that could be believed.
func unheard(err error) bool {
	return problem.Is(err, problem.CodePenyimpananTidakTersedia) || problem.Is(err, problem.CodePenyimpananMundur) || problem.Is(err, problem.CodeBelumDisiapkan)
}

// settle says which unit the access joined if another one opened it; Redis knows, and tells who says otherwise.
func (a *Admission) settle(ctx context.Context, s Settlement) (State, error) {
	r, err := a.conclude(ctx, s)
	for range 2 { // a unit may end, and another be opened, in between
		if err != nil || r.word != joins {
			break
		}
		f := fields{values: r.own}
		if s.record.Unit = f.text(0); s.record.Unit == s.closing.id { // the unit it was to join ended: it opens one
			s.record.Unit = ""
		}
		r, err = a.conclude(ctx, s)
	}
	if err != nil {
		return State{}, err
	}
	if r.word != settled {
		return State{}, r.problem()
	}
	return a.state(r), nil
}

// conclude puts a settlement to settle.lua, whose comment lists what goes where.
func (a *Admission) conclude(ctx context.Context, s Settlement) (reply, error) {
	c := s.closing
	if !a.settings.FollowLeft {
		c.left = noLimit
	}
	entry := a.entry(s)
	record, mac, err := a.sign(entry)
	if err != nil {
		return reply{}, err
	}
	guesser := ""
	if c.guess {
		guesser = guessField(s.record.Operator)
	}
	return a.run(ctx, settleScript, []string{accessKey(c.id)}, loginField(s.pair), openField(c.id), string(c.outcome), c.flags(), c.left, c.suspend,
		guesser, string(s.status), record, mac, entry.Unit, string(foundBy(s.status)), entry.Operator)
}

// flags names what of a closing holds.
func (c closing) flags() string {
	return only(c.full, "full ") + only(c.proven, "proven ") + only(c.shown, "shown ") + string(c.login)
}

// entry is the record as it goes into the ledger. When the answer to the admission was lost, time, count and day are this
// process's guess: the access is given back, so that nothing is counted by them.
func (a *Admission) entry(s Settlement) ledger.Record {
	r := s.record
	if r.Kind == "" {
		now := a.settings.Clock().UnixMilli()
		epoch, _ := a.seen.highest()
		r = complete(r, access{id: s.closing.id, epoch: max(1, epoch), first: dayOf(now), last: dayOf(now), at: now})
	}
	if r.Charged = s.closing.outcome != given; !r.Charged {
		r.Unit = ""
	}
	if r.Outcome == "" {
		r.Outcome = ledger.Unknown
	}
	return r
}

// sign returns what the scripts append.
func (a *Admission) sign(r ledger.Record) (record []byte, mac string, err error) {
	record, err = r.Encode()
	if err != nil {
		return nil, "", problem.New(problem.CodeKesalahanInternal).Because(errors.New("admission: record: " + err.Error()))
	}
	return record, a.settings.Ledger.Sign(record), nil
}
