package session_test

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"simpul/lib/registry/webportal/session"
)

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// cookies returns what a session sends for path.
func cookies(s session.Session, path string) string {
	request := &http.Request{Header: http.Header{}}
	s.Send(request, path)
	return request.Header.Get("Cookie")
}

// take gives s the cookies of an answer to a request for path.
func take(s *session.Session, path string, lines ...string) bool {
	return s.Take(http.Header{"Set-Cookie": lines}, path, noon)
}

func TestCookiesComeBackWhereTheyBelong(t *testing.T) { // RFC 6265 §5.1.4
	var s session.Session
	take(&s, "/portal/masuk?a=b", `a=1; Path=/; Secure; HttpOnly`, `b=2; Path=/portal`, `c=3; Path=/portal/cari/`, `d=4`, `e="5 6"; Path=/`, `f=7; Path=x`)
	for path, want := range map[string]string{
		"/":                   `a=1; e="5 6"`,
		"/portal":             `a=1; b=2; d=4; e="5 6"; f=7`,
		"/portal/cari?nik=no": `a=1; b=2; d=4; e="5 6"; f=7`,
		"/portal/cari/x":      `a=1; b=2; c=3; d=4; e="5 6"; f=7`,
		"/portalx":            `a=1; e="5 6"`,
	} {
		if got := cookies(s, path); got != want {
			t.Errorf("%s: %s", path, got)
		}
	}
}

func TestACookieIsReplacedAndEnded(t *testing.T) {
	var s session.Session
	for _, step := range []struct {
		line, want string
		changed    bool
	}{
		{"a=1; Path=/", "a=1", true},
		{"a=1; Path=/", "a=1", false},
		{"a=2; Path=/", "a=2", true},
		{"a=3; Path=/lain", "a=2", true},
		{"a=; Path=/; Max-Age=0", "", true},
		{"a=; Path=/; Max-Age=0", "", false},
		{"b=1; Path=/; Expires=Sun, 01 Mar 2026 12:00:01 GMT", "b=1", true},
		{"b=1; Path=/; Expires=Sun, 01 Mar 2026 12:00:00 GMT", "", true},
		{"c=1; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=60", "c=1", true}, // Max-Age wins
		{"rusak", "c=1", false},
	} {
		if changed := take(&s, "/", step.line); changed != step.changed || cookies(s, "/") != step.want {
			t.Errorf("%s: %t, %q", step.line, changed, cookies(s, "/"))
		}
	}
}

func TestASearchBringsNoCookieAndNoNIKIntoASession(t *testing.T) { // PKS-2.2g
	const asked = "9103990101900001"
	encoded := base64.RawURLEncoding.EncodeToString([]byte(`{"old":{"nik":"` + asked + `"}}`))
	s := session.Session{}
	take(&s, "/", "a=1; Path=/", "b=1; Path=/", "nik="+asked+"; Path=/") // nobody has asked yet: the portal's own number
	s.Made = true
	for _, line := range []string{
		"c=1; Path=/", "a=1; Path=/cari", "a=" + asked + "; Path=/", "a=x" + asked[:8] + "-" + asked[8:] + "; Path=/",
		"a=%7B%22nik%22%3A%22" + asked[:4] + "%39" + asked[5:] + "%22%7D; Path=/", "a=%2539" + asked[1:] + "; Path=/", "a=" + encoded + ".tanda; Path=/",
	} {
		if take(&s, "/", line) || cookies(s, "/") != "a=1; b=1; nik="+asked {
			t.Error("taken")
		}
	}
	if !take(&s, "/", "a=2; Path=/") || !take(&s, "/", "b=; Path=/; Max-Age=0") || cookies(s, "/") != "a=2; nik="+asked {
		t.Error("the portal cannot change its own cookies")
	}
}

// One question's session is a copy of the stored one: what it takes must not show in another's.
func TestACopyOfASessionIsItsOwn(t *testing.T) {
	var s session.Session
	take(&s, "/", "a=1; Path=/", "b=1; Path=/", "c=1; Path=/")
	for _, lines := range [][2]string{
		{"d=2; Path=/", "d=3; Path=/"}, {"a=2; Path=/", "a=3; Path=/"}, {"b=; Path=/; Max-Age=0", "c=; Path=/; Max-Age=0"},
	} {
		first, second := s, s
		take(&first, "/", lines[0])
		want := cookies(first, "/")
		take(&second, "/", lines[1])
		if cookies(first, "/") != want || cookies(s, "/") != "a=1; b=1; c=1" {
			t.Errorf("%s: %s | %s", lines[1], cookies(first, "/"), cookies(s, "/"))
		}
	}
}

func TestCookiesAreBoundedInNumberAndSize(t *testing.T) {
	var s session.Session
	take(&s, "/", "besar="+strings.Repeat("x", 4096)+"; Path=/")
	for i := range 100 {
		take(&s, "/", fmt.Sprintf("n%d=1; Path=/", i))
	}
	if got := strings.Split(cookies(s, "/"), "; "); len(got) != 32 || got[0] != "n0=1" {
		t.Errorf("%d cookies", len(got))
	}
	take(&s, "/", "n3=2; Path=/")
	if !strings.Contains(cookies(s, "/"), "n3=2") {
		t.Error("a full jar keeps an old value")
	}
}

func FuzzTake(f *testing.F) {
	f.Add("a=1; Path=/; Max-Age=0", "b=2; Expires=x", "/portal/masuk")
	f.Add(`a="\x00; Path="`, "=; ;", "")
	f.Fuzz(func(t *testing.T, first, second, path string) {
		var s session.Session
		take(&s, path, first, second)
		if sent := cookies(s, path); len(sent) > 2*4200 || strings.ContainsAny(sent, "\r\n\x00") {
			t.Fatalf("%q", sent)
		}
	})
}
