package nik_test

import (
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"simpul/lib/nik"
)

func TestANIKIsFoundHoweverItIsSplit(t *testing.T) { // PKS-2.2j
	for name, s := range map[string]string{
		"bare":                  male,
		"in a licence number":   "503/" + male + "/2026",
		"glued to letters":      "NIK" + male + "a.n. pemohon",
		"blanks":                "3303 9901 0190 0001",
		"every digit apart":     "3-3-0-3-9-9-0-1-0-1-9-0-0-0-0-1",
		"dots":                  "33.03.99.010190.0001",
		"slashes":               "330399/010190/0001",
		"underscores":           "330399_010190_0001",
		"two separators":        "330399--010190. 0001",
		"tabs and line ends":    "330399\t010190\r\n0001",
		"no-break space":        "330399\u00a0010190\u00a00001",
		"en dash":               "330399–010190–0001",
		"zero-width spaces":     strings.Join(strings.Split(male, ""), "\u200b\u200d\u2060\ufeff"),
		"soft hyphens":          "330399\u00ad\u00ad\u00ad010190\u00ad0001",
		"full-width":            "３３０３９９０１０１９００００１",
		"Arabic-Indic":          "٣٣٠٣٩٩٠١٠١٩٠٠٠٠١",
		"mathematical":          "𝟑𝟑𝟎𝟑𝟗𝟗𝟎𝟏𝟎𝟏𝟗𝟎𝟎𝟎𝟎𝟏",
		"circled and raised":    "③③⓪③⑨⑨⁰¹⁰¹⁹⁰⁰⁰⁰¹",
		"keycaps":               strings.Join(strings.Split(male, ""), "\ufe0f\u20e3") + "\ufe0f\u20e3",
		"mixed scripts":         "3303９９010190٠٠٠1",
		"part of a longer run":  male + "123",
		"after a short run":     "12 a 33039901 01900001",
		"sixteen after a break": "1234   " + male,
		"UUID with more":        "00000000-0000-4000-8000-000000000000 ",
		"UUID in braces":        "{00000000-0000-4000-8000-000000000000}",
		"UUID without version":  "33039901-0190-0001-0000-000000000000",
		"UUID of version nine":  "33039901-0190-9001-8000-000000000000",
		"UUID of other variant": "33039901-0190-4001-0000-000000000000",
	} {
		if !nik.ContainsLongDigits(s) {
			t.Errorf("%s: not found", name)
		}
	}
}

func TestOrdinaryNumbersPass(t *testing.T) {
	for name, s := range map[string]string{
		"empty":                      "",
		"licence number":             "503/0123/IUP/2026",
		"agreement number":           "400.12/2426/2025",
		"approval number":            "400.8.1.2/8765/Dukcapil",
		"NIB":                        "9120001234567",
		"telephone":                  "+62 812-3456-7890",
		"fifteen digits":             "330399010190000",
		"fifteen digits apart":       "3303 9901 0190 000",
		"letter between":             "33039901x01900001",
		"three separators":           "33039901 - 01900001",
		"period between two dates":   "01-01-2026 - 31-12-2026",
		"timestamp":                  "2026-01-02T10:15:30.123456Z",
		"UUID":                       "00000000-0000-4000-8000-000000000000",
		"UUID of version seven":      "01900000-1234-7123-8123-123456789012",
		"UUID in capitals":           "01900000-1234-7123-A123-12345678901F",
		"ULID-like":                  "01ARZ3NDEKTSV4RRFFQ69G5FAV",
		"broken UTF-8 between":       "33039901\xff\xff\xff01900001",
		"CJK numerals are letters":   "三三〇三",
		"words":                      "tiga tiga nol tiga",
		"three visible, one unseen":  "33039901 -\u200b-01900001",
		"many numbers, letters amid": "1234567 a 1234567 b 1234567",
	} {
		if nik.ContainsLongDigits(s) {
			t.Errorf("%s: flagged", name)
		}
	}
}

func TestSplittingByAtMostTwoSeparatorsNeverHidesANIK(t *testing.T) {
	separators := rapid.StringOfN(rapid.SampledFrom([]rune(" .-/_:,\u00a0\t–")), 0, 2, -1)
	rapid.Check(t, func(t *rapid.T) {
		var s strings.Builder
		for _, digit := range male {
			s.WriteRune(digit)
			s.WriteString(separators.Draw(t, "separators"))
		}
		if !nik.ContainsLongDigits(s.String()) {
			t.Errorf("hidden by %q", s.String())
		}
	})
}

func FuzzContainsLongDigits(f *testing.F) {
	for _, seed := range []string{"", male, "503/0123/IUP/2026", "00000000-0000-4000-8000-000000000000", "３３", "\xff1", "1\u200b2"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		numbers := 0
		for _, r := range s {
			if unicode.IsNumber(r) {
				numbers++
			}
		}
		if nik.ContainsLongDigits(s) && numbers < 16 {
			t.Errorf("flagged with %d digits", numbers)
		}
		if !nik.ContainsLongDigits(s + male + s) {
			t.Error("a NIK is hidden by what surrounds it")
		}
	})
}

func BenchmarkContainsLongDigits(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if nik.ContainsLongDigits("503/0123/IUP/DPMPTSP/IX/2026 perpanjangan") {
			b.Fatal("flagged")
		}
	}
}
