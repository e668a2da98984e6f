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

// strict are thresholds that a story of thirty steps meets, each of them sometimes.
func drawThresholds(t *rapid.T) thresholds {
	small := rapid.Int64Range(1, 3)
	loose := pace{interval: 1, burst: 1000}
	limits := thresholds{operator: loose, office: loose, sequential: 1 + small.Draw(t, "sequential"), patterned: 1 + small.Draw(t, "patterned"),
		guesses: small.Draw(t, "guesses"), stuffing: small.Draw(t, "stuffing"), repeat: 60_000, rechecks: rapid.Int64Range(0, 2).Draw(t, "rechecks")}
	if rapid.Bool().Draw(t, "paced") {
		limits.operator, limits.office = pace{30_000, small.Draw(t, "burst")}, pace{5_000, 3}
	}
	return limits
}

func drawKnock(t *rapid.T) knock {
	k := knock{operator: rapid.SampledFrom([]string{"siti", "budi"}).Draw(t, "operator"), login: rapid.SampledFrom([]string{"k:a", "k:b"}).Draw(t, "pair"), draft: `{"operator":"x"}`}
	person, application := rapid.IntRange(1, 5).Draw(t, "person"), rapid.IntRange(1, 2).Draw(t, "application")
	for key := range rapid.IntRange(1, 2).Draw(t, "secrets") {
		e := Evidence{Member: fmt.Sprintf("%d0000000000%d", key, person), Application: fmt.Sprintf("s%d:%d", key, application), Pair: fmt.Sprintf("q%d:%d%d", key, person, application)}
		for family := range e.Runs {
			e.Runs[family] = fmt.Sprintf("r%d%d:%d", key, family, rapid.IntRange(1, 3).Draw(t, "bucket"))
		}
		k.evidence = append(k.evidence, e)
	}
	return k
}

func (k knock) args() []any {
	args := []any{}
	for _, e := range k.evidence {
		args = append(args, e.Member, e.Application, e.Pair)
		for _, bucket := range e.Runs {
			args = append(args, bucket)
		}
	}
	return args
}

func (s *story) admit(t *rapid.T) {
	id, token, k := drawID(t), rapid.SampledFrom([]string{"", "", "aa", "bb"}).Draw(t, "token"), drawKnock(t)
	c := claim{teller: s.teller(t), limit: rapid.SampledFrom([]int64{2, 3, 5, 50}).Draw(t, "limit"), call: 5_000, lease: 15_000, closes: never, guard: drawThresholds(t),
		card: rapid.IntRange(0, 4).Draw(t, "card") == 0, recheck: rapid.IntRange(0, 4).Draw(t, "recheck") == 0, override: rapid.IntRange(0, 4).Draw(t, "override") == 0}
	if rapid.IntRange(0, 9).Draw(t, "ends") == 0 {
		c.closes = s.at + rapid.Int64Range(-1000, 1000).Draw(t, "end")
	}
	keys := []string{keyTag + "access:" + id, keyTag + "idempotency:" + token, guardKey}
	args := []any{k.login, id, bit(token != ""), c.limit, c.call, c.lease, c.closes, k.operator, bit(c.card), bit(c.recheck), bit(c.override)}
	args = append(append(append(args, c.guard.args()...), k.draft), k.args()...)
	r := s.run(admitScript, c.teller, keys, args...)
	want := s.book.admit(r.now, c, id, token, k)
	if want.word == granted {
		want.id = id
	}
	s.same(r, want.word, []any{want.first, want.last, want.until, want.at, want.used, string(want.hold), want.id})
}

func (s *story) settle(t *rapid.T) {
	c := closing{id: drawID(t), outcome: counted, left: noLimit, proven: rapid.Bool().Draw(t, "proven")}
	if waiting := slices.Sorted(maps.Keys(s.book.open)); len(waiting) > 0 && rapid.IntRange(0, 3).Draw(t, "known") > 0 {
		c.id = rapid.SampledFrom(waiting).Draw(t, "open")
	}
	switch rapid.IntRange(0, 9).Draw(t, "outcome") {
	case 0, 1:
		c.outcome = given
	case 2:
		c.full = true
	case 3:
		c.suspend = "instansi_tidak_aktif"
	case 4, 5:
		c.left = rapid.Int64Range(0, 4).Draw(t, "left")
	case 6:
		c.login = loginFailed
	case 7:
		c.login = loginTaken
	case 8:
		c.guess = true
	}
	s.close(t, c, closer{login: rapid.SampledFrom([]string{"k:a", "k:b"}).Draw(t, "pair"), status: rapid.SampledFrom([]string{"", "found"}).Draw(t, "status")})
}

func (s *story) close(t *rapid.T, c closing, l closer) {
	l.record = fmt.Sprintf("record of %s, %s", c.id, c.outcome)
	if c.guess {
		l.operator = rapid.SampledFrom([]string{"siti", "budi"}).Draw(t, "operator")
	}
	tell := s.teller(t)
	r := s.run(settleScript, tell, []string{keyTag + "access:" + c.id, guardKey}, l.login, c.id, string(c.outcome), bit(c.full), c.left, c.suspend,
		string(c.login), bit(c.proven), l.operator, l.status, l.record, "mac")
	s.same(r, s.book.settle(r.now, tell, c, l).word, nil)
}

// sweep compares the list of strays, and closes the first of them.
func (s *story) sweep(t *rapid.T) {
	tell := s.teller(t)
	r := s.run(sweepScript, tell, []string{keyTag + "access:"}, "", 100)
	want := s.book.view(r.now, "", "", "").unusable(tell)
	s.book.halt(r.now, want)
	if want != "" {
		s.same(r, want, nil)
		return
	}
	strays := s.book.sweep(r.now)
	s.same(r, ready, []any{strays})
	if len(strays) > 0 {
		s.close(t, closing{id: strays[0].([]any)[0].(string), outcome: swept, left: noLimit}, closer{})
	}
}

func (s *story) decide(t *rapid.T) {
	id, tell := drawID(t), s.teller(t)
	r := s.run(decideScript, tell, []string{keyTag + "access:" + id}, "", "decision about "+id, "mac")
	s.same(r, s.book.decide(r.now, tell, id), nil)
}

func (s *story) read(t *rapid.T) {
	tell := s.teller(t)
	r := s.run(readScript, tell, nil, "")
	view := s.book.view(r.now, "", "", "")
	want := view.unusable(tell)
	s.book.halt(r.now, want)
	if want == "" && view.clockOff(tell) {
		want = clockOff
	} else if want == "" {
		want = ready
	}
	act, at := s.book.lastAct, int64(0)
	_, _ = fmt.Sscan(act["act_at"], &at)
	s.same(r, want, []any{int64(len(s.book.open)), act["act"], at, act["act_code"], act["act_paper"], act["mode_paper"], act["bridged_paper"]})
}

func (s *story) act(t *rapid.T) {
	s.do(t, rapid.SampledFrom([]string{"resume", "resume", "resume", "suspend", "mode", "bridging", "unlock", "record_external"}).Draw(t, "act"))
}

func (s *story) initialise(t *rapid.T) { s.do(t, "initialise") }

func (s *story) do(t *rapid.T, kind string) {
	if rapid.IntRange(0, 3).Draw(t, "repeated act") > 0 {
		s.acts++
	}
	d := deed{kind: kind, id: fmt.Sprint("act-", s.acts), code: "alasan", paper: "n/1", hits: rapid.Int64Range(0, 2).Draw(t, "hits"), force: rapid.Bool().Draw(t, "force"),
		proposed: s.at + rapid.Int64Range(-1, 1).Draw(t, "epoch"), value: "", record: "record of " + kind}
	switch kind {
	case "mode":
		d.value = rapid.SampledFrom([]string{"poc", "poc", "unlimited"}).Draw(t, "mode")
	case "bridging":
		d.value = s.at + rapid.Int64Range(-1000, 100_000).Draw(t, "until")
	case "unlock":
		d.value = rapid.SampledFrom([]string{"siti", "budi", ""}).Draw(t, "target")
	}
	if rapid.IntRange(0, 4).Draw(t, "with a token") == 0 {
		d.token = fmt.Sprint("act", s.acts)
	}
	tell := s.teller(t)
	r := s.run(actScript, tell, []string{keyTag + "idempotency:" + d.token, guardKey}, "", kind, d.id, bit(d.token != ""), d.code, d.paper, d.hits,
		bit(d.force), d.proposed, d.value, d.record, "mac")
	s.same(r, s.book.act(r.now, tell, d), nil)
}
