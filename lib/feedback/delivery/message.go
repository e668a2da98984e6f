package delivery

import (
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"simpul/lib/feedback"
)

// What a message means. Texts vary in case and blanks elsewhere at this registry (wire §1.9), so both are folded.
type meaning int

const (
	strange    meaning = iota
	success            // "Success", alone (wire §3)
	duplicate          // "Data sudah pernah dikirim"
	tokenWrong         // about the token: GUESS, since nobody has seen it
	aboutUnit          // about a NIK: GUESS
)

func mean(message string) meaning {
	text := strings.Join(strings.Fields(strings.ToLower(message)), " ")
	switch {
	case strings.Trim(text, ".!") == "success":
		return success
	case strings.Contains(text, "sudah pernah dikirim"):
		return duplicate
	case strings.Contains(text, "token"), strings.Contains(text, "unauth"):
		return tokenWrong
	case slices.Contains(strings.FieldsFunc(text, notLetter), "nik"), sixteenDigits(text):
		return aboutUnit
	}
	return strange
}

func notLetter(r rune) bool { return r < 'a' || r > 'z' }

// sixteenDigits reports whether the text quotes a NIK.
func sixteenDigits(text string) bool {
	run := 0
	for _, r := range text {
		if r < '0' || r > '9' {
			run = 0
			continue
		}
		if run++; run == 16 {
			return true
		}
	}
	return false
}

// refusedCode begins the codes of what the service itself refused of one unit.
const refusedCode = "ditolak"

// statement is what an answer says: one message, and perhaps one for each unit (GUESS: {"data": [{"NIK": …, "message": …}]}).
type statement struct {
	readable bool
	message  meaning
	items    []result
}

type result struct {
	nik     string
	message meaning
}

// lenient takes an answer as it comes: keys in any case, whatever else there is passed over.
var lenient = json.JoinOptions(json.MatchCaseInsensitiveNames(true), json.RejectUnknownMembers(false))

// read never fails: what cannot be read says nothing.
func read(body []byte) statement {
	var top struct {
		Message jsontext.Value `json:"message"`
		Data    jsontext.Value `json:"data"`
	}
	if json.Unmarshal(body, &top, lenient) != nil {
		return statement{}
	}
	var message string
	s := statement{readable: json.Unmarshal(top.Message, &message) == nil, message: mean(message)}
	var items []struct {
		NIK     jsontext.Value `json:"NIK"`
		Message *string        `json:"message"`
	}
	if json.Unmarshal(top.Data, &items, lenient) != nil {
		return s
	}
	for _, i := range items {
		if i.Message == nil { // an echo of what was sent, perhaps
			return s
		}
		s.items = append(s.items, result{strings.Trim(string(i.NIK), `"`), mean(*i.Message)})
	}
	return s
}

// accepted reads a statement behind a status of success.
func (s statement) accepted(parcels []feedback.Parcel) (outcomes []feedback.Outcome, whole bool) {
	switch {
	case s.speaksOf(parcels):
		return s.each(), false
	case s.message == success && len(s.items) == 0:
		return alike(parcels, feedback.Outcome{Verdict: feedback.Accepted}), false
	case s.message == duplicate:
		return alike(parcels, feedback.Outcome{Verdict: feedback.AlreadySent}), true
	}
	return alike(parcels, unknown("tidak_dikenal")), s.readable
}

// refused reads a statement behind a status of refusal.
func (s statement) refused(status int, parcels []feedback.Parcel) (outcomes []feedback.Outcome, whole bool) {
	code := refusedCode + "_" + strconv.Itoa(status)
	switch {
	case !s.readable: // a proxy, perhaps: whether the service heard anything is open
		return alike(parcels, unknown("http_"+strconv.Itoa(status))), true
	case s.speaksOf(parcels):
		return s.each(), false
	case s.message == tokenWrong:
		return alike(parcels, later("token_ditolak")), false
	case s.message == success:
		return alike(parcels, unknown("tidak_dikenal")), true
	}
	return alike(parcels, one(s.message, code)), true
}

// speaksOf reports whether there is a result for each parcel, in their order. Anything less is nobody's result.
func (s statement) speaksOf(parcels []feedback.Parcel) bool {
	if len(s.items) != len(parcels) {
		return false
	}
	for i, item := range s.items {
		if item.nik != parcels[i].NIK.RevealPersonalData() {
			return false
		}
	}
	return true
}

func (s statement) each() []feedback.Outcome {
	outcomes := make([]feedback.Outcome, len(s.items))
	for i, item := range s.items {
		outcomes[i] = one(item.message, refusedCode)
	}
	return outcomes
}

// one is what a message says of one unit. What speaks of no unit leaves it where it is: see the package comment.
func one(m meaning, code string) feedback.Outcome {
	switch m {
	case success:
		return feedback.Outcome{Verdict: feedback.Accepted}
	case duplicate:
		return feedback.Outcome{Verdict: feedback.AlreadySent}
	case tokenWrong:
		return later("token_ditolak")
	case aboutUnit:
		return feedback.Outcome{Verdict: feedback.Refused, Code: code}
	}
	return later(code)
}
