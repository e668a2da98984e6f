package admission

import (
	"errors"
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

const sharedValues = 13

var errReply = errors.New("redis: not an answer of this version's scripts")

// decode reads what answer in common.lua wrote.
func decode(values []any) (reply, error) {
	if len(values) < sharedValues {
		return reply{}, errReply
	}
	f := fields{values: values}
	r := reply{word: word(f.text(0)), now: f.int(1), epoch: f.int(2), rev: f.int(3)}
	r.today = day{used: f.int(4), full: f.int(5) == 1, bound: f.int(6), boundAt: f.int(7)}
	r.suspended, r.suspendedAt = f.text(8), f.int(9)
	r.mode, r.bridged, r.loginFailed = f.text(10), f.int(11), f.int(12)
	r.own = values[sharedValues:]
	return r, f.err
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
