package lookup

import "strings"

// said returns what the texts say; spoke is false if there are none. They hold the same text in different keys (wire §1.8):
// when they disagree nobody knows which one counts.
func (r record) said() (said meaning, spoke bool) {
	for i, text := range r.texts() {
		if means := read(text); i == 0 {
			said = means
		} else if means != said {
			return unknown, true
		}
		spoke = true
	}
	return said, spoke
}

func (r record) texts() []string {
	var texts []string
	for _, text := range []scalar{r.Respon, r.Response, r.Desc} {
		if text != "" {
			texts = append(texts, string(text))
		}
	}
	return texts
}

// code returns the code in the table's form: "5" and 5 are "05".
func (r record) code() string {
	if len(r.Code) == 1 {
		return "0" + string(r.Code)
	}
	return string(r.Code)
}

// shownCode returns what of the code may be shown and logged: at most four letters or digits, so that no answer can put
// anything about a person there.
func (r record) shownCode() string {
	letters := strings.Map(func(c rune) rune {
		if c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' {
			return c
		}
		return -1
	}, r.code())
	return letters[:min(len(letters), 4)]
}
