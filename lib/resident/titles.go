package resident

import "strings"

// titles are dropped in front of a name, degrees behind it, and neither as the whole of it.
var titles = set("DR DRS DRA DRG DRH IR PROF APT H HJ HAJI HAJJAH HAJAH KH KYAI KIAI USTADZ USTAZ TGH PDT " +
	"R RR RA RM TN NY NN SDR SDRI BP BPK IBU")

// How many words one title (K. H.) and one degree (A. Md. Keb.) are spread over.
const (
	maxTitleWords  = 2
	maxDegreeWords = 3
)

// nameWord is one word of a name.
type nameWord struct {
	text   string // letters and digits, folded
	marked bool   // it had a dot: a title or degree rather than a name
	degree bool   // nothing but degrees: S.H.M.H.
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
