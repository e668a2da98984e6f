package admission

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"simpul/lib/problem"
)

// reply is a script's answer: the part all of them share, and their own.
type reply struct {
	word        word
	now         int64
	epoch, rev  int64
	today       day
	suspended   string
	suspendedAt int64
	mode        string
	bridged     int64
	loginFailed int64
	own         []any
}

const sharedValues = 4

var errReply = errors.New("redis: not an answer of this version's scripts")

// decode reads an answer as common.lua describes it.
func decode(values []any) (reply, error) {
	if len(values) < sharedValues {
		return reply{}, errReply
	}
	f := fields{values: values}
	r := reply{word: word(f.text(0)), now: f.int(1), own: values[sharedValues:]}
	head, today := words{rest: f.text(2)}, words{rest: f.text(3)}
	r.head(&head)
	r.today = dayIn(&today)
	if head.bad || today.bad {
		return r, errReply
	}
	return r, f.err
}

// head reads what stands in the head, but the high-water day and the pace of the office, which are the scripts' own.
func (r *reply) head(w *words) {
	r.epoch, r.rev, _, _, r.mode = w.int(), w.int(), w.int(), w.int(), w.text()
	if w.rest == "" || w.bad {
		return
	}
	_, r.suspendedAt, r.bridged, r.loginFailed = w.int(), w.int(), w.int(), w.int()
	r.suspended = w.rest
}

func dayIn(w *words) day {
	d := day{used: w.int()}
	if w.rest != "" {
		d.full, d.bound, d.boundAt = w.int() == 1, w.int(), w.int()
	}
	return d
}

// accessIn reads the line of an open access, whose id it does not have.
func accessIn(line string) (access, error) {
	w := words{rest: line}
	a := access{epoch: w.int(), rev: w.int(), first: w.int(), last: w.int(), at: w.int()}
	a.lease, a.state, a.decided = a.at+w.int(), state(w.text()), w.int() == 1
	a.used, a.hold = w.int(), word(w.text())
	if a.hold == none {
		a.hold = ""
	}
	if w.bad || w.rest != "" {
		return access{}, errReply
	}
	return a, nil
}

// none stands for no hold in an access's line.
const none = "-"

// words reads a line word by word, and remembers whether one was missing or no number.
type words struct {
	rest string
	bad  bool
}

func (w *words) text() string {
	word, rest, _ := strings.Cut(w.rest, " ")
	w.rest, w.bad = rest, w.bad || word == ""
	return word
}

func (w *words) int() int64 {
	n, err := strconv.ParseInt(w.text(), 10, 64)
	w.bad = w.bad || err != nil
	return n
}

// fields reads values by place and type, and remembers the first that is missing or of another type.
type fields struct {
	values []any
	err    error
}

func (f *fields) int(i int) int64 {
	if i < len(f.values) {
		if n, ok := f.values[i].(int64); ok {
			return n
		}
	}
	f.err = errReply
	return 0
}

func (f *fields) text(i int) string {
	if i < len(f.values) {
		if s, ok := f.values[i].(string); ok {
			return s
		}
	}
	f.err = errReply
	return ""
}

// refusals are the words that mean no, wherever they are said.
var refusals = map[word]problem.Code{
	unprepared: problem.CodeBelumDisiapkan,
	rolledBack: problem.CodePenyimpananMundur,
	clockOff:   problem.CodeJamTidakCocok,
	suspended:  problem.CodeAksesDitangguhkan,
	exhausted:  problem.CodeKuotaHabis,
	inProgress: problem.CodeSedangDiproses,
	answered:   problem.CodeSudahDijawab,
	ended:      problem.CodePerjanjianBerakhir,
	barred:     problem.CodeGagalLogin,
	trying:     problem.CodeLoginDicoba,
	unheardOf:  problem.CodeAksesTidakAda,
}

// problem returns the word as the problem it is; a word nobody expects is an answer that cannot be believed.
func (r reply) problem() *problem.Problem {
	code, known := refusals[r.word]
	if !known {
		return unavailable(errReply)
	}
	return problem.New(code)
}

func millis(ms int64) time.Duration { return time.Duration(ms) * time.Millisecond }
