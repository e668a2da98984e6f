package lookup_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"simpul/lib/registry"
	"simpul/lib/registry/lookup"
	"simpul/lib/resident"
)

var aCode = regexp.MustCompile(`^[0-9A-Za-z]{0,4}$`)

// Whatever arrives: an answer or a fault. Found has a name and the NIK that was asked about, nothing but found has a person,
// and every element is what stands under its own key.
func FuzzClassify(f *testing.F) {
	for _, s := range corpus(f) {
		if !strings.HasSuffix(s.name, ".grow") { // too large to mutate
			f.Add(s.body)
		}
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		answer, err := lookup.Classify(body, asked)
		if err != nil {
			checkFault(t, answer, err)
			return
		}
		if !slices.Contains(resident.Statuses(), answer.Status) || !aCode.MatchString(answer.Code) {
			t.Fatalf("status %q, code %q", answer.Status, answer.Code)
		}
		if answer.Status != resident.Found {
			if !answer.Person.Empty() {
				t.Fatalf("%s brings data", answer.Status)
			}
			return
		}
		if answer.Person.Get(resident.NIK) != asked.Text() || answer.Person.Get(resident.NamaLengkap).Empty() {
			t.Fatal("found without its NIK or a name")
		}
		checkElements(t, body, answer.Person)
	})
}

func checkFault(t *testing.T, answer registry.Answer, err error) {
	var fault *registry.Fault
	if !errors.As(err, &fault) || !slices.Contains(registry.FaultKinds(), fault.Kind) || !aCode.MatchString(fault.Code) {
		t.Fatalf("%v is no fault", err)
	}
	if answer != (registry.Answer{}) || strings.Contains(err.Error(), askedDigits) {
		t.Fatal("a fault tells about the person")
	}
}

var keys = map[resident.Element]string{
	resident.NIK: "NIK", resident.NamaLengkap: "NAMALGKP", resident.JenisKelamin: "JENISKLMIN", resident.TempatLahir: "TMPTLHR",
	resident.TanggalLahir: "TGLLHR", resident.StatusPerkawinan: "STATUSKAWIN", resident.Pekerjaan: "JENISPKRJN",
	resident.Alamat: "ALAMAT", resident.Provinsi: "PROPNAME", resident.Kabupaten: "KABNAME", resident.KodeKecamatan: "NOKEC",
	resident.Kecamatan: "KECNAME", resident.Kelurahan: "KELNAME", resident.RT: "NORT", resident.RW: "NORW",
}

// checkElements reads body once more with another decoder.
func checkElements(t *testing.T, body []byte, person resident.Person) {
	decoder := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(body, []byte("\uFEFF"))))
	decoder.UseNumber()
	var tree any
	if !utf8.Valid(body) {
		return // read as ISO 8859-1, which this decoder does not know
	}
	if err := decoder.Decode(&tree); err != nil {
		t.Fatal("found in what is no JSON")
	}
	stands := map[string][]string{}
	collect(tree, stands)
	for _, element := range resident.Elements() {
		text := person.Get(element).RevealPersonalData()
		if text != "" && !slices.ContainsFunc(stands[keys[element]], func(s string) bool { return same(s, text) }) {
			t.Fatalf("%s stands under no key of its own", element)
		}
	}
}

func collect(tree any, into map[string][]string) {
	switch node := tree.(type) {
	case []any:
		for _, n := range node {
			collect(n, into)
		}
	case map[string]any:
		for key, n := range node {
			key = strings.ToUpper(strings.ToLower(strings.NewReplacer("_", "", "-", "").Replace(key)))
			into[key] = append(into[key], strings.TrimSpace(fmt.Sprint(n)))
			collect(n, into)
		}
	}
}

func same(a, b string) bool {
	x, errX := strconv.ParseFloat(a, 64)
	y, errY := strconv.ParseFloat(b, 64)
	return a == b || errX == nil && errY == nil && x == y
}
