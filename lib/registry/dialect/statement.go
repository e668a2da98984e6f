package dialect

import (
	"slices"
	"strings"
)

// Statement is what an answer says in words, instead of data or beside them (wire §1.8).
type Statement struct {
	Code     Scalar `json:"RESPONSE_CODE"`
	Respon   Scalar `json:"RESPON"`
	Response Scalar `json:"RESPONSE"`
	Desc     Scalar `json:"RESPONSE_DESC"`
}

// meaning decides by code, else by text, else by whether data are there; but kuota habis wins, wherever it stands: who is told
// anything else would ask again. Data beside a statement change nothing: who is dead is not found, whatever else is told of them
// (wire §1.8). An empty record says nothing, and least of all not_found.
func (s Statement) meaning(hasData bool) meaning {
	said, spoke := s.said()
	coded, known := byCode[s.code()]
	switch {
	case said == exhausted || coded == exhausted:
		return exhausted
	case s.code() == "" && spoke:
		return said
	case s.code() == "" && hasData:
		return found
	case !known, s.contradicts(coded):
		return unknown
	}
	return coded
}

// said returns what the texts say; spoke is false if there are none. They hold the same text in different keys (wire §1.8):
// when they disagree nobody knows which one counts.
func (s Statement) said() (said meaning, spoke bool) {
	for i, text := range s.texts() {
		means := read(text)
		if means == exhausted {
			return exhausted, true
		}
		if i == 0 {
			said = means
		} else if means != said {
			said = unknown
		}
		spoke = true
	}
	return said, spoke
}

// contradicts reports whether a text says what the status of a code cannot stand beside: a fault, or of who is found anything
// else. Of a fault the code alone is believed.
func (s Statement) contradicts(coded meaning) bool {
	return coded.status != "" && slices.ContainsFunc(s.texts(), func(text string) bool {
		says := read(text)
		return says != unknown && says != coded && (says.fault != "" || coded == found)
	})
}

func (s Statement) texts() []string {
	var texts []string
	for _, text := range []Scalar{s.Respon, s.Response, s.Desc} {
		if text != "" {
			texts = append(texts, string(text))
		}
	}
	return texts
}

func (s Statement) empty() bool { return s.code() == "" && len(s.texts()) == 0 }

// code returns the code in the table's form: "5" and 5 are "05".
func (s Statement) code() string {
	if len(s.Code) == 1 {
		return "0" + string(s.Code)
	}
	return string(s.Code)
}

// shownCode returns what of the code may be shown and logged: at most four letters or digits, so that no answer can put
// anything about a person there.
func (s Statement) shownCode() string {
	letters := strings.Map(func(c rune) rune {
		if c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' {
			return c
		}
		return -1
	}, s.code())
	return letters[:min(len(letters), 4)]
}
