package guardtest_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"time"

	"simpul/lib/admission"
	"simpul/lib/admission/evidence"
	"simpul/lib/admission/guardtest"
)

// The thresholds that these tests run with: those of design.md.
const (
	sequential = 3  // the number of a run of serials that is refused
	patterned  = 4  // … of another run
	guesses    = 5  // of an operator, after which nothing is answered
	stuffing   = 10 // NIKs of one application
	rechecks   = 3
	repeat     = time.Minute
)

func operatorPace() pace { return pace{30 * time.Second, 6} }

func officePace() pace { return pace{5 * time.Second, 10} }

// pace lets burst accesses pass at once, and one more after each interval.
type pace struct {
	interval time.Duration
	burst    time.Duration
}

// reference is the guard in its plainest form: sets of tokens, none of which is ever forgotten. It is no rule book: it shows
// what the families and thresholds are worth, apart from the code that ships.
type reference struct {
	maker    *evidence.Maker
	sets     map[string]map[string]bool // members by bucket or application
	guesses  map[string]int             // by operator
	full     map[string]time.Duration   // by operator, "" for the office: when all of the burst is back
	last     map[string]time.Duration   // by pair
	rechecks map[string]int             // by pair
}

func newReference() *reference {
	return &reference{
		evidence.New(ring{}), map[string]map[string]bool{}, map[string]int{},
		map[string]time.Duration{}, map[string]time.Duration{}, map[string]int{},
	}
}

// ask returns the rule that holds a step, or "" and remembers it.
func (r *reference) ask(s guardtest.Step) string {
	e := r.maker.Of(s.NIK, s.Application)[0]
	if rule := r.hold(s, e); rule != "" {
		return rule
	}
	r.remember(s, e)
	return ""
}

func (r *reference) hold(s guardtest.Step, e admission.Evidence) string {
	last, asked := r.last[e.Pair]
	switch {
	case asked && s.Recheck && r.rechecks[e.Pair] >= rechecks, asked && !s.Recheck && s.After < last+repeat:
		return "repeat"
	case r.early(s.Operator, operatorPace(), s.After), r.early("", officePace(), s.After):
		return "pace"
	case r.others(e.Application, e.Member) >= stuffing:
		return "stuffing"
	case s.Card:
		return ""
	case r.guesses[s.Operator] >= guesses:
		return "guessing"
	}
	return r.running(e)
}

func (r *reference) running(e admission.Evidence) string {
	for family, bucket := range e.Runs {
		rule, limit := "patterned", patterned
		if family == evidence.Serial {
			rule, limit = "sequential", sequential
		}
		if r.others(bucket, e.Member)+1 >= limit {
			return rule
		}
	}
	return ""
}

func (r *reference) remember(s guardtest.Step, e admission.Evidence) {
	r.full[s.Operator] = max(r.full[s.Operator], s.After) + operatorPace().interval
	r.full[""] = max(r.full[""], s.After) + officePace().interval
	r.last[e.Pair] = s.After
	if s.Recheck {
		r.rechecks[e.Pair]++
	}
	if s.Guess {
		r.guesses[s.Operator]++
	}
	r.add(e.Application, e.Member)
	if !s.Proven {
		for _, bucket := range e.Runs {
			r.add(bucket, e.Member)
		}
	}
}

func (r *reference) early(who string, p pace, now time.Duration) bool {
	return max(r.full[who], now)+p.interval-now > p.interval*p.burst
}

func (r *reference) add(set, member string) {
	if r.sets[set] == nil {
		r.sets[set] = map[string]bool{}
	}
	r.sets[set][member] = true
}

// others counts the members but one.
func (r *reference) others(set, member string) int {
	if r.sets[set][member] {
		return len(r.sets[set]) - 1
	}
	return len(r.sets[set])
}

// ring has one key.
type ring struct{}

func (r ring) All() []evidence.Key { return []evidence.Key{r} }

func (ring) ID() string { return "k1" }

func (ring) MAC(domain string, _ ...[]byte) [sha256.Size]byte {
	mac := hmac.New(sha256.New, []byte("of a test"))
	mac.Write([]byte(domain))
	return [sha256.Size]byte(mac.Sum(nil))
}
