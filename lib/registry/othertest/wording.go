package othertest

import (
	"encoding/json"
	"fmt"
	"strings"
)

// wording is how kesesuaian words the results about one person (§2.3).
type wording struct {
	cased  func(string) string // letter case of the words
	scores map[string]bool     // elements with a percentage; nil stands for all
	echo   bool                // NIK comes back as the number itself (AHU mock)
	unsent bool                // elements not sent are judged too (JULO)
	blank  bool                // what the registry does not know is "" (PIVOT, JULO), else missing
}

// fuzzy are the elements that most sources show with a percentage.
var fuzzy = map[string]bool{"NAMA_LGKP": true, "TMPT_LHR": true, "ALAMAT": true}

// wordings are the styles of this installation, for people by the last digits
// of the NIK.
var wordings = []wording{
	{cased: asIs, scores: fuzzy},
	{cased: strings.ToUpper, scores: fuzzy, unsent: true, blank: true},
	{cased: strings.ToLower, scores: map[string]bool{}, unsent: true},
	{cased: asIs, blank: true}, // PIVOT's tests: a score on everything
	{cased: asIs, scores: fuzzy, echo: true, unsent: true},
}

func asIs(s string) string { return s }

// wordingOf is the style for a person; the same one every time.
func wordingOf(nik string) wording {
	sum := 0
	for _, digit := range []byte(nik) {
		sum += int(digit - '0')
	}
	return wordings[sum%len(wordings)]
}

// verdicts are the results about p for what was asked.
func (w wording) verdicts(p Person, ask request) fields {
	limit, _ := ask.threshold()
	answer := fields{}
	for element, truth := range elements(p) {
		claim, sent := ask.sent(element)
		switch {
		case !sent && !w.unsent:
		case truth == "":
			if w.blank {
				answer[element] = ""
			}
		default:
			answer[element] = w.say(element, score(element, claim, truth), limit)
		}
	}
	if _, sent := ask.sent("NIK"); sent && w.echo {
		answer["NIK"] = json.Number(p.NIK)
	}
	return answer
}

// say words one result: agreement from the limit on for what is compared by
// likeness, full agreement for the rest (§2.3, the GUESS on the threshold).
func (w wording) say(element string, percent, limit int) string {
	if !fuzzy[element] {
		limit = 100
	}
	words := "Tidak Sesuai"
	if percent >= limit {
		words = "Sesuai"
	}
	if w.scores == nil || w.scores[element] {
		words += fmt.Sprintf(" (%d)", percent)
	}
	return w.cased(words)
}
