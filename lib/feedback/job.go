package feedback

import (
	"context"
	"time"

	"simpul/lib/problem"
)

// job is one unit that changes by a decision.
type job struct {
	tokens  []string // it is under one of these; a new one under the first
	content *Submission
	decide  func(u *unit, now int64) (p plan, changed bool)

	unit    *unit // as it stands, or stood when it was read last; nil: none
	sealed  string
	now     int64
	changed bool
	over    bool
	broken  bool // Redis holds a unit that cannot be read: it stays as it is, and shows
}

// rounds is how often a job is decided anew because its unit moved meanwhile.
const rounds = 5

// moving is for a unit that moves each time one looks: the caller may come again.
func moving() *problem.Problem {
	return problem.New(problem.CodeBalikanSedangDikirim).WithRetryAfter(time.Second)
}

// change reads the units, decides, and writes what was decided, each unit in one atomic step; it decides again where a unit moved in
// between. The error is penyimpanan_tidak_tersedia or penyimpanan_mundur: then some may have changed, and deciding again is safe.
func (o *Outbox) change(ctx context.Context, jobs []*job) error {
	pending := jobs
	for range rounds {
		if len(pending) == 0 {
			return nil
		}
		if err := o.read(ctx, pending); err != nil {
			return err
		}
		var steps []*step
		for _, j := range pending {
			if j.broken {
				continue
			}
			if s, err := o.next(j); err != nil {
				return err
			} else if s != nil {
				steps = append(steps, s)
			}
		}
		moved, err := o.swap(ctx, steps)
		if err != nil {
			return err
		}
		pending = moved
	}
	return nil
}

// step is a job's decision, ready to be written.
type step struct {
	job  *job
	plan plan
	args []any
}

// next decides a job; nil: nothing changes.
func (o *Outbox) next(j *job) (*step, error) {
	p, changed := j.decide(j.unit, j.now)
	if !changed {
		j.over = true
		return nil, nil
	}
	if p.next.token == "" {
		p.next.token = j.tokens[0]
	}
	p.next.Step = randomStep()
	args, err := o.args(j, p)
	return &step{job: j, plan: p, args: args}, err
}
