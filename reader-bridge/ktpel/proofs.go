package ktpel

import "slices"

// The names that mean something to the code.
const (
	nameOpening = "opening" // what unlocks the SAM
	nameCC      = "cc"      // kept by the profile; its length chooses nameP2
	nameP2      = "cc_p2"
	nameRecord  = "record" // kept by the profile; the person is read from it
	nameCommand = "command"
	nameAnswer  = "answer"
	nameOffset  = "offset"
	nameLe      = "le"
)

// reserved are the names that no step may keep.
var reserved = []string{nameOpening, nameP2, nameCommand, nameAnswer, nameOffset, nameLe, "lc", "end"}

// checkNames wants every name kept before it is used.
func (p *Profile) checkNames(c *complaints) {
	c.only("secure.wrap", p.wrap, nameCommand)
	c.only("secure.unwrap", p.unwrap, nameAnswer)
	known := []string{nameOpening}
	for i, s := range p.steps {
		here := known
		if s.Read != nil {
			here = append(slices.Clone(known), nameOffset, nameLe)
			c.needs(path(i)+".send", s.send, nameOffset, nameLe)
		}
		c.only(path(i)+".send", s.send, here...)
		if s.Unless != "" && !slices.Contains(known, s.Unless) {
			c.add(path(i)+".unless", "no earlier step keeps it")
		}
		if s.Keep == nil {
			continue
		}
		if !variable.MatchString(s.Keep.As) || slices.Contains(reserved, s.Keep.As) {
			c.add(path(i)+".keep.as", "is not a free name of small letters")
		}
		known = append(known, s.Keep.As)
		if s.Keep.As == nameCC {
			known = append(known, nameP2)
		}
	}
}

// only complains about a template that needs other names.
func (c *complaints) only(path string, t template, known ...string) {
	for _, name := range t.names() {
		if !slices.Contains(known, name) {
			c.add(path, "needs a name that no earlier step keeps")
			return
		}
	}
}

// needs complains about a template that lacks a name.
func (c *complaints) needs(path string, t template, names ...string) {
	for _, name := range names {
		if !slices.Contains(t.names(), name) {
			c.add(path, "lacks {"+name+"}")
		}
	}
}

// checkProofs wants the order without which genuine means nothing: the SAM proves the card, then the record is read under
// secure messaging, then the SAM proves the signature over it. None of these may be left out, or mean something else when it
// fails.
func (p *Profile) checkProofs(c *complaints) {
	card := p.one(c, "a step that proves card", func(s step) bool { return s.Proves == "card" })
	signature := p.one(c, "a step that proves signature", func(s step) bool { return s.Proves == "signature" })
	record := p.one(c, "a step that keeps record", func(s step) bool { return s.Keep != nil && s.Keep.As == nameRecord })
	if card < 0 || signature < 0 || record < 0 {
		return
	}
	c.proof(path(card), p.steps[card], NotKTPel)
	c.proof(path(signature), p.steps[signature], SignatureInvalid)
	if s := p.steps[record]; s.To != "secure" || s.Read == nil || s.Unless != "" || s.Keep.Optional {
		c.add(path(record), "keeps record, and must be a secure read that is never left out")
	}
	first := slices.IndexFunc(p.steps, func(s step) bool { return s.To == "secure" })
	if !(card < first && first <= record && record < signature) {
		c.add("steps", "not in this order: the card is proved, secure steps, the record is read, the signature is proved")
	}
}

// one returns the place of the only step of a kind, -1 with a complaint.
func (p *Profile) one(c *complaints, what string, is func(step) bool) int {
	i := slices.IndexFunc(p.steps, is)
	if i < 0 || slices.ContainsFunc(p.steps[i+1:], is) {
		c.add("steps", "need exactly one: "+what)
		return -1
	}
	return i
}

func (c *complaints) proof(path string, s step, refused Class) {
	if s.To != string(SAM) || s.Unless != "" || s.Read != nil || s.Keep != nil && s.Keep.Optional || s.Refused != refused {
		c.add(path, "proves something, and must be a command to the sam that is never left out, with refused "+string(refused))
	}
}
