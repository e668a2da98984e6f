package resident_test

import (
	"maps"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"simpul/lib/personal"
	"simpul/lib/resident"
)

// texts draws texts of an element: good ones, and anything at all.
func texts(e resident.Element) *rapid.Generator[string] {
	return rapid.OneOf(readable(e), rapid.String(), rapid.StringOf(rapid.SampledFrom([]rune("ABDJOEUITCHSY.,-/ 0123RTWHM"))))
}

// readable draws texts that the registry could hold.
func readable(e resident.Element) *rapid.Generator[string] {
	word := rapid.StringMatching(`[A-Z]{1,12}`)
	switch e {
	case resident.TanggalLahir:
		return rapid.StringMatching(`19[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])`)
	case resident.JenisKelamin:
		return rapid.SampledFrom([]string{"Laki-Laki", "Perempuan"})
	case resident.KodeKecamatan, resident.RT, resident.RW:
		return rapid.StringMatching(`[1-9][0-9]?`)
	case resident.NIK:
		return rapid.StringMatching(`330399010190000[1-9]`)
	case resident.Alamat: // words of their own, for RT alone names no address
		return rapid.Map(rapid.SliceOfN(word, 1, 4), func(w []string) string { return "DUSUN X" + strings.Join(w, " X") + " NO. 5" })
	}
	return rapid.Map(rapid.SliceOfN(word, 1, 4), func(w []string) string { return strings.Join(w, " ") })
}

// people draws persons of any of those texts.
func people(draw func(resident.Element) *rapid.Generator[string]) *rapid.Generator[map[resident.Element]string] {
	return rapid.Custom(func(t *rapid.T) map[resident.Element]string {
		known := map[resident.Element]string{}
		for _, e := range resident.Elements() {
			known[e] = draw(e).Draw(t, string(e))
		}
		return known
	})
}

func build(known map[resident.Element]string) resident.Person {
	p := map[resident.Element]personal.Text{}
	for e, text := range known {
		p[e] = personal.New(text)
	}
	return resident.NewPerson(p)
}

func TestBandsDoNotDependOnWhoClaims(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := build(people(texts).Draw(t, "a")), build(people(texts).Draw(t, "b"))
		x, y := resident.Compare(a, b), resident.Compare(b, a)
		if x.Verdict != y.Verdict || !maps.Equal(x.Bands, y.Bands) {
			t.Errorf("%v one way, %v the other", x, y)
		}
	})
}

func TestNothingDiffersFromItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		known := people(texts).Draw(t, "known")
		for e, band := range resident.Compare(build(known), build(known)).Bands {
			if band != sesuai && band != kosong {
				t.Errorf("%s: %q is %s from itself", e, known[e], band)
			}
		}
	})
}

func TestEveryReadablePersonAgreesWithItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		known := people(readable).Draw(t, "known")
		c := resident.Compare(build(known), build(known))
		for e, band := range c.Bands {
			if band != sesuai {
				t.Errorf("%s: %q is %s", e, known[e], band)
			}
		}
		if c.Verdict != resident.VerdictSesuai || !c.Proven() {
			t.Errorf("verdict %s", c.Verdict)
		}
	})
}

func TestCaseAndBlanksNeverCount(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		known := people(readable).Draw(t, "known")
		noisy := map[resident.Element]string{}
		for e, text := range known {
			noisy[e] = noise(t, text)
		}
		for e, band := range resident.Compare(build(noisy), build(known)).Bands {
			if band != sesuai {
				t.Errorf("%s: %q against %q is %s", e, noisy[e], known[e], band)
			}
		}
	})
}

// noise changes case at random and puts blanks before, behind and to those there are.
func noise(t *rapid.T, s string) string {
	blanks := rapid.StringOfN(rapid.SampledFrom([]rune(" \t\u00a0\u2003")), 0, 3, -1)
	var out strings.Builder
	out.WriteString(blanks.Draw(t, "before"))
	for _, r := range s {
		if rapid.Bool().Draw(t, "lower") {
			r = unicode.ToLower(r)
		}
		out.WriteRune(r)
		if r == ' ' {
			out.WriteString(blanks.Draw(t, "more"))
		}
	}
	out.WriteString(blanks.Draw(t, "behind"))
	return out.String()
}

func FuzzCompare(f *testing.F) {
	for _, seed := range [][2]string{
		{"", ""}, {"BUDI SANTOSO", "Dr. H. Budi Santoso, S.H."}, {"S.H.", "M.H."}, {"KOTA", "KAB."}, {"RT 1 RW 2", "001/002"}, {"H. M.", "M. H."},
		{"02-01-1990", "2 Jan 1990"}, {"ﷺ", "ＫＯＴＡ"}, {"\xff", "ß"}, {"33.03.03", "3"}, {"CERAI", "JANDA"}, {",", "A,B"},
		{"HARYANTO, BUDI", "BUDI HARYANTO"}, {"SITI AMINAH, S.Xyz", "SITI AMINAH, M.Pd.I"}, {"A B, C", "AB, D"}, {"JAKARTA, X", "DKI"},
	} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		for _, e := range resident.Elements() {
			band := bandOf(e, a, b)
			if band != bandOf(e, b, a) {
				t.Errorf("%s: %q and %q depend on the claim", e, a, b)
			}
			if self := bandOf(e, a, a); self != sesuai && self != kosong {
				t.Errorf("%s: %q is %s from itself", e, a, self)
			}
			if band != sesuai && band != mirip && band != berbeda && band != kosong {
				t.Errorf("%s: band %q", e, band)
			}
		}
	})
}

// otherwise is the person of record in other writing and spelling, with slips of the pen: no comparison ends early.
var otherwise = changes{
	resident.NamaLengkap: "Dr. H. Moh. Boedi Santosa, S.Kom., M.Si.", resident.TempatLahir: "Kab. Poerbalinga",
	resident.TanggalLahir: "1 Januari 1990", resident.StatusPerkawinan: "Menikah", resident.Pekerjaan: "Wiraswata",
	resident.Alamat: "Jln. Contohan Nomor 5 RT 01/02", resident.Provinsi: "Jawa Tngah", resident.Kabupaten: "Kab. Poerbalinga",
	resident.Kecamatan: "Kec. Lain", resident.Kelurahan: "Desa Contohreja",
}

func BenchmarkCompare(b *testing.B) {
	for name, claimed := range map[string]changes{"same": nil, "otherwise": otherwise} {
		b.Run(name, func(b *testing.B) {
			p, q := with(claimed), with(nil)
			b.ReportAllocs()
			for b.Loop() {
				resident.Compare(p, q)
			}
		})
	}
}
