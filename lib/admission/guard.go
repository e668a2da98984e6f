package admission

// The access guard (JUKNIS-II.E.1): NIKs are never entered sequentially, in a pattern or in quick succession. This file is its
// part of the rule book; admit.lua applies it. What it counts are keyed tokens, made by package evidence.
//
// A family is a way of running through numbers: some digits of the NIK stay, the others move. NIKs that have the staying ones
// in common share a bucket; the NIKs in a bucket whose access proved nothing are a run.

// families is how many ways of running through numbers are watched; the first is sequential, the others are patterns.
const families = 6

// The words of a hold are the problem codes that the officer gets.
const (
	tooFast    word = "terlalu_cepat"        // quick succession, of an operator or of the office
	sequential word = "pola_berurutan"       // serials of one region and birth date
	patterned  word = "pola_teratur"         // only the date moves, only the year, only a part of the region
	guessing   word = "pola_menebak"         // many answers that such a NIK is not there
	stuffing   word = "pola_menumpuk"        // many NIKs in one application
	repeated   word = "pemeriksaan_berulang" // the same NIK in the same application, just now
)

// pace lets burst accesses pass at once and one more after each interval (GCRA: one time is all that is kept).
type pace struct{ interval, burst int64 }

// next returns the time to keep, and the time before which it is too early.
func (p pace) next(kept, now int64) (keep, from int64) {
	keep = max(kept, now) + p.interval
	return min(keep, now+p.interval*p.burst), keep - p.interval*p.burst
}

// thresholds are what an access may not reach.
type thresholds struct {
	operator, office                         pace
	sequential, patterned, guesses, stuffing int64
	repeat, rechecks                         int64
}

// sighting is what the guard remembers that touches one claim.
type sighting struct {
	operator, office int64           // times that pace.next keeps
	guesses          int64           // of the operator
	runs             [families]int64 // other NIKs in the claim's buckets
	stuffed          int64           // other NIKs in the application
	last, rechecks   int64           // of this NIK in this application
}

// hold returns the rule that an access would break, "" for none, and when it would not any more. A card proves that its NIK
// is no guess; it is only paced, and counted in its application.
func (t thresholds) hold(now int64, c claim, s sighting) (rule word, until int64) {
	_, operator := t.operator.next(s.operator, now)
	_, office := t.office.next(s.office, now)
	forgotten := slotStart(slotOf(now) + 2)
	switch {
	case s.last > 0 && c.recheck && s.rechecks >= t.rechecks:
		return repeated, forgotten
	case s.last > 0 && !c.recheck && now < s.last+t.repeat:
		return repeated, s.last + t.repeat
	case now < operator:
		return tooFast, operator
	case now < office:
		return tooFast, office
	case s.stuffed >= t.stuffing:
		return stuffing, forgotten
	case c.card:
		return "", 0
	case s.guesses >= t.guesses:
		return guessing, forgotten
	}
	return t.running(s), forgotten
}

// running returns the rule of the first run that the claim would complete.
func (t thresholds) running(s sighting) word {
	for family, others := range s.runs {
		rule, limit := patterned, t.patterned
		if family == 0 {
			rule, limit = sequential, t.sequential
		}
		if others+1 >= limit {
			return rule
		}
	}
	return ""
}

// Evidence is remembered by slots, halves of a WIB day: it counts in its own slot and in the next, and expires at the end of
// that: after 12 to 24 hours.
const slotMillis = dayMillis / 2

func slotOf(ms int64) int64 { return (ms + wibMillis) / slotMillis }

func slotStart(slot int64) int64 { return slot*slotMillis - wibMillis }
