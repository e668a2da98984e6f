package admission

import (
	"context"
	"net/netip"
	"strings"
	"time"

	"simpul/lib/agreement"
	"simpul/lib/registry"
)

// State is how the quota stands.
type State struct {
	Prepared  bool           // a count was started; false: Redis is new or was emptied
	Now       time.Time      // by Redis's clock
	Day       agreement.Date // the day in WIB at Now
	Midnight  time.Time      // the next one in WIB
	Mode      agreement.Mode
	Limit     int64       // hits a day by the agreement; holds in mode poc only
	Used      int64       // hits of Day, also those under way
	Left      *int64      // hits that Day still has; nil: nothing bounds them; 0 while access could not be trusted
	Exhausted bool        // Day has none left, by our count or by the registry's word
	Suspended *Suspension // nil: not suspended
	Bridged   time.Time   // access goes on until then after the agreement's end (PKS-4); zero: not
	Barred    time.Time   // since when a credential pair is barred (JUKNIS-II.C.2b.3a); zero: none is
	Overview  *Overview   // from [Admission.State] only
}

const ready word = "ready" // admissions can be trusted

// Suspension is why nobody gets access, and since when.
type Suspension struct {
	Code     string // an administrator's, or the registry's reason as in [Barred]
	Since    time.Time
	Observed registry.Address // where the registry saw the office's questions come from, if it said so when it refused them
}

// suspension reads what the head says: the reason, and behind a blank the address of [Settlement.SeenAt].
func suspension(r reply) *Suspension {
	code, observed, _ := strings.Cut(r.suspended, " ")
	s := Suspension{Code: code, Since: time.UnixMilli(r.suspendedAt)}
	if ip, err := netip.ParseAddr(observed); err == nil {
		s.Observed = registry.NewAddress(ip)
	}
	return &s
}

// Overview is what an administrator asks for.
type Overview struct {
	Open         int64  // accesses admitted and not yet settled
	Last         *Act   // the last act of an administrator; nil: none
	ModePaper    string // number of the result letter that set the mode
	BridgedPaper string // number of the SPTJM
}

// State reads how the quota stands. When access could not be trusted it returns the problem an admission would meet, with the
// state as far as it is known; suspended and exhausted are states, not problems.
func (a *Admission) State(ctx context.Context) (State, error) {
	r, err := a.run(ctx, readScript, nil, "", "")
	if err != nil {
		return State{}, err
	}
	return a.overview(r)
}

// Ready reports whether admissions can be trusted: nil, or the problem that an admission would meet, or
// penyimpanan_tidak_tersedia where Redis is not set or does not stand as the configuration promises; the cause says what.
func (a *Admission) Ready(ctx context.Context) error {
	if _, err := a.State(ctx); err != nil {
		return err
	}
	return a.kept(ctx)
}

func (a *Admission) state(r reply) State {
	today := dayOf(r.now)
	s := State{
		Prepared: r.epoch > 0,
		Now:      time.UnixMilli(r.now),
		Day:      dateOf(today),
		Midnight: time.UnixMilli(midnight(today + 1)),
		Mode:     agreement.ModePoC,
		Limit:    a.settings.Quota.DailyLimit,
		Used:     r.today.used,
	}
	limit := s.Limit
	if r.mode == string(agreement.ModeUnlimited) {
		s.Mode, limit = agreement.ModeUnlimited, noLimit
	}
	if left := r.today.left(limit); left != noLimit {
		s.Left, s.Exhausted = &left, left == 0
	}
	if r.suspended != "" {
		s.Suspended = suspension(r)
	}
	if r.bridged > 0 {
		s.Bridged = time.UnixMilli(r.bridged)
	}
	if r.loginFailed > 0 {
		s.Barred = time.UnixMilli(r.loginFailed)
	}
	return s
}

// overview adds what read.lua does.
func (a *Admission) overview(r reply) (State, error) {
	f := fields{values: r.own}
	o := Overview{Open: f.int(0), ModePaper: f.text(5), BridgedPaper: f.text(6)}
	if kind := f.text(1); kind != "" {
		o.Last = &Act{Kind: kind, At: time.UnixMilli(f.int(2)), Code: f.text(3), Paper: f.text(4)}
	}
	if f.err != nil {
		return State{}, unavailable(f.err)
	}
	s := a.state(r)
	s.Overview = &o
	if r.word == ready {
		return s, nil
	}
	s.Left = new(int64)
	return s, r.problem()
}

func dateOf(day int64) agreement.Date { return agreement.DateOf(time.UnixMilli(midnight(day))) }
