package feedback

import (
	"cmp"
	"context"
	"slices"
	"time"

	"simpul/lib/shape"
)

// Query says which outstanding units to list.
type Query struct {
	Operator string  // only those of this operator; "" for all
	States   []State // of open, queued and dead; none for all three
	Limit    int     // 1 to 1,000
}

// Item is an outstanding unit: no NIK, no licence number.
type Item struct {
	Unit        string // as in [Result]
	State       State  // open, queued or dead
	Application string // in clear, until the unit ends
	AccessIDs   []string
	Operator    string    // who asked last, or who submitted
	Since       time.Time // when its first access was counted
	Code        string    // why it waits or died
	Attempts    int
	Unsure      bool
	Late        bool // open for longer than Settings.WarnAfter
	Manual      bool
}

// page is how many units one step reads: Redis serves nobody else meanwhile.
const page = 200

// Outstanding lists what is not ended, the oldest first.
func (o *Outbox) Outstanding(ctx context.Context, q Query) ([]Item, error) {
	states := q.States
	if len(states) == 0 {
		states = []State{Open, Queued, Dead}
	}
	var all []Item
	for _, state := range states {
		if state.list() == "" {
			continue
		}
		items, err := o.listed(ctx, state, q)
		if err != nil {
			return nil, err
		}
		all = append(all, items...)
	}
	slices.SortStableFunc(all, func(a, b Item) int { return cmp.Or(a.Since.Compare(b.Since), cmp.Compare(a.Unit, b.Unit)) })
	return all[:min(len(all), q.Limit)], nil
}

// listed reads a state's list page by page. Those that are open are in order of age, and the first of them are enough.
func (o *Outbox) listed(ctx context.Context, state State, q Query) ([]Item, error) {
	var all []Item
	for from := int64(0); state != Open || len(all) < q.Limit; from += page {
		tokens, err := o.redis.ZRange(ctx, listKey(state), from, from+page-1).Result()
		if err != nil {
			return nil, unavailable(err)
		}
		if len(tokens) == 0 {
			break
		}
		items, err := o.items(ctx, tokens, state, q.Operator)
		if err != nil {
			return nil, err
		}
		all = append(all, items...)
	}
	return all, nil
}

func (o *Outbox) items(ctx context.Context, tokens []string, state State, operator string) ([]Item, error) {
	jobs := make([]*job, len(tokens))
	for i, token := range tokens {
		jobs[i] = &job{tokens: []string{token}}
	}
	if err := o.read(ctx, jobs); err != nil {
		return nil, err
	}
	var items []Item
	for _, j := range jobs {
		if j.unit != nil && j.unit.State == state && (operator == "" || operator == j.unit.Operator) {
			items = append(items, j.unit.shown(j.now, o.settings.WarnAfter))
		}
	}
	return items, nil
}

func (u unit) shown(now int64, late time.Duration) Item {
	return Item{
		Unit: u.token, State: u.State, Application: u.Application, AccessIDs: u.Accesses, Operator: u.Operator, Since: time.UnixMilli(u.Since).UTC(),
		Code: u.Code, Attempts: u.Attempts, Unsure: u.Unsure, Late: u.State == Open && now >= u.Since+millis(late), Manual: u.Manual,
	}
}

var unitToken = shape.Of(`^[a-z0-9-]{1,16}\.[A-Za-z0-9_-]{22}$`)
