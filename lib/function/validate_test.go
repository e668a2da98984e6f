package function_test

import (
	"strings"
	"testing"

	"simpul/lib/function"
	"simpul/lib/personal"
)

type checked struct {
	NIK     personal.Text            `json:"nik" validate:"required,len=16,tanpa_x"`
	Kind    string                   `json:"kind" validate:"oneof=ktp-el ikd"`
	Long    string                   `json:"long" validate:"max=3"`
	Short   string                   `json:"short" validate:"min=3"`
	Many    []string                 `json:"many" validate:"max=1,unique"`
	Twice   []string                 `json:"twice" validate:"unique"`
	Big     int                      `json:"big" validate:"max=3"`
	Small   int                      `json:"small" validate:"min=3"`
	Exact   int                      `json:"exact" validate:"len=3"`
	Same    string                   `json:"same" validate:"eq=ya"`
	ID      string                   `json:"id" validate:"uuid4"`
	Day     string                   `json:"day" validate:"datetime=2006-01-02"`
	Digits  string                   `json:"digits" validate:"numeric"`
	Other   string                   `json:"other" validate:"excluded_with=Kind"`
	With    string                   `json:"with" validate:"required_with=Kind"`
	Letters string                   `json:"letters" validate:"alpha"`
	Claimed map[string]personal.Text `json:"claimed" validate:"dive,keys,oneof=alamat,endkeys,max=2"`
	Parts   []part                   `json:"parts" validate:"dive"`
}

type part struct {
	Number string `json:"number" validate:"required"`
}

func newRules() *function.Validator {
	return function.NewValidator(function.Rule{Tag: "tanpa_x", Code: "ada_x", Detail: "Hapus x.",
		OK: func(s string) bool { return !strings.Contains(s, "x") }})
}

func wrongValues() checked {
	return checked{NIK: personal.New("330399010190000x"), Kind: "sim", Long: "abcd", Short: "a", Many: []string{"a", "b"},
		Twice: []string{"a", "a"}, Big: 4, Small: 2, Exact: 2, Same: "tidak", ID: "1", Day: "1 Mei", Digits: "a", Other: "a",
		Letters: "1", Claimed: map[string]personal.Text{"alamat": personal.New("abc"), "lain": personal.New("a")}, Parts: []part{{"a"}, {}}}
}

func TestValidateNamesEveryWrongFieldWithItsCode(t *testing.T) {
	want := map[string]string{
		"nik": "ada_x", "kind": "pilihan", "long": "terlalu_panjang", "short": "terlalu_pendek", "many": "terlalu_panjang",
		"twice": "kembar", "big": "terlalu_besar", "small": "terlalu_kecil", "exact": "nilai_salah", "same": "nilai_salah",
		"id": "bukan_uuid", "day": "bukan_tanggal", "digits": "bukan_angka", "other": "tidak_boleh_diisi", "with": "wajib",
		"letters": "tidak_sah", "claimed.alamat": "terlalu_panjang", "claimed.lain": "pilihan", "parts[1].number": "wajib",
	}
	for _, f := range newRules().Validate(wrongValues()) {
		if want[f.Name] != f.Code {
			t.Errorf("%s: got %s, want %q", f.Name, f.Code, want[f.Name])
		}
		delete(want, f.Name)
	}
	if len(want) > 0 {
		t.Errorf("not named: %v", want)
	}
}

func TestValidateTellsTheOfficerWhatToDo(t *testing.T) {
	want := map[string]string{
		"nik": "Hapus x.", "kind": "Pilih salah satu: ktp-el, ikd.", "long": "Paling banyak 3 karakter.", "many": "Paling banyak 1 butir.",
		"big": "Paling besar 3.", "short": "Paling sedikit 3 karakter.", "small": "Paling kecil 3.", "same": "Isi dengan ya.",
		"day": "Isi dengan tanggal berbentuk yyyy-mm-dd.", "exact": "Isi dengan 3.",
	}
	for _, f := range newRules().Validate(wrongValues()) {
		if text, ok := want[f.Name]; ok && text != f.Detail {
			t.Errorf("%s: %q, want %q", f.Name, f.Detail, text)
		}
		if f.Detail == "" || strings.Contains(f.Detail, "%") {
			t.Errorf("%s: %q", f.Name, f.Detail)
		}
	}
}

func TestValidateSeesThroughPersonalTextWithoutShowingIt(t *testing.T) {
	fields := newRules().Validate(&checked{NIK: personal.New("33039901"), Kind: "ikd"})
	if len(fields) == 0 || fields[0].Name != "nik" || fields[0].Code != "panjang" || fields[0].Detail != "Harus tepat 16 karakter." {
		t.Errorf("got %v", fields)
	}
}

func TestValidateHidesKeysThatCouldBePersonalData(t *testing.T) {
	in := checked{Claimed: map[string]personal.Text{"3303990101900001": personal.New("abc")}}
	for _, f := range newRules().Validate(in) {
		if strings.Contains(f.Name, "3303") {
			t.Errorf("the key is shown: %s", f.Name)
		}
	}
}

func TestValidateReturnsNothingForRightValues(t *testing.T) {
	if fields := function.NewValidator().Validate(part{Number: "A-1"}); fields != nil {
		t.Errorf("got %v", fields)
	}
}

func TestValidatorRefusesFaultsOfTheProgram(t *testing.T) {
	for name, fault := range map[string]func(){
		"empty tag":    func() { function.NewValidator(function.Rule{}) },
		"not a struct": func() { function.NewValidator().Validate(1) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			fault()
		}()
	}
}
