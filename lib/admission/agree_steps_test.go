package admission

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"

	"pgregory.net/rapid"

	"simpul/lib/resident"
)

func drawID(t *rapid.T) string {
	return fmt.Sprintf("0190f2a0-0000-7000-8000-%012d", rapid.IntRange(1, 9).Draw(t, "id"))
}

// rules are sets of terms that a story of thirty steps meets, each of them sometimes. They are few, since each is a script of its
// own: the agreement is over, too, when it ends during one.
func rules(begin int64) []claim {
	dice, all := rand.New(rand.NewPCG(1, 2)), make([]claim, 64)
	small := func(least int64) int64 { return least + dice.Int64N(3) }
	for i := range all {
		loose := pace{interval: 1, burst: 1000}
		limits := thresholds{operator: loose, office: loose, sequential: small(2), patterned: small(2), guesses: small(1), stuffing: small(1), repeat: 60_000, rechecks: small(0)}
		if i%2 == 0 {
			limits.operator, limits.office = pace{30_000, small(1)}, pace{5_000, 3}
		}
		all[i] = claim{limit: []int64{2, 3, 5, 50}[dice.IntN(4)], call: 5_000, lease: 15_000, closes: never, guard: limits}
		if i%8 == 0 {
			all[i].closes = midnight(dayOf(begin)+1+dice.Int64N(3)) + dice.Int64N(60_000)
		}
	}
	return all
}

func drawKnock(t *rapid.T) knock {
	k := knock{operator: rapid.SampledFrom([]string{"siti", "budi"}).Draw(t, "operator"), login: rapid.SampledFrom([]string{"k:a", "k:b"}).Draw(t, "pair"), draft: `{"operator":"x"}`}
	person, application := rapid.IntRange(1, 5).Draw(t, "person"), rapid.IntRange(1, 2).Draw(t, "application")
	k.unit = drawUnit(t, person, application)
	for key := range rapid.IntRange(1, 2).Draw(t, "secrets") {
		e := Evidence{Member: fmt.Sprintf("%d0000000000%d", key, person), Application: fmt.Sprintf("s%d:%d", key, application), Pair: fmt.Sprintf("q%d:%d%d", key, person, application)}
		for family := range e.Runs {
			e.Runs[family] = fmt.Sprintf("r%d%d:%d", key, family, rapid.IntRange(1, 3).Draw(t, "bucket"))
		}
		k.evidence = append(k.evidence, e)
	}
	return k
}

func (s *story) admit(t *rapid.T) {
	id, token, k := drawID(t), rapid.SampledFrom([]string{"", "", "aa", "bb"}).Draw(t, "token"), drawKnock(t)
	terms := rapid.IntRange(0, len(s.rules)-1).Draw(t, "terms")
	c := s.rules[terms]
	c.teller = s.teller(t)
	c.card, c.recheck, c.override = rapid.IntRange(0, 4).Draw(t, "card") == 0, rapid.IntRange(0, 4).Draw(t, "recheck") == 0, rapid.IntRange(0, 4).Draw(t, "override") == 0
	args := append([]any{loginField(k.login), openField(id), c.flags(), k.unit.lines() + k.draft}, evidenceArgs(k.operator, k.evidence)...)
	r := s.run(s.scripts[terms], c.teller, append([]string{accessKey(id)}, tokenKeys(token)...), args...)
	want := s.book.admit(r.now, c, id, token, k)
	s.same(r, want.word, s.told(want, id))
}

// told is what the answer to a claim says beside its word.
func (s *story) told(d decision, id string) []any {
	switch d.word {
	case granted:
		return []any{s.book.open[id].line()}
	case held:
		return []any{d.until, string(d.hold)}
	case exhausted, inProgress, trying:
		return []any{d.until, ""}
	case answered:
		return []any{int64(0), d.id}
	}
	return nil
}

func tokenKeys(token string) []string {
	if token == "" {
		return nil
	}
	return []string{keyTag + "idempotency:" + token}
}

func (s *story) settle(t *rapid.T) {
	c := closing{id: drawID(t), outcome: counted, left: noLimit, proven: rapid.Bool().Draw(t, "proven"), shown: rapid.Bool().Draw(t, "shown")}
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
	if rapid.IntRange(0, 4).Draw(t, "unsent") == 0 {
		c.outcome = given
	}
	s.close(t, c, closer{login: rapid.SampledFrom([]string{"k:a", "k:b"}).Draw(t, "pair"), status: rapid.SampledFrom([]string{"", "found", "deceased"}).Draw(t, "status")})
}

func (s *story) close(t *rapid.T, c closing, l closer) {
	l.record, l.who = fmt.Sprintf("record of %s, %s", c.id, c.outcome), s.book.details[c.id].operator
	if l.joined = s.book.goesBy(s.at, c.id, c.outcome); l.joined == c.id || rapid.IntRange(0, 9).Draw(t, "unaware") == 0 {
		l.joined = ""
	}
	if rapid.IntRange(0, 9).Draw(t, "misled") == 0 {
		l.joined = drawID(t)
	}
	if c.guess {
		l.operator = rapid.SampledFrom([]string{"siti", "budi"}).Draw(t, "operator")
	}
	tell := s.teller(t)
	guesser := ""
	if l.operator != "" {
		guesser = guessField(l.operator)
	}
	r := s.run(settleScript, tell, []string{accessKey(c.id)}, loginField(l.login), openField(c.id), string(c.outcome), c.flags(), c.left, c.suspend,
		guesser, l.status, l.record, "mac", l.joined, string(foundBy(resident.Status(l.status))), l.who)
	told, other := []any(nil), s.book.goesBy(r.now, c.id, c.outcome)
	word := s.book.settle(r.now, tell, c, l).word
	if word == joins {
		told = []any{other}
	}
	s.same(r, word, told)
}

// sweep compares the list of strays, and closes the first of them.
func (s *story) sweep(t *rapid.T) {
	tell := s.teller(t)
	r := s.run(sweepScript, tell, nil, "", "", 100)
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
	r := s.run(decideScript, tell, []string{accessKey(id)}, "", openField(id), "decision about "+id, "mac")
	s.same(r, s.book.decide(r.now, tell, id), nil)
}

func (s *story) read(t *rapid.T) {
	tell := s.teller(t)
	r := s.run(readScript, tell, nil, "", "")
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
	s.do(t, rapid.SampledFrom([]string{"resume", "resume", "resume", "suspend", "mode", "bridging", "unlock", "record_external", "credentials"}).Draw(t, "act"))
}

func (s *story) initialise(t *rapid.T) { s.do(t, "initialise") }

func (s *story) do(t *rapid.T, kind string) {
	if rapid.IntRange(0, 3).Draw(t, "repeated act") > 0 {
		s.acts++
	}
	d := deed{kind: kind, id: fmt.Sprint("act-", s.acts), code: "alasan", paper: "n/1", hits: rapid.Int64Range(0, 2).Draw(t, "hits"), force: rapid.Bool().Draw(t, "force"),
		proposed: s.at + rapid.Int64Range(-1, 1).Draw(t, "epoch"), value: "", record: "record of " + kind}
	switch kind {
	case "initialise":
		d.missing = [3]int64{rapid.Int64Range(0, 2).Draw(t, "lost"), rapid.Int64Range(0, 2).Draw(t, "delivered"), rapid.Int64Range(0, 2).Draw(t, "closed")}
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
	r := s.run(actScript, tell, tokenKeys(d.token), "", "act_id", kind, d.id, d.code, d.paper, d.hits, only(d.force, "1"), d.proposed, d.value, d.record, "mac",
		d.missing[0], d.missing[1], d.missing[2])
	s.same(r, s.book.act(r.now, tell, d), nil)
}
