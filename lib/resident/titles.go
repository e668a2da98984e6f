package resident

import (
	"strings"
	"unicode"
)

// Titles count only in front of a name, degrees only behind it, and never as the whole of it.
var (
	titles = set("DR DRS DRA DRG DRH IR PROF APT H HJ HAJI HAJJAH HAJAH KH KYAI KIAI USTADZ USTAZ TGH PDT " +
		"R RR RA RM TN NY NN SDR SDRI BP BPK IBU")
	// degrees are dropped however they are written: BUDI SE, BUDI, S.E.
	degrees = set("SH SE ST SPD SAG SKOM SIP SSOS SKM SKEP SFARM SPSI SPT STP SKED SSI SHI SEI SHUT SPDI SIKOM SAP SPI SSN STR STRKOM " +
		"MH MHUM MSI MM MPD MAG MKOM MKES MT MSC MBA MENG MAP MSOS MKN PHD DIPL " +
		"AMD AMDKEB AMDKEP AMK AMKEB AMAPD BBA BSC NERS")
	// names can be spelt like these too (LIE MA): they are dropped only with a dot in them or behind a comma.
	ambiguousDegrees = set("MA BA SS SP SI AK CA NS AMA LLM CPA SPA SPB SPOG SPPD")
)

// How many words one title (K. H.) and one degree (A. Md. Keb.) are spread over.
const (
	maxTitleWords  = 2
	maxDegreeWords = 3
)

// nameWord is one word of a name.
type nameWord struct {
	text   string // letters and digits, folded
	marked bool   // it had a dot, or stood behind a comma: a title or degree rather than a name
	degree bool   // nothing but degrees: S.H.M.H.
}

// readName returns the words of a name: K.H. and S.H. are one word each, A.RAHMAN is two.
func readName(s string) []nameWord {
	var name []nameWord
	before, behind, _ := strings.Cut(s, ",")
	for i, part := range []string{before, behind} {
		for _, chunk := range strings.FieldsFunc(part, func(r rune) bool { return r == ',' || r == ';' || unicode.IsSpace(r) }) {
			name = append(name, readChunk(chunk, i == 1)...)
		}
	}
	return name
}

// readChunk reads what stands between blanks and commas.
func readChunk(chunk string, behindComma bool) []nameWord {
	parts := words(chunk)
	whole, marked := strings.Join(parts, ""), behindComma || strings.Contains(chunk, ".")
	if degree := splitsIntoDegrees(whole); len(parts) > 1 && (degree || titles[whole]) {
		return []nameWord{{whole, true, degree}}
	}
	name := make([]nameWord, len(parts))
	for i, part := range parts {
		name[i] = nameWord{part, marked, false}
	}
	return name
}

// withoutTitles drops the titles in front and the degrees behind; at least one word stays.
func withoutTitles(name []nameWord) []nameWord {
	for n := titleWords(name); n > 0; n = titleWords(name) {
		name = name[n:]
	}
	for n := degreeWords(name); n > 0; n = degreeWords(name) {
		name = name[:len(name)-n]
	}
	return name
}

// titleWords returns how many words in front of a name make a title, 0 if none does; K. H. before K.
func titleWords(name []nameWord) int {
	for n := min(maxTitleWords, len(name)-1); n >= 1; n-- {
		if (n == 1 || name[0].marked) && titles[strings.Join(plain(name[:n]), "")] {
			return n
		}
	}
	return 0
}

// degreeWords returns how many words at the end of a name make a degree, 0 if none does; M. Si before Si.
func degreeWords(name []nameWord) int {
	for n := min(maxDegreeWords, len(name)-1); n >= 1; n-- {
		tail := name[len(name)-n:]
		whole, marked := strings.Join(plain(tail), ""), tail[0].marked
		if (n == 1 || marked) && isDegree(whole, marked) || n == 1 && tail[0].degree {
			return n
		}
	}
	return 0
}

func isDegree(word string, marked bool) bool {
	return degrees[word] || marked && ambiguousDegrees[word]
}

// splitsIntoDegrees reports whether a word is nothing but degrees: S.H.M.H. without blanks.
func splitsIntoDegrees(word string) bool {
	for n := 2; n <= len(word); n++ {
		if isDegree(word[:n], true) && (n == len(word) || splitsIntoDegrees(word[n:])) {
			return true
		}
	}
	return false
}

// plain returns the words without how they were written.
func plain(name []nameWord) []string {
	texts := make([]string, len(name))
	for i, word := range name {
		texts[i] = word.text
	}
	return texts
}

func set(list string) map[string]bool {
	members := map[string]bool{}
	for _, member := range strings.Fields(list) {
		members[member] = true
	}
	return members
}
