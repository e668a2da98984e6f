package paper

import (
	"strings"
	"sync"

	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/text/unicode/norm"
)

// unknown stands for what the fonts cannot draw.
const unknown = '\uFFFD'

// Legible returns the text as it will stand on paper: composed (NFC), each run of blanks, line breaks and control characters
// one blank, none at the ends, and U+FFFD for what the fonts have no sign for. It is the last gate before a library that
// trusts its font to know every character.
func Legible(text string) string {
	words := strings.FieldsFunc(norm.NFC.String(text), isBlank)
	return strings.Map(drawn, strings.Join(words, " "))
}

// isBlank reports what is no sign on paper: all below the blank, and U+0085 and U+00A0 too.
func isBlank(r rune) bool { return r <= ' ' || r >= 0x7f && r <= 0xa0 }

func drawn(r rune) rune {
	if r < planeEnd && known()[r] {
		return r
	}
	return unknown
}

// planeEnd ends the Basic Multilingual Plane, beyond which the fonts have nothing.
const planeEnd = 0x10000

// known tells which characters the fonts draw; both of them draw the same ones.
var known = sync.OnceValue(func() *[planeEnd]bool {
	font, err := sfnt.Parse(goregular.TTF)
	if err != nil {
		panic(err) // it is part of this program
	}
	var all [planeEnd]bool
	var buffer sfnt.Buffer
	for r := range rune(planeEnd) {
		glyph, err := font.GlyphIndex(&buffer, r)
		all[r] = err == nil && glyph != 0
	}
	return &all
})
