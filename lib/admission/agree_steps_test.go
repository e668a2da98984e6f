package admission

import (
	"fmt"
	"maps"
	"slices"

	"pgregory.net/rapid"
)

func drawID(t *rapid.T) string {
	return fmt.Sprintf("0190f2a0-0000-7000-8000-%012d", rapid.IntRange(1, 9).Draw(t, "id"))
}

func (s *story) admit(t *rapid.T) {
	id, token := drawID(t), rapid.SampledFrom([]string{"", "", "aa", "bb"}).Draw(t, "token")
	c := claim{teller: s.teller(t), limit: rapid.SampledFrom([]int64{noLimit, 2, 3, 5}).Draw(t, "limit"), call: 5_000, lease: 15_000}
	keys := []string{keyTag + "access:" + id}
	if token != "" {
		keys = append(keys, keyTag+"idempotency:"+token)
	}
	r := s.run(admitScript, c.teller, keys, c.limit, id, c.call, c.lease)
	want := s.book.admit(r.now, c, id, token)
	if want.word == granted {
		want.id = id
	}
	s.same(r, want.word, []any{want.first, want.last, want.until, want.id})
}

func (s *story) settle(t *rapid.T) {
	c := closing{id: drawID(t), outcome: counted, left: noLimit}
	if waiting := slices.Sorted(maps.Keys(s.book.open)); len(waiting) > 0 && rapid.IntRange(0, 3).Draw(t, "known") > 0 {
		c.id = rapid.SampledFrom(waiting).Draw(t, "open")
	}
	switch rapid.IntRange(0, 6).Draw(t, "outcome") {
	case 0, 1:
		c.outcome = given
	case 2:
		c.full = true
	case 3:
		c.suspend = "gagal_login"
	case 4, 5:
		c.left = rapid.Int64Range(0, 4).Draw(t, "left")
	}
	full := map[bool]int{true: 1}[c.full]
	tell := s.teller(t)
	r := s.run(settleScript, tell, []string{keyTag + "access:" + c.id}, c.id, string(c.outcome), full, c.left, c.suspend)
	s.same(r, s.book.settle(r.now, tell, c).word, nil)
}

func (s *story) read(t *rapid.T) {
	tell := s.teller(t)
	r := s.run(readScript, tell, nil)
	view := s.book.view(r.now, "", "")
	want := view.unusable(tell)
	s.book.halt(r.now, want)
	if want == "" && view.clockOff(tell) {
		want = clockOff
	} else if want == "" {
		want = ready
	}
	act, at := s.book.lastAct, int64(0)
	_, _ = fmt.Sscan(act["act_at"], &at)
	s.same(r, want, []any{int64(len(s.book.open)), act["act"], at, act["act_code"], act["act_paper"]})
}

func (s *story) act(t *rapid.T) {
	s.do(t, rapid.SampledFrom([]string{"resume", "resume", "suspend"}).Draw(t, "act"))
}

func (s *story) initialise(t *rapid.T) { s.do(t, "initialise") }

func (s *story) do(t *rapid.T, kind string) {
	if rapid.IntRange(0, 3).Draw(t, "repeated act") > 0 {
		s.acts++
	}
	id, used, force := fmt.Sprint("act-", s.acts), rapid.Int64Range(0, 2).Draw(t, "used"), rapid.Bool().Draw(t, "force")
	tell := s.teller(t)
	r := s.run(actScript, tell, nil, kind, id, "alasan", "n/1", used, map[bool]int{true: 1}[force])
	s.same(r, s.book.act(r.now, tell, kind, id, "alasan", used, force), nil)
}
