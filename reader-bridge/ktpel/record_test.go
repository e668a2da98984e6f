package ktpel_test

import (
	"strings"
	"testing"

	"simpul/lib/nik"
	"simpul/lib/resident"
	"simpul/reader-bridge/ktpel"
	"simpul/reader-bridge/smartcard/smartcardtest"
)

func TestRecordsAreReadInTheShapesTheyMayHave(t *testing.T) {
	whole := string(smartcardtest.Record(public(t).fields))
	for name, record := range map[string]string{
		"as it is":                    whole,
		"with zeros behind":           whole + "\x00\x00",
		"with a line end behind":      whole + "\r\n",
		"with more fields":            whole + `,"` + outside + `",""`,
		"without the fields not read": strings.TrimSuffix(whole, strings.Repeat(`,"`+outside+`"`, 5)),
		"with blanks in the fields":   strings.ReplaceAll(whole, `","`, ` "," `),
	} {
		got, err := ktpel.Default().Person([]byte(record))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		wantPerson(t, got)
	}
}

func TestWhatIsNoRecordIsRefused(t *testing.T) {
	whole := string(smartcardtest.Record(public(t).fields))
	for name, row := range map[string][2]string{
		"nothing":             {"", "not fields in double quotes"},
		"no quotes":           {"a,b,c", "not fields in double quotes"},
		"an open quote":       {strings.TrimSuffix(whole, `"`), "not fields in double quotes"},
		"text behind a quote": {strings.Replace(whole, `","`, `"x,"`, 1), "not fields in double quotes"},
		"a field too few":     {`"` + invented + `","a","b"`, "too few fields"},
		"no text":             {strings.Replace(whole, "WIRASWASTA", "\xff\xfe", 1), "not UTF-8"},
		"no NIK":              {strings.Replace(whole, invented, "123", 1), "NIK is none"},
		"no name":             {strings.Replace(whole, `SITI ""UTI"" RAHAYU`, " ", 1), "no name"},
	} {
		got, err := ktpel.Default().Person([]byte(row[0]))
		if err == nil || !strings.Contains(err.Error(), row[1]) || !got.Empty() {
			t.Errorf("%s: %v, want %q", name, err, row[1])
		}
	}
}

func FuzzRecord(f *testing.F) {
	whole := smartcardtest.Record(public(f).fields)
	f.Add(whole)
	f.Add(append(whole, 0, 0, '\n'))
	f.Add([]byte(`"` + invented + `",""",""`))
	f.Add([]byte("\"\xff\","))
	profile := ktpel.Default()
	f.Fuzz(func(t *testing.T, record []byte) {
		got, err := profile.Person(record)
		if err != nil {
			if !got.Empty() {
				t.Fatal("a person beside an error")
			}
			return
		}
		if _, err := nik.Parse(got.Get(resident.NIK).RevealPersonalData()); err != nil {
			t.Fatal("a person without a NIK")
		}
	})
}

// FuzzFile lets a card say anything about a file's length, and give anything for it: what is read is what is there, or nothing.
func FuzzFile(f *testing.F) {
	whole := smartcardtest.Record(public(f).fields)
	f.Add(uint16(len(whole)), whole)
	f.Add(uint16(0), []byte{})
	f.Add(uint16(0xFFFF), whole)
	f.Add(uint16(3), whole)
	f.Add(uint16(len(whole)+1), whole)
	f.Fuzz(func(t *testing.T, length uint16, content []byte) {
		if len(content) > 30_000 { // of which no file says its length
			return
		}
		v := newWorld(t, public(t))
		v.card.SignFile(append([]byte{byte(length >> 8), byte(length)}, content...))
		got, err := v.read(t)
		if err == nil && int(length) > len(content) {
			t.Fatal("more was read than there is")
		}
		if err != nil && !got.Empty() {
			t.Fatal("a person beside an error")
		}
	})
}
