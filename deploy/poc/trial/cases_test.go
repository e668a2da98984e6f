package trial_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"simpul/deploy/poc/trial"
	"simpul/deploy/poc/trialtest"
	"simpul/lib/resident"
)

const invented = "3303990101900001"

func TestAFileOfTestNIKsIsRead(t *testing.T) {
	cases, err := trial.ParseCases([]byte("cases:\n- {expect: found, nik: " + invented + ", claimed: {nama_lengkap: Budi Rekaan, tanggal_lahir: 01-01-1990}}\n- {expect: quota_exhausted, nik: \"" + invented + "\"}\n"))
	if err != nil {
		t.Fatal(err)
	}
	if len(cases) != 2 || cases[0].Number != 1 || cases[1].Number != 2 || cases[1].Expect != "quota_exhausted" || cases[0].NIK.RevealPersonalData() != invented ||
		cases[0].Claimed.Get(resident.NamaLengkap).RevealPersonalData() != "Budi Rekaan" {
		t.Errorf("%d cases", len(cases))
	}
}

func TestABadFileOfTestNIKsIsRefusedWithoutRepeatingIt(t *testing.T) {
	for name, text := range map[string]string{
		"no cases":             "cases: []\n",
		"nothing":              "",
		"no expectation":       "cases:\n- {nik: " + invented + "}\n",
		"unknown expectation":  "cases:\n- {expect: wanted, nik: " + invented + "}\n",
		"a digit too many":     "cases:\n- {expect: found, nik: " + invented + "7}\n",
		"no NIK":               "cases:\n- {expect: found}\n",
		"an unknown key":       "cases:\n- {expect: found, nik: " + invented + ", name: x}\n",
		"an impossible date":   "cases:\n- {expect: found, nik: " + invented + ", claimed: {tanggal_lahir: 31-02-1990}}\n",
		"a hundred and one":    "cases:\n" + strings.Repeat("- {expect: found, nik: "+invented+"}\n", 101),
		"an element of nobody": "cases:\n- {expect: found, nik: " + invented + ", claimed: {agama: x}}\n",
	} {
		if _, err := trial.ParseCases([]byte(text)); err == nil || strings.Contains(err.Error(), invented) {
			t.Errorf("%s: %t", name, err == nil)
		}
	}
}

func TestAFileThatOthersCanReadIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "niks.yaml")
	if err := os.WriteFile(path, []byte("cases:\n- {expect: found, nik: "+invented+"}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := trial.ReadCases(path); err != nil {
		t.Error(err)
	}
	if err := os.Chmod(path, 0o640); err != nil {
		t.Fatal(err)
	}
	if _, err := trial.ReadCases(path); err == nil {
		t.Error("it was read")
	}
}

func FuzzParseCases(f *testing.F) {
	text, err := trialtest.File(true)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	f.Add([]byte("cases:\n- {expect: found, nik: " + invented + "}\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		cases, err := trial.ParseCases(text)
		if err == nil && len(cases) == 0 {
			t.Error("a file without cases was taken")
		}
		for _, c := range cases {
			if c.NIK.Empty() || c.Number == 0 {
				t.Error("a case without a NIK")
			}
		}
	})
}
