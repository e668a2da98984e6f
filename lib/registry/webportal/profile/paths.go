package profile

import (
	"net/url"
	"strings"

	"simpul/lib/nik"
)

// checkPaths refuses what would lead to another server, and a path with a NIK in it.
func (p *Profile) checkPaths(c *complaints) {
	paths := map[string]string{
		"login.page": p.Login.Page, "login.action": p.Login.Path(),
		"search.page": p.Search.Page, "search.action": p.Search.Path(), "search.answer": orElse(p.Search.Answer, "/"),
	}
	if p.Logout != nil {
		paths["logout.path"] = p.Logout.Path
	}
	for name, path := range paths {
		u, err := url.Parse(path)
		if err != nil || u.IsAbs() || u.Host != "" || u.Fragment != "" || !strings.HasPrefix(path, "/") ||
			strings.ContainsAny(path, "\\ ") || nik.ContainsLongDigits(path) {
			c.add(name, "is not a path of this server, of the form /path or /path?name=value")
		}
	}
	if p.Search.Answer != "" && sameDoor(p.Search.Answer, p.Login.Page) {
		c.add("search.answer", "cannot be told from login.page by its path")
	}
}

// sameDoor reports whether a redirect to one page may be meant for the other: a search that was answered would then be taken for
// one that was turned away, and be posted again.
func sameDoor(a, b string) bool {
	toA, errA := url.Parse(a)
	toB, errB := url.Parse(b)
	return errA == nil && errB == nil && (Leads(toA, b) || Leads(toB, a))
}

// Leads reports whether a redirect leads to a page of a profile. What the page's own path has no query for may have one.
func Leads(to *url.URL, page string) bool {
	path, query, _ := strings.Cut(page, "?")
	return to.Path == path && (query == "" || to.RawQuery == query)
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}
