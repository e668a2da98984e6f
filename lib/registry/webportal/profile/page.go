package profile

import (
	"bytes"
	"errors"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

	"simpul/lib/registry"
)

// Page is one page of the portal, read by its profile, for one goroutine at a time.
type Page struct {
	profile *Profile
	root    *goquery.Selection
	labels  map[*html.Node]map[string][]*goquery.Selection // below a node, by how they read
}

// errUnreadable stands for the parser's errors, which may quote the page.
var errUnreadable = errors.New("the page cannot be read as HTML")

// Read reads a page; contentType is the header of that name, "" if there is none. It trusts nobody's length: give it no more
// than the caller is ready to hold. The error is a [*registry.Fault], jawaban_rusak: not HTML, or in a charset that is not
// read.
func (p *Profile) Read(body []byte, contentType string) (*Page, error) {
	text, err := asUTF8(body, contentType)
	if err != nil {
		return nil, &registry.Fault{Kind: registry.BrokenAnswer, Cause: err}
	}
	root, err := html.Parse(bytes.NewReader(text))
	if err != nil {
		return nil, &registry.Fault{Kind: registry.BrokenAnswer, Cause: errUnreadable}
	}
	return &Page{p, goquery.NewDocumentFromNode(root).Selection, map[*html.Node]map[string][]*goquery.Selection{}}, nil
}

// IsLogin reports whether the page asks to log in.
func (g *Page) IsLogin() bool { return g.has(g.profile.Pages.Login) }

// IsSearch reports whether the page is the search form, or has it: only who is logged in sees that.
func (g *Page) IsSearch() bool { return g.has(g.profile.Pages.Search) && !g.IsLogin() }

// HasCaptcha reports whether the page wants proof of a human.
func (g *Page) HasCaptcha() bool {
	return g.profile.Pages.Captcha != "" && g.has(g.profile.Pages.Captcha)
}

// IsExpired reports whether the page is the login page and nothing else: it says nothing of a person or a fault and shows no
// record. In answer to a search it then came from the door, before anybody looked for anything.
func (g *Page) IsExpired() bool {
	says := g.words()
	return g.IsLogin() && (says == nothing || says.expired) && !g.has(g.profile.Result.Record)
}

// Refusal returns the fault that the page speaks of, "" if it speaks of none or nobody knows its words.
func (g *Page) Refusal() registry.FaultKind {
	if fault := g.words().fault; fault != registry.Unknown {
		return fault
	}
	return ""
}

func (g *Page) has(css string) bool { return g.find(g.root, css).Length() > 0 }

func (g *Page) find(in *goquery.Selection, css string) *goquery.Selection {
	return in.FindMatcher(g.profile.matchers[css])
}

// manyMessages is far above what a page has to say.
const manyMessages = 20

// words returns what the portal's own words mean. Several that disagree, or one that nobody knows, are unknown.
func (g *Page) words() meaning {
	said, messages := nothing, g.find(g.root, g.profile.Result.Message)
	if messages.Length() > manyMessages {
		return unknown
	}
	for _, text := range messages.EachIter() {
		key := Plain(text.Text())
		if key == "" {
			continue
		}
		means, known := g.profile.says[key]
		switch {
		case !known, said != nothing && means != nothing && means != said:
			return unknown
		case means != nothing:
			said = means
		}
	}
	return said
}
