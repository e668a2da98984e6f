package delivery

import (
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"simpul/lib/feedback"
)

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
	denies  bool
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
		s.items = append(s.items, result{strings.Trim(string(i.NIK), `"`), mean(*i.Message), denies(*i.Message)})
	}
	return s
}

// accepted reads a statement behind a status of success.
func (s statement) accepted(parcels []feedback.Parcel) (outcomes []feedback.Outcome, whole bool) {
	switch {
	case s.speaksOf(parcels):
		return s.taken(), false
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

// taken reads results behind a status of success: what is neither "Success" nor a duplicate may be either (wire §3), unless the whole is
// a success and the result does not deny it.
func (s statement) taken() []feedback.Outcome {
	outcomes := make([]feedback.Outcome, len(s.items))
	for i, item := range s.items {
		switch {
		case item.message == success, item.message == duplicate:
			outcomes[i] = one(item.message, refusedCode)
		case s.message == success && !item.denies:
			outcomes[i] = one(success, refusedCode)
		default:
			outcomes[i] = unknown("tidak_dikenal")
		}
	}
	return outcomes
}

// each reads results behind a status of refusal.
func (s statement) each() []feedback.Outcome {
	outcomes := make([]feedback.Outcome, len(s.items))
	for i, item := range s.items {
		outcomes[i] = one(item.message, refusedCode)
	}
	return outcomes
}
