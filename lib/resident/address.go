package resident

import (
	"slices"
	"strings"

	"github.com/hbollon/go-edlib"
)

// addressWords writes the usual abbreviations of an address out.
var addressWords = map[string]string{
	"JL": "JALAN", "JLN": "JALAN", "GG": "GANG", "DSN": "DUSUN", "DK": "DUKUH", "DKH": "DUKUH", "DS": "DESA", "KP": "KAMPUNG",
	"BLK": "BLOK", "KOMP": "KOMPLEK", "KOMPLEKS": "KOMPLEK", "PERUM": "PERUMAHAN", "LINGK": "LINGKUNGAN", "LK": "LINGKUNGAN",
}

// fillers say what the next word is, and are as often left out.
var (
	numberFillers = set("NO NOMOR NMR")
	streetFillers = set("JALAN GANG DUSUN DUKUH DESA KAMPUNG BLOK KOMPLEK PERUMAHAN LINGKUNGAN")
)

// sameAddress is the Jaro–Winkler similarity, of 1, from which the letters of two addresses are alike. At 0.92 a wrong letter or
// an abbreviated word passes; MAWAR MERAH and MAWAR PUTIH do not.
const sameAddress = 0.92

func compareAddress(a, b string) Band {
	return graded(readAddress(a), readAddress(b), similarAddresses)
}

// readAddress returns the words of an address, abbreviations written out, without NO. RT and RW, with their numbers, are elements
// of their own and left out.
func readAddress(s string) []string {
	var address []string
	inUnit := false
	for _, word := range words(s) {
		if full, ok := addressWords[word]; ok {
			word = full
		}
		switch {
		case isUnit(word):
			inUnit = true
		case numberFillers[word]:
			inUnit = false
		case !inUnit || !isDigits(word):
			address, inUnit = append(address, word), false
		}
	}
	return address
}

// isUnit reports whether a word is RT or RW, alone or with its number.
func isUnit(word string) bool {
	number, ok := strings.CutPrefix(word, "RT")
	if !ok {
		number, ok = strings.CutPrefix(word, "RW")
	}
	return ok && (number == "" || isDigits(number))
}

// similarAddresses reports whether two addresses have the same numbers and nearly the same letters.
func similarAddresses(a, b []string) bool {
	a, aNumbers := coreAddress(a)
	b, bNumbers := coreAddress(b)
	x, y := strings.Join(a, " "), strings.Join(b, " ")
	// Jaro looks for matches from one side: the order of its arguments must not depend on who claims.
	return slices.Equal(aNumbers, bNumbers) && edlib.JaroWinklerSimilarity(min(x, y), max(x, y)) >= sameAddress
}

// coreAddress returns the words that name the place, and the numbers without padding.
func coreAddress(address []string) (core, numbers []string) {
	for _, word := range address {
		switch {
		case isDigits(word):
			numbers = append(numbers, strings.TrimLeft(word, "0"))
		case !streetFillers[word]:
			core = append(core, single(oldSpelling.Replace(word)))
		}
	}
	return core, numbers
}
