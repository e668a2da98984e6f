package othertest

import (
	"encoding/json"
	"maps"
	"strings"
)

// conformityPath is SMG's predecessor of CALL_VERIFY_BY_ELEMEN (§2.1): county
// shape, another method word.
const conformityPath = "/dukcapil/get_json/34-04/IZIN_3404/koneksitas_verifby_elemen"

// conformityKeys are KTAN's and OLYM's; NIK is an element, so it is spelt as one.
var conformityKeys = spelling{"NIK", "user_id", "password", "ip_user"}

// thresholdKey is OLYM's spelling, one of the four sources that send a number.
const thresholdKey = "treshold"

// readClaims is parse for kesesuaian: the four keys, and a threshold that is a
// JSON number from 0 to 100.
func readClaims(body []byte) (ask request, complete bool) {
	ask, complete = conformityKeys.parse(body)
	_, ok := ask.threshold()
	return ask, complete && ok
}

// threshold is the score from which a fuzzy element agrees.
func (r request) threshold() (limit int, ok bool) {
	err := json.Unmarshal(r.keys[thresholdKey], &limit)
	return limit, err == nil && len(r.keys[thresholdKey]) > 0 && limit >= 0 && limit <= 100
}

// sent is the text of one element, or ok false if it was not sent. Numbers are
// taken as well as strings (§2.2), as they are written.
func (r request) sent(element string) (text string, ok bool) {
	raw, there := r.keys[element]
	if !there {
		return "", false
	}
	if json.Unmarshal(raw, &text) != nil {
		text = string(raw)
	}
	return strings.TrimSpace(text), true
}

// judged tells what kesesuaian says about an entry: match results for somebody
// found, else the refusal alone, without a record beside it (§2.3).
func judged(found entry, ask request) fields {
	if found.content == nil {
		return nil
	}
	answer := maps.Clone(found.content)
	maps.DeleteFunc(answer, func(key string, _ any) bool { return !strings.HasPrefix(key, "RESPON") })
	if found.person.Status == Found {
		maps.Copy(answer, wordingOf(found.person.NIK).verdicts(found.person, ask))
	}
	return answer
}
