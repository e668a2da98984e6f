package profile

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/andybalholm/cascadia"

	"simpul/lib/config"
)

// Parse reads a profile: strict YAML (package config), every path a path, every selector a selector, every text with one
// meaning. Its error has a sorted line for each problem and repeats no value.
func Parse(data []byte) (*Profile, error) {
	var p Profile
	if err := config.Unmarshal(data, &p); err != nil {
		return nil, fmt.Errorf("portal profile refused:\n%w", err)
	}
	c := complaints{}
	p.checkPaths(&c)
	p.checkForms(&c)
	p.checkResult(&c)
	p.compile(&c)
	p.listTexts(&c)
	if len(c) > 0 {
		slices.Sort(c)
		return nil, errors.New("portal profile refused:\n" + strings.Join(c, "\n"))
	}
	return &p, nil
}

type complaints []string

func (c *complaints) add(path, text string) { *c = append(*c, path+": "+text) }

// checkForms refuses a name that stands twice: the server would take either value.
func (p *Profile) checkForms(c *complaints) {
	p.Login.check(c, "login", p.Login.UserID, p.Login.Password)
	p.Search.check(c, "search", p.Search.NIK)
}

func (f Form) check(c *complaints, path string, names ...string) {
	for _, field := range f.Fields {
		names = append(names, field.Name)
	}
	for i, t := range f.Tokens {
		if (t.Field == "") == (t.Header == "") {
			c.add(fmt.Sprintf("%s.tokens[%d]", path, i), "needs either field or header")
		}
		if t.Field != "" {
			names = append(names, t.Field)
		}
	}
	slices.Sort(names)
	if len(slices.Compact(slices.Clone(names))) < len(names) {
		c.add(path, "two fields have the same name")
	}
}

// checkResult wants the two elements without which an answer is none. An answer that comes by a redirect was kept in the
// session meanwhile, where another search may have put its own: without the NIK on it nobody knows whose it is.
func (p *Profile) checkResult(c *complaints) {
	if p.Search.Answer != "" && p.Result.Echo.nowhere() {
		c.add("result.echo", "is missing, but search.answer needs it")
	}
	values := map[string]Value{"echo": p.Result.Echo, "quota": p.Result.Quota}
	for _, place := range p.Result.Elements.places() {
		values["elements."+string(place.element)] = place.value
	}
	for path, v := range values {
		switch needed := path == "elements.nik" || path == "elements.nama_lengkap"; {
		case v.nowhere() && (needed || v != Value{}):
			c.add("result."+path, "needs label or selector")
		case v.Label != "" && v.Selector != "":
			c.add("result."+path, "needs label or selector, not both")
		case needed && v.Optional:
			c.add("result."+path, "cannot be optional")
		}
	}
}

// compile makes the selectors ready.
func (p *Profile) compile(c *complaints) {
	p.matchers = map[string]cascadia.Selector{}
	for path, css := range p.selectors() {
		matcher, err := cascadia.Compile(css)
		if err != nil {
			c.add(path, "is not a CSS selector")
			continue
		}
		p.matchers[css] = matcher
	}
}

// selectors returns every selector of the profile by its path.
func (p *Profile) selectors() map[string]string {
	all := map[string]string{
		"pages.login": p.Pages.Login, "pages.search": p.Pages.Search, "pages.captcha": p.Pages.Captcha,
		"result.message": p.Result.Message, "result.record": p.Result.Record,
		"result.echo.selector": p.Result.Echo.Selector, "result.quota.selector": p.Result.Quota.Selector,
	}
	for form, tokens := range map[string][]Token{"login": p.Login.Tokens, "search": p.Search.Tokens} {
		for i, t := range tokens {
			all[fmt.Sprintf("%s.tokens[%d].selector", form, i)] = t.Selector
		}
	}
	for _, place := range p.Result.Elements.places() {
		all["result.elements."+string(place.element)+".selector"] = place.value.Selector
	}
	for path, css := range all {
		if css == "" {
			delete(all, path)
		}
	}
	return all
}

// listTexts refuses a text with two meanings, and one of which nothing counts.
func (p *Profile) listTexts(c *complaints) {
	p.says = map[string]meaning{}
	for _, s := range p.Texts.sayings() {
		for i, text := range s.texts {
			key := Plain(text)
			path := fmt.Sprintf("texts.%s[%d]", s.key, i)
			if other, taken := p.says[key]; taken && other != s.means {
				c.add(path, "another text that reads the same has another meaning")
			}
			if key == "" {
				c.add(path, "has no letter")
			}
			p.says[key] = s.means
		}
	}
}
