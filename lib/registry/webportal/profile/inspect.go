package profile

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/PuerkitoBio/goquery"

	"simpul/lib/personal"
	"simpul/lib/resident"
)

// Kind is what a page is for.
type Kind string

// The kinds of pages.
const (
	LoginPage  Kind = "login"
	SearchPage Kind = "search"
	ResultPage Kind = "result"
	NoPage     Kind = "" // none of them
)

// Finding is what one line of the profile finds on a page.
type Finding struct {
	Path  string        // in the profile, such as result.elements.nik
	Count int           // how often it is there
	Text  personal.Text // what stands there; see [Shape]
	Means string        // the list of texts that a message stands in, "" for none
	Fault bool          // a page of this kind must have it otherwise
}

// Kind returns what the page looks like.
func (g *Page) Kind() Kind {
	switch {
	case g.IsLogin():
		return LoginPage
	case g.has(g.profile.Result.Record), g.words() != nothing:
		return ResultPage
	case g.IsSearch():
		return SearchPage
	}
	return NoPage
}

// Inspect returns what the profile finds on a page of that kind, in the profile's order, and a fault wherever the connector
// could not go on.
func (g *Page) Inspect(kind Kind) []Finding {
	p := g.profile
	all := []Finding{
		g.mark("pages.login", p.Pages.Login, kind == LoginPage),
		g.mark("pages.search", p.Pages.Search, kind == SearchPage),
	}
	if p.Pages.Captcha != "" {
		captcha := g.mark("pages.captcha", p.Pages.Captcha, false)
		captcha.Fault = captcha.Count > 0
		all = append(all, captcha)
	}
	switch kind {
	case LoginPage:
		return append(all, g.form("login", p.Login.Form, p.Login.UserID, p.Login.Password)...)
	case SearchPage:
		return append(all, g.form("search", p.Search.Form, p.Search.NIK)...)
	case ResultPage:
		return append(all, g.result()...)
	}
	return all
}

// mark looks for a selector that only tells pages apart.
func (g *Page) mark(path, css string, needed bool) Finding {
	count := g.find(g.root, css).Length()
	return Finding{Path: path, Count: count, Fault: needed && count == 0}
}

// form looks for the tokens of a form and for the fields that are filled in.
func (g *Page) form(path string, f Form, filled ...string) []Finding {
	var all []Finding
	for i, t := range f.Tokens {
		finding := g.mark(fmt.Sprintf("%s.tokens[%d]", path, i), t.Selector, true)
		if fields, headers, err := g.Tokens([]Token{t}); err != nil {
			finding.Fault = true
		} else {
			finding.Text = personal.New(append(fields, headers...)[0].Value)
		}
		all = append(all, finding)
	}
	for _, name := range filled {
		named := g.root.Find("[name]").FilterFunction(func(_ int, s *goquery.Selection) bool { return s.AttrOr("name", "") == name })
		all = append(all, Finding{Path: path + " field " + name, Count: named.Length(), Fault: named.Length() == 0})
	}
	return all
}

// result looks for words and record. A page with words of a status or a fault needs no record.
func (g *Page) result() []Finding {
	p := g.profile
	all, speaks := g.messages()
	record := g.find(g.root, p.Result.Record)
	all = append(all, Finding{Path: "result.record", Count: record.Length(), Fault: !speaks && record.Length() != 1})
	if !p.Result.Echo.nowhere() {
		all = append(all, g.placed("result.echo", g.root, p.Result.Echo, true))
	}
	if !p.Result.Quota.nowhere() {
		all = append(all, g.placed("result.quota", g.root, p.Result.Quota, false))
	}
	for _, place := range p.Result.Elements.places() {
		if !place.value.nowhere() {
			all = append(all, g.placed("result.elements."+string(place.element), record, place.value, !speaks && !place.value.Optional))
		}
	}
	return all
}

// messages lists the portal's words; speaks is false when they say nothing of a person or a fault.
func (g *Page) messages() (all []Finding, speaks bool) {
	for _, s := range g.find(g.root, g.profile.Result.Message).EachIter() {
		key := Plain(s.Text())
		if key == "" {
			continue
		}
		_, known := g.profile.says[key]
		all = append(all, Finding{Path: "result.message", Count: 1, Text: personal.New(tidy(s.Text())), Means: g.profile.list(key), Fault: !known})
	}
	says := g.words()
	return all, says.fault != "" || says.status != "" && says.status != resident.Found
}

// list returns the key of the list that a text stands in.
func (p *Profile) list(key string) string {
	for _, s := range p.Texts.sayings() {
		for _, text := range s.texts {
			if Plain(text) == key {
				return s.key
			}
		}
	}
	return ""
}

// placed looks for one value.
func (g *Page) placed(path string, in *goquery.Selection, v Value, needed bool) Finding {
	holders := g.holders(in, v)
	text, err := g.value(in, v)
	return Finding{Path: path, Count: len(holders), Text: personal.New(text), Fault: needed && err != nil}
}

// maxShape is how much of a text is shown.
const maxShape = 60

// Shape returns what a text looks like, without what it says: x for a letter, 9 for a digit.
func Shape(text string) string {
	shape := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsLetter(r), unicode.IsMark(r):
			return 'x'
		case unicode.IsNumber(r):
			return '9'
		case !unicode.IsPrint(r):
			return '?'
		}
		return r
	}, text)
	runes := []rune(shape)
	return string(runes[:min(len(runes), maxShape)])
}
