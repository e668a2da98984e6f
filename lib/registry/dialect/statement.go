package dialect

import "strings"

// Statement is what an answer says in words, instead of data or beside them (wire §1.8).
type Statement struct {
	Code     Scalar `json:"RESPONSE_CODE"`
	Respon   Scalar `json:"RESPON"`
	Response Scalar `json:"RESPONSE"`
	Desc     Scalar `json:"RESPONSE_DESC"`
}

// meaning decides by code, else by text, else by whether data are there. Data beside a statement change nothing: who is dead
// is not found, whatever else is told of them (wire §1.8). An empty record says nothing, and least of all not_found.
func (s Statement) meaning(hasData bool) meaning {
	said, spoke := s.said()
	if code := s.code(); code != "" {
		means, known := byCode[code]
		if !known || means == found && spoke && said != found && said != unknown {
			return unknown
		}
		return means
	}
	if spoke {
		return said
	}
	if !hasData {
		return unknown
	}
	return found
}

// said returns what the texts say; spoke is false if there are none. They hold the same text in different keys (wire §1.8):
// when they disagree nobody knows which one counts.
func (s Statement) said() (said meaning, spoke bool) {
	for i, text := range s.texts() {
		if means := read(text); i == 0 {
			said = means
		} else if means != said {
			return unknown, true
		}
		spoke = true
	}
	return said, spoke
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
