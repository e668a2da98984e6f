package resident

import (
	"slices"
	"strings"
)

var (
	// degrees, and professions written like them, are dropped behind a name however they are written: BUDI SE, BUDI, S.E.
	degrees = set("SH SE ST SPD SAG SKOM SIP SSOS SKM SKEP SFARM SPSI SPT STP SKED SSI SHI SEI SHUT SPDI SIKOM SAP SPI SSN STR STRKOM " +
		"SARS SST SGZ MH MHUM MSI MM MPD MPDI MAG MKOM MKES MT MSC MBA MENG MAP MSOS MKN MPSI MFARM PHD DIPL " +
		"AMD AMDKEB AMDKEP AMDKOM AMK AMKEB AMAPD BBA BSC NERS APT PSIKOLOG IPM IPU SPJP")
	// names can be spelt like these too (LIE MA): they are dropped only with a dot in them or behind a comma.
	ambiguousDegrees = set("MA BA SS SP SI AK CA NS AMA LLM CPA SPA SPB SPOG SPPD SAK MAK")
)

// A degree that is on no list is a level and its fields, in words of their own: S.Ars, M.Pd.I, Sp.JP.
var (
	// S and M can be initials, so a field must follow: M.ALI is a name.
	bachelorMaster = set("S M")
	// nobody's initials are written like these: any short word may follow.
	otherLevels = set("AMD STR MTR SP")
	fields      = set("AG AGR AK AP ARS EI FARM FIL HI HUM HUT IKOM IP KEB KED KEP KES KOM PAR PI PSI SI SOS STAT THI TI")
)

const (
	consonants    = "BCDFGHJKLMNPQRSTVWXZ"
	maxField      = 4 // letters: FARM
	maxLevelWords = 2 // A. Md.
	maxTailWords  = 4 // S. Tr. Kes. K
)

// onlyTitles reports whether words behind a comma are nothing but titles, degrees and professions.
func onlyTitles(words []string) bool {
	return splits(len(words), maxTailWords, func(from, to int) bool { return isTitle(words[from:to]) || isLevelAndField(words[from:to]) })
}

// isTitle reports whether words are one known title or degree. One letter behind a comma can be an initial.
func isTitle(words []string) bool {
	whole := strings.Join(words, "")
	return isDegree(whole, true) || len(words) == 1 && len(whole) > 1 && titles[whole]
}

func isLevelAndField(words []string) bool {
	for n := 1; n <= maxLevelWords && n < len(words); n++ {
		level, field := strings.Join(words[:n], ""), words[n]
		fits := otherLevels[level] && len(field) <= maxField || bachelorMaster[level] && isField(field)
		if fits && !slices.ContainsFunc(words[n+1:], func(more string) bool { return len(more) > 1 && !isField(more) }) {
			return true
		}
	}
	return false
}

// isField reports whether a word is a field or an abbreviation without a vowel to be a name with.
func isField(word string) bool {
	return fields[word] || len(word) > 1 && len(word) <= maxField && strings.Trim(word, consonants) == ""
}

func isDegree(word string, marked bool) bool {
	return degrees[word] || marked && ambiguousDegrees[word]
}

// splitsIntoDegrees reports whether a word is nothing but degrees: S.H.M.H. without blanks.
func splitsIntoDegrees(word string) bool {
	return word != "" && splits(len(word), len(word), func(from, to int) bool { return isDegree(word[from:to], true) })
}

// splits reports whether 0 to n can be cut into pieces, each of at most longest, that all fit. It visits a place once: trying
// every way to cut SPSI, SP SI, SPSISPSI… would take a long text of them years.
func splits(n, longest int, fit func(from, to int) bool) bool {
	reached := make([]bool, n+1)
	reached[0] = true
	for from := range n {
		for to := from + 1; reached[from] && to <= min(from+longest, n); to++ {
			reached[to] = reached[to] || fit(from, to)
		}
	}
	return reached[n]
}
