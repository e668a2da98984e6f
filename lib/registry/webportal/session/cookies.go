package session

import (
	"net/http"
	"slices"
	"strings"
	"time"
)

// Cookie is what of a cookie decides whether it is sent back. All go to the one portal, over TLS: its other attributes are
// for browsers, which meet several sites.
type Cookie struct {
	Name   string `json:"n"`
	Value  string `json:"v"`
	Quoted bool   `json:"q,omitempty"`
	Path   string `json:"p"`
}

// The limits are those that RFC 6265 §6.1 asks of browsers, or a little below.
const (
	maxCookies = 32
	maxCookie  = 4096 // bytes of name and value
)

// Take keeps the cookies of an answer to a request for path, and drops those that it ends. It reports whether anything changed.
//
// Once the session is [Session.Made] it may hold a search, and every cookie goes into Redis and to the next officer's: so one
// that was not there at login stays out, and no value with a NIK in it comes in (PKS-2.2g). A new value that is mistaken for
// one costs a login.
func (s *Session) Take(header http.Header, path string, now time.Time) (changed bool) {
	for _, line := range header["Set-Cookie"] {
		c, err := http.ParseSetCookie(line)
		if err != nil || len(c.Name)+len(c.Value) > maxCookie {
			continue
		}
		kept := Cookie{c.Name, c.Value, c.Quoted, c.Path}
		if !strings.HasPrefix(c.Path, "/") {
			kept.Path = folder(path)
		}
		changed = s.keep(kept, c.MaxAge < 0 || !c.Expires.IsZero() && !c.Expires.After(now) && c.MaxAge == 0) || changed
	}
	return changed
}

func (s *Session) keep(c Cookie, over bool) (changed bool) {
	at := slices.IndexFunc(s.Cookies, func(old Cookie) bool { return old.Name == c.Name && old.Path == c.Path })
	switch {
	case over && at >= 0:
		s.Cookies = slices.Delete(slices.Clone(s.Cookies), at, at+1)
	case over, at < 0 && (s.Made || len(s.Cookies) >= maxCookies), s.Made && holdsNIK(c.Value):
		return false
	case at < 0:
		s.Cookies = append(slices.Clip(s.Cookies), c)
	case s.Cookies[at] == c:
		return false
	default:
		s.Cookies = slices.Clone(s.Cookies)
		s.Cookies[at] = c
	}
	return true
}

// Send adds the session's cookies for path to a request.
func (s Session) Send(request *http.Request, path string) {
	path, _, _ = strings.Cut(path, "?")
	for _, c := range s.Cookies {
		if matches(path, c.Path) {
			request.AddCookie(&http.Cookie{Name: c.Name, Value: c.Value, Quoted: c.Quoted})
		}
	}
}

// folder is the path that a cookie without one is for (RFC 6265 §5.1.4).
func folder(path string) string {
	path, _, _ = strings.Cut(path, "?")
	if last := strings.LastIndexByte(path, '/'); last > 0 {
		return path[:last]
	}
	return "/"
}

// matches reports whether path lies below the cookie's (RFC 6265 §5.1.4).
func matches(path, cookie string) bool {
	rest, below := strings.CutPrefix(path, cookie)
	return below && (rest == "" || rest[0] == '/' || strings.HasSuffix(cookie, "/"))
}
