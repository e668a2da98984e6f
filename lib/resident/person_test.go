package resident_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"simpul/lib/personal"
	"simpul/lib/resident"
)

const marker = "PENANDA-RAHASIA"

func TestAPersonHoldsTheElementsOfTheAgreementOnly(t *testing.T) { // PKS-2.1a, PKS-3.2a
	known := map[resident.Element]personal.Text{"agama": personal.New(marker), "no_kk": personal.New(marker), "": personal.New(marker)}
	if p := resident.NewPerson(known); !p.Empty() {
		t.Error("kept what the agreement does not allow")
	}
	for _, e := range resident.Elements() {
		known[e] = personal.New(string(e))
	}
	p := resident.NewPerson(known)
	for _, e := range resident.Elements() {
		if got := p.Get(e).RevealPersonalData(); got != string(e) {
			t.Errorf("%s: got %q", e, got)
		}
	}
	if !p.Get("agama").Empty() || !p.Get("").Empty() || p.Empty() {
		t.Error("Get or Empty disagrees with the allow-list")
	}
}

func TestNoVerbLogOrEncoderRevealsAPerson(t *testing.T) { // PKS-2.2j
	p := person(resident.NamaLengkap, marker)
	type holder struct {
		Person resident.Person
		quiet  resident.Person
	}
	values := []any{
		p, &p, holder{p, p}, &holder{p, p}, []resident.Person{p}, [1]resident.Person{p}, map[string]resident.Person{"a": p},
		map[resident.Person]int{p: 1}, map[resident.Element]personal.Text{resident.NIK: personal.New(marker)}, fmt.Errorf("wrap %v", p),
	}
	var out bytes.Buffer
	for _, value := range values {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%t", "%e", "%c", "%U", "%p", "%10s", "%.3s"} {
			fmt.Fprintf(&out, verb+"\n", value)
		}
		slog.New(slog.NewJSONHandler(&out, nil)).Info("x", "a", value)
		slog.New(slog.NewTextHandler(&out, nil)).Info("x", "a", value)
	}
	if err := json.NewEncoder(&out).Encode(map[string]any{"a": p, "b": holder{p, p}, "c": map[resident.Person]int{p: 1}}); err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{marker, fmt.Sprintf("%x", marker), fmt.Sprintf("%X", marker)} {
		if strings.Contains(out.String(), secret) {
			t.Errorf("revealed as %q", secret)
		}
	}
	if p.String() != personal.Redacted || fmt.Sprint(map[string]resident.Person{"a": p}) != "map[a:"+personal.Redacted+"]" {
		t.Errorf("not marked as redacted: %v", p)
	}
}

func TestCheckClaimFindsWhatNobodyCanReadBeforeItCostsAHit(t *testing.T) { // JUKNIS-II.B.1
	for name, row := range map[string]struct {
		claimed changes
		want    string
	}{
		"all readable":       {nil, ""},
		"nothing claimed":    {changes{resident.TanggalLahir: "", resident.JenisKelamin: ""}, ""},
		"two-digit year":     {changes{resident.TanggalLahir: "01-01-90"}, "claimed.tanggal_lahir=tidak_terbaca "},
		"date that is none":  {changes{resident.TanggalLahir: "31-02-1990"}, "claimed.tanggal_lahir=tidak_terbaca "},
		"sex as a number":    {changes{resident.JenisKelamin: "1"}, "claimed.jenis_kelamin=tidak_terbaca "},
		"address of a novel": {changes{resident.Alamat: strings.Repeat("A", 257)}, "claimed.alamat=terlalu_panjang "},
		"longest address":    {changes{resident.Alamat: strings.Repeat("A", 256)}, ""},
		"date and sex": {
			changes{resident.TanggalLahir: marker, resident.JenisKelamin: marker},
			"claimed.tanggal_lahir=tidak_terbaca claimed.jenis_kelamin=tidak_terbaca ",
		},
	} {
		got := ""
		for _, f := range resident.CheckClaim(with(row.claimed)) {
			got += f.Name + "=" + f.Code + " "
			if f.Detail == "" || strings.Contains(f.Detail, marker) {
				t.Errorf("%s: detail %q", name, f.Detail)
			}
		}
		if got != row.want {
			t.Errorf("%s: got %q, want %q", name, got, row.want)
		}
	}
}
