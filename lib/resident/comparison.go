package resident

import "simpul/lib/personal"

// Band says how a claimed element stands to the registry's.
type Band string

// The bands.
const (
	Sesuai     Band = "sesuai"      // the same, but for the way of writing
	Mirip      Band = "mirip"       // the same spelt otherwise, or a slip of the pen: for the officer to look at
	Berbeda    Band = "berbeda"     // another value
	TidakDiisi Band = "tidak_diisi" // nothing to compare: a side is empty or cannot be read
)

// Verdict sums a comparison up.
type Verdict string

// The verdicts.
const (
	VerdictSesuai       Verdict = "sesuai"
	VerdictTidakSesuai  Verdict = "tidak_sesuai"
	VerdictTidakDinilai Verdict = "tidak_dinilai"
)

// Comparison is a claim held against the registry's answer.
type Comparison struct {
	Bands   map[Element]Band // one for each of [Elements]; empty unless the status is found
	Verdict Verdict
}

// Assess compares if the status is found. Any other status says all there is to say: no bands, tidak_dinilai.
func Assess(s Status, claimed, answered Person) Comparison {
	if s != Found {
		return Comparison{Bands: map[Element]Band{}, Verdict: VerdictTidakDinilai}
	}
	return Compare(claimed, answered)
}

// Compare holds claimed against answered, element by element, and judges. The result is the same the other way round.
func Compare(claimed, answered Person) Comparison {
	c := Comparison{Bands: make(map[Element]Band, len(elements))}
	for i, e := range elements {
		c.Bands[e.name] = band(e.compare, claimed.texts[i], answered.texts[i])
	}
	c.Verdict = c.judge()
	return c
}

// Proven reports whether the caller knew name and birth date: what somebody who runs through numbers does not
// (JUKNIS-II.E.1, the access guard).
func (c Comparison) Proven() bool {
	name, birth := c.Bands[NamaLengkap], c.Bands[TanggalLahir]
	return (name == Sesuai || name == Mirip) && birth == Sesuai
}

// maxLength bounds a text that is compared by similarity, in bytes. No field of the registry is near it; two texts of 16 KiB
// would keep a processor busy for seconds.
const maxLength = 256

// band compares two texts with the comparator of their element.
func band(compare func(a, b string) Band, a, b personal.Text) Band {
	switch {
	case a.Empty() || b.Empty():
		return TidakDiisi
	case !tooLong(a) && !tooLong(b):
		return compare(a.RevealPersonalData(), b.RevealPersonalData())
	case a == b:
		return Sesuai
	}
	return Berbeda
}

func tooLong(t personal.Text) bool { return len(t.RevealPersonalData()) > maxLength }

// judge applies the rule of the package comment.
func (c Comparison) judge() Verdict {
	if c.Bands[NamaLengkap] == TidakDiisi || c.Bands[TanggalLahir] == TidakDiisi {
		return VerdictTidakDinilai
	}
	if len(c.having(Berbeda, Wajib)) > 0 {
		return VerdictTidakSesuai
	}
	return VerdictSesuai
}

// having returns the labels of the elements of a class that have band b, in the agreement's order.
func (c Comparison) having(b Band, class Class) []string {
	var labels []string
	for _, e := range elements {
		if e.class == class && c.Bands[e.name] == b {
			labels = append(labels, e.label)
		}
	}
	return labels
}
