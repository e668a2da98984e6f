package admission

import (
	"context"
	"maps"
	"reflect"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/redis/go-redis/v9"
	"pgregory.net/rapid"

	"simpul/lib/admission/redistest"
)

// TestRedisDecidesByTheRuleBook drives Lua and Go with the same random stories and compares every answer and, after every
// step, everything stored: what the rule book says is what Redis does (JUKNIS-II.B.1).
func TestRedisDecidesByTheRuleBook(t *testing.T) {
	for _, server := range []struct {
		name, address string
		stories       int
		steps         int64
	}{
		{"redis", redistest.Start(t).Addr(), 4700, 100_000},
		{"miniredis", miniredis.RunT(t).Addr(), 50, 500},
	} {
		t.Run(server.name, func(t *testing.T) { tellStories(t, server.address, server.stories, server.steps) })
	}
}

// tellStories tells so many, with at least so many requests among them.
func tellStories(t *testing.T, address string, stories int, least int64) {
	client := redis.NewClient(&redis.Options{Addr: address, Protocol: 2})
	t.Cleanup(func() { _ = client.Close() })
	Checks(t, stories)
	steps, terms := int64(0), rules(time.Now().UnixMilli())
	scripts := make([]*redis.Script, len(terms))
	for i, c := range terms {
		scripts[i] = admitScript(c)
	}
	rapid.Check(t, func(t *rapid.T) {
		s := &story{t: t, client: client, book: newBook(), at: time.Now().UnixMilli(), steps: &steps, rules: terms, scripts: scripts}
		s.restore(t)
		s.initialise(t)
		t.Repeat(map[string]func(*rapid.T){
			"":           s.compare,
			"wait":       s.wait,
			"admit":      s.admit,
			"again":      s.admit, // twice as often as the rest
			"settle":     s.settle,
			"sweep":      s.sweep,
			"decide":     s.decide,
			"read":       s.read,
			"end":        s.end,
			"act":        s.act,
			"initialise": s.initialise,
			"snapshot":   s.snapshot,
			"restore":    s.restore,
		})
	})
	if steps < least {
		t.Errorf("only %d requests were compared", steps)
	}
}

// story is one random run; at is the time it is told in.
type story struct {
	t          *rapid.T
	client     *redis.Client
	book       *book
	steps      *int64 // requests compared, of all stories
	rules      []claim
	scripts    []*redis.Script // of the rules
	at         int64
	seen       [2]int64
	acts       int
	saved      *book
	savedRedis map[string]redistest.Value
}

// wait moves the story: by a little, to about a midnight, over days, and sometimes back.
func (s *story) wait(t *rapid.T) {
	switch rapid.IntRange(0, 5).Draw(t, "how") {
	case 0, 1:
		s.at += rapid.Int64Range(0, 30_000).Draw(t, "ms")
	case 2, 3:
		s.at = midnight(dayOf(s.at)+1) + rapid.Int64Range(-60_000, 60_000).Draw(t, "about midnight")
	case 4:
		s.at += rapid.Int64Range(0, 5).Draw(t, "days") * dayMillis
	case 5:
		s.at -= rapid.Int64Range(0, 2*dayMillis).Draw(t, "back")
	}
}

// teller is mostly a process that is right and knows everything, sometimes one that is off, or knows less, or more.
func (s *story) teller(t *rapid.T) teller {
	own := teller{clock: s.at, tolerance: 30_000, epoch: s.seen[0], rev: s.seen[1]}
	switch rapid.IntRange(0, 99).Draw(t, "teller") {
	case 99, 98:
		own.clock += rapid.SampledFrom([]int64{-90_000, 90_000}).Draw(t, "off")
	case 97:
		own.rev += 3 // halts; a story does not get far after it
	case 10, 11, 12, 13, 14, 15:
		own.epoch, own.rev = 0, 0
	}
	return own
}

func (s *story) run(script *redis.Script, tell teller, keys []string, args ...any) reply {
	offset := s.at - time.Now().UnixMilli()
	all := append([]any{offset, tell.clock, tell.tolerance, tell.epoch, tell.rev}, args...)
	values, err := script.Run(context.Background(), s.client, append([]string{quotaKey}, keys...), all...).Slice()
	if err != nil {
		s.t.Fatal(err)
	}
	r, err := decode(values)
	if err != nil {
		s.t.Fatal(err)
	}
	if r.epoch > s.seen[0] || r.epoch == s.seen[0] && r.rev > s.seen[1] {
		s.seen = [2]int64{r.epoch, r.rev}
	}
	return r
}

// same compares an answer with the rule book's.
func (s *story) same(r reply, want word, own []any) {
	s.t.Helper()
	*s.steps++
	b := s.book
	expected := reply{word: want, now: r.now, epoch: b.epoch, rev: b.rev, today: b.days[dayOf(r.now)], suspended: b.suspended, suspendedAt: b.suspendedAt,
		mode: b.mode, bridged: b.bridged, loginFailed: b.loginFailed, own: own}
	if len(r.own) == 0 {
		r.own = nil
	}
	if !reflect.DeepEqual(r, expected) {
		s.t.Fatalf("redis answers  %+v\nthe rule book  %+v", r, expected)
	}
}

// compare looks at everything stored. A counter that is missing is 0.
func (s *story) compare(t *rapid.T) {
	got, want := redistest.Dump(t, s.client), s.book.dump()
	for key, value := range got {
		maps.DeleteFunc(value.Fields, func(_, value string) bool { return value == "0" || value == "0 0 0 0" })
		if len(value.Fields) == 0 {
			delete(got, key)
		}
	}
	for key, fields := range want {
		if !maps.Equal(got[key].Fields, fields) {
			t.Fatalf("%s\nredis      %v\nthe model  %v", key, got[key].Fields, fields)
		}
		delete(got, key)
	}
	if len(got) > 0 {
		t.Fatalf("redis holds more: %v", got)
	}
	for n, d := range s.book.days {
		if d.used < 0 {
			t.Fatalf("day %d has %d hits", n, d.used)
		}
	}
}

func (s *story) snapshot(t *rapid.T) {
	s.saved, s.savedRedis = s.book.clone(), redistest.Dump(t, s.client)
}

// restore goes back to the snapshot; without one, to nothing: Redis is emptied.
func (s *story) restore(t *rapid.T) {
	s.book = newBook()
	if s.saved != nil {
		s.book = s.saved.clone()
	}
	redistest.Load(t, s.client, s.savedRedis)
}
