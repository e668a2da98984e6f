package registrytest_test

import (
	"maps"
	"strings"
	"testing"

	"simpul/lib/registry/registrytest"
)

// claim is a question of kesesuaian about p that agrees in every letter.
func claim(p registrytest.Person) map[string]any {
	day := strings.Split(p.TanggalLahir, "-")
	return map[string]any{"NIK": p.NIK, "USER_ID": userID, "PASSWORD": password, "IP_USER": address, "TRESHOLD": "90",
		"NAMA_LGKP": p.NamaLengkap, "TGL_LHR": day[2] + "-" + day[1] + "-" + day[0], "TMPT_LHR": p.TempatLahir,
		"JENIS_KLMIN": p.JenisKelamin, "NO_RW": "00" + p.RW}
}

func (r *simulated) match(v map[string]any) map[string]any {
	r.t.Helper()
	return r.askOf(r.ConformityPath(), v)
}

func TestAClaimThatAgreesIsSesuaiInEverythingAndNothingElseIsSaid_Wire_2_3(t *testing.T) {
	r := start(t, registrytest.Options{Quota: 5, QuotaLimiter: true})
	want := map[string]any{"NIK": "Sesuai", "NAMA_LGKP": "Sesuai (100)", "TMPT_LHR": "Sesuai (100)", "TGL_LHR": "Sesuai",
		"JENIS_KLMIN": "Sesuai", "NO_RW": "Sesuai", "NO_RT": "Tidak Sesuai", "NO_PROP": "Tidak Sesuai"} // the last two unasked
	p := someoneFound()
	if got := r.match(claim(p)); !maps.Equal(got, want) {
		t.Errorf("got %v", got)
	}
	if _, body := r.rawOf(r.ConformityPath(), claim(p)); !strings.Contains(body, `"quotaLimiter":3`) || strings.Contains(body, p.NamaLengkap) {
		t.Error(body)
	}
}

func TestWhatDiffersIsTidakSesuai_Wire_2_3(t *testing.T) {
	p := someoneFound()
	r := start(t, registrytest.Options{})
	for key, value := range map[string]string{"TGL_LHR": p.TanggalLahir, "JENIS_KLMIN": "X", "NO_RW": "99"} {
		if got := r.match(with(claim(p), key, value)); got[key] != "Tidak Sesuai" {
			t.Errorf("%s: %v", key, got[key])
		}
	}
	almost := with(claim(p), "NAMA_LGKP", p.NamaLengkap+"X")
	high, _ := r.match(almost)["NAMA_LGKP"].(string)
	low, _ := r.match(with(almost, "TRESHOLD", 100))["NAMA_LGKP"].(string)
	if !strings.HasPrefix(high, "Sesuai (9") || low != "Tidak "+high {
		t.Errorf("one letter more: %q, and %q for a threshold of 100", high, low)
	}
	exact := strings.Trim(high, "Sesuai ()")
	if got := r.match(with(almost, "TRESHOLD", exact))["NAMA_LGKP"]; got != high {
		t.Errorf("a score that is the threshold: %v", got)
	}
}

func TestAStatusReplacesTheResults_Wire_2_3(t *testing.T) {
	r := start(t, registrytest.Options{})
	for _, p := range registrytest.People() {
		if p.Expected == registrytest.Found {
			continue
		}
		q := claim(someoneFound())
		q["NIK"] = p.NIK
		if got := r.match(q); got["RESPONSE_CODE"] != p.Code || got["NAMA_LGKP"] != nil {
			t.Errorf("%s: %v", p.Expected, got["RESPONSE_CODE"])
		}
	}
}

func TestAQuestionOfKesesuaianThatIsNotAsItShouldBeIsRefused(t *testing.T) {
	r := start(t, registrytest.Options{IPUser: address})
	good := claim(someoneFound())
	for what, c := range map[string]struct {
		question map[string]any
		want     string
	}{
		"no threshold":           {without(good, "TRESHOLD"), "07"},
		"a threshold of 0":       {with(good, "TRESHOLD", "0"), "07"},
		"a threshold of 101":     {with(good, "TRESHOLD", 101), "07"},
		"half a threshold":       {with(good, "TRESHOLD", 90.5), "07"},
		"spelt right":            {with(without(good, "TRESHOLD"), "THRESHOLD", "90"), "07"},
		"an unknown element":     {with(good, "AGAMA", "X"), "07"},
		"an empty element":       {with(good, "NAMA_LGKP", ""), "07"},
		"an element as a number": {with(good, "NO_RW", 2), "07"},
		"no NIK":                 {without(good, "NIK"), "07"},
		"keys of lookup":         {question(someoneFound().NIK), "07"},
		"wrong user":             {with(good, "USER_ID", "lain"), "03"},
		"wrong address":          {with(good, "IP_USER", "192.0.2.11"), "04"},
		"no user":                {with(good, "USER_ID", ""), "09"},
	} {
		if got := r.match(c.question)["RESPONSE_CODE"]; got != c.want {
			t.Errorf("%s: %v instead of %s", what, got, c.want)
		}
	}
	if got := r.askOf(r.ConformityPath(), []string{})["RESPONSE_CODE"]; got != "07" {
		t.Errorf("no object: %v", got)
	}
}

func TestBothServicesSpendOneQuota_JUKNIS_II_B_1(t *testing.T) {
	r := start(t, registrytest.Options{Quota: 2, Now: noon})
	r.ask(question(someoneFound().NIK))
	r.match(claim(someoneFound()))
	if got := r.match(claim(someoneFound()))["RESPONSE_CODE"]; got != "05" || r.Spent(noon()) != 2 || r.CallsFor(someoneFound().NIK) != 3 {
		t.Errorf("code %v, %d spent", got, r.Spent(noon()))
	}
}
