package nik_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"simpul/lib/nik"
)

const (
	male   = "3303990101900001" // invented: kecamatan 99 cannot exist
	female = "3303994101900002"
)

// parse returns the NIK of a test, which must be one.
func parse(t testing.TB, s string) nik.NIK {
	t.Helper()
	n, err := nik.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestParseTakesSixteenDigitsWithAPossibleDate(t *testing.T) { // wire §5
	for name, s := range map[string]string{
		"man": male, "woman": female, "last day": "3303993112990001", "last day of a woman": "3303997112990001",
		"29 February of a leap year": "3303992902960001", "29 February 2000": "3303992902000001",
		"serial 0000": "3303990101900000", "region never known": "0000990101900001", "Papua": "9999990101900001",
	} {
		t.Run(name, func(t *testing.T) {
			if got := parse(t, s).RevealPersonalData(); got != s {
				t.Errorf("got %q", got)
			}
		})
	}
}

func TestParseRefusesWhatNoNIKCanBe(t *testing.T) { // JUKNIS-II.C.2b.2e
	for name, row := range map[string]struct {
		s    string
		want error
	}{
		"empty":                    {"", nik.ErrLength},
		"fifteen digits":           {male[1:], nik.ErrLength},
		"seventeen digits":         {male + "1", nik.ErrLength},
		"blank before":             {" " + male, nik.ErrDigits},
		"line end":                 {male + "\n", nik.ErrDigits},
		"dots":                     {"330399.010190.0001", nik.ErrDigits},
		"letter O for zero":        {"33O3990101900001", nik.ErrDigits},
		"minus sign":               {"-303990101900001", nik.ErrDigits},
		"full-width digit":         {"３" + male[1:], nik.ErrDigits},
		"sixteen bytes, not ASCII": {"٣" + male[2:], nik.ErrDigits},
		"NUL":                      {male[:15] + "\x00", nik.ErrDigits},
		"day 0":                    {"3303990001900001", nik.ErrDate},
		"day 32":                   {"3303993201900001", nik.ErrDate},
		"day 40":                   {"3303994001900001", nik.ErrDate},
		"day 72":                   {"3303997201900001", nik.ErrDate},
		"month 0":                  {"3303990100900001", nik.ErrDate},
		"month 13":                 {"3303990113900001", nik.ErrDate},
		"31 April":                 {"3303993104900001", nik.ErrDate},
		"31 April of a woman":      {"3303997104900001", nik.ErrDate},
		"30 February":              {"3303993002960001", nik.ErrDate},
		"29 February 1990":         {"3303992902900001", nik.ErrDate},
	} {
		t.Run(name, func(t *testing.T) {
			n, err := nik.Parse(row.s)
			if !errors.Is(err, row.want) || !n.Empty() {
				t.Errorf("got %v, want %v and the zero NIK", err, row.want)
			}
		})
	}
}

func TestRefusalsNameTheFieldAndHoldNoDigit(t *testing.T) { // PKS-2.2j
	codes := map[string]bool{}
	for _, err := range []error{nik.ErrDigits, nik.ErrLength, nik.ErrDate, errors.New("other")} {
		f := nik.Field(fmt.Errorf("wrapped: %w", err))
		if f.Name != "nik" || f.Code == "" || f.Detail == "" || codes[f.Code] {
			t.Errorf("%v: field %+v, codes so far %v", err, f, codes)
		}
		codes[f.Code] = true
		if strings.ContainsAny(err.Error()+f.Code+f.Detail, "0123456789") {
			t.Errorf("%v: a digit in %+v", err, f)
		}
	}
	for _, code := range []string{"bukan_angka", "panjang", "tanggal"} {
		if !codes[code] {
			t.Errorf("code %s is part of the contract", code)
		}
	}
}

func TestDecodingANIKGoesThroughParse(t *testing.T) {
	var in struct{ NIK nik.NIK }
	if err := json.Unmarshal([]byte(`{"NIK":"`+male+`"}`), &in); err != nil || in.NIK != parse(t, male) {
		t.Errorf("a good NIK was not taken: %v", err)
	}
	in.NIK = nik.NIK{}
	if err := json.Unmarshal([]byte(`{"NIK":"33039901"}`), &in); !errors.Is(err, nik.ErrLength) || !in.NIK.Empty() {
		t.Errorf("a bad NIK came in: %v", err)
	}
}

func TestNoVerbLogOrEncoderRevealsANIK(t *testing.T) { // PKS-2.2j
	n := parse(t, male)
	type holder struct {
		NIK   nik.NIK
		Hint  nik.Hint
		quiet nik.NIK
	}
	held := holder{n, n.Hint(), n}
	var out bytes.Buffer
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%08b", "%10s", "%.3s", "%p"} {
		fmt.Fprintf(&out, strings.Repeat(verb+" ", 6), n, &n, held, &held, map[nik.NIK]nik.Hint{n: n.Hint()}, []nik.NIK{n})
	}
	slog.New(slog.NewJSONHandler(&out, nil)).Info("x", "a", n, "b", held, "c", n.Hint(), "d", n.Text())
	slog.New(slog.NewTextHandler(&out, nil)).Info("x", "a", n, "b", held, "c", n.Hint())
	if err := json.NewEncoder(&out).Encode(map[string]any{"a": n, "b": held, "c": n.Hint()}); err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{male, fmt.Sprintf("%x", male), "January", "Female:"} {
		if strings.Contains(out.String(), secret) {
			t.Errorf("revealed %q in %s", secret, out.String())
		}
	}
}

func TestTheZeroNIKSaysNothing(t *testing.T) {
	var n nik.NIK
	if !n.Empty() || n.Region() != "" || n.Hint() != (nik.Hint{}) || n.RevealPersonalData() != "" || !n.Text().Empty() {
		t.Error("the zero NIK says something")
	}
}

func TestRegionIsWhereTheNIKBegins(t *testing.T) {
	if got := parse(t, male).Region(); got != "3303" {
		t.Errorf("got %s", got)
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"", male, female, male[1:], "3303992902000001", "3303993104900001", "３" + male[1:], "3303 9901 0190 0001",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, err := nik.Parse(s)
		if err != nil {
			if !errors.Is(err, nik.ErrDigits) && !errors.Is(err, nik.ErrLength) && !errors.Is(err, nik.ErrDate) {
				t.Errorf("no sentinel: %v", err)
			}
			return
		}
		if again, err := nik.Parse(n.RevealPersonalData()); err != nil || again != n || n.RevealPersonalData() != s {
			t.Errorf("no round trip: %v", err)
		}
		if !nik.ContainsLongDigits(s) {
			t.Error("a NIK is not found where none belongs")
		}
	})
}

func BenchmarkParse(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := nik.Parse(male); err != nil {
			b.Fatal(err)
		}
	}
}
