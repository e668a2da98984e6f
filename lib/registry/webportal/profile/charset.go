package profile

import (
	"bytes"
	"errors"
	"mime"
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"
)

var errCharset = errors.New("the page is in a charset that is not read")

// declared finds the charset that a page names near its beginning (HTML §13.2.3.2). It is costly to compile, and most offices' functions
// read no page.
var declared = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)<meta[^>]{0,200}charset\s{0,5}=\s{0,5}["']?([a-z0-9_:-]{1,20})`)
})

const nearTheBeginning = 1024

// asUTF8 reads the charsets that an Indonesian portal can be in: UTF-8, and Windows-1252 under its several names. What is
// not the UTF-8 that it says it is, is taken for Windows-1252: the letters of the agreement's elements are the same in both,
// so the worst that can happen is a wrong accent, which the officer sees.
func asUTF8(body []byte, contentType string) ([]byte, error) {
	switch charset(body, contentType) {
	case "", "utf-8", "utf8", "us-ascii", "ascii":
		if utf8.Valid(body) {
			return bytes.TrimPrefix(body, []byte("\uFEFF")), nil
		}
	case "windows-1252", "cp1252", "iso-8859-1", "iso8859-1", "latin1", "l1":
	default:
		return nil, errCharset
	}
	return fromWindows1252(body), nil
}

// between are what Windows-1252 has where Latin-1 has control characters, 0x80 to 0x9f; it leaves five
// out. The library with all charsets would be a hundredth of the program; a test compares the two.
var between = []rune("€\uFFFD‚ƒ„…†‡ˆ‰Š‹Œ\uFFFDŽ\uFFFD\uFFFD‘’“”•–—˜™š›œ\uFFFDžŸ")

func fromWindows1252(body []byte) []byte {
	out := make([]byte, 0, len(body)+len(body)/8)
	for _, b := range body {
		r := rune(b)
		if 0x80 <= b && b <= 0x9f {
			r = between[b-0x80]
		}
		out = utf8.AppendRune(out, r)
	}
	return out
}

// charset returns the name in small letters, "" for none: that of the header, else that of the page.
func charset(body []byte, contentType string) string {
	if _, parameters, err := mime.ParseMediaType(contentType); err == nil && parameters["charset"] != "" {
		return strings.ToLower(parameters["charset"])
	}
	if named := declared().FindSubmatch(body[:min(len(body), nearTheBeginning)]); named != nil {
		return strings.ToLower(string(named[1]))
	}
	return ""
}
