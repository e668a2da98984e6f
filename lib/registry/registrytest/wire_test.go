package registrytest_test

import (
	"encoding/json"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"simpul/lib/registry/registrytest"
)

func TestTheEnvelopeIsThatOfWire13(t *testing.T) {
	r := start(t, registrytest.Options{Quota: 200, QuotaLimiter: true})
	_, found := r.raw(question(someoneFound().NIK))
	_, deceased := r.raw(question(registrytest.WithExpected(registrytest.Deceased)[0].NIK))
	for left, body := range map[string]string{"199": found, "198": deceased} {
		shape := regexp.MustCompile(`^\{"content":\[\{.*\}\],"lastPage":true,"numberOfElements":1,"sort":null,"totalElements":1,` +
			`"firstPage":true,"number":0,"size":1,"quotaLimiter":` + left + `\}$`)
		if !shape.MatchString(body) {
			t.Errorf("with %s left: %s", left, body)
		}
	}
}

func TestQuotaLimiterIsAbsentUnlessAskedForAndMeaningful(t *testing.T) {
	for _, o := range []registrytest.Options{{Quota: 5}, {QuotaLimiter: true}} {
		if _, body := start(t, o).raw(question(someoneFound().NIK)); strings.Contains(body, "quotaLimiter") {
			t.Errorf("%d: %s", o.Quota, body)
		}
	}
}

func TestARecordHasNumbersWhereTheGatewayHas(t *testing.T) {
	r := start(t, registrytest.Options{})
	for _, p := range registrytest.InGroup(registrytest.Papua) {
		record := r.ask(question(p.NIK))
		if record["NIK"] != json.Number(p.NIK) || record["NO_RT"] != json.Number(p.RT) || record["NO_KEC"] != json.Number(p.KodeKecamatan) {
			t.Errorf("NIK %T, RT %v", record["NIK"], record["NO_RT"])
		}
		if record["TGL_LHR"] != p.TanggalLahir || record["NAMA_LGKP"] != p.NamaLengkap || record["KODE_POS"] != nil {
			t.Errorf("texts differ: %v", record)
		}
		if len(record) != 39 {
			t.Errorf("%d fields", len(record))
		}
	}
}

func TestTheDialectChangesHowARecordIsWritten(t *testing.T) {
	p := someoneFound()
	r := start(t, registrytest.Options{Dialect: registrytest.Dialect{Strings: true, DateLayout: "02.01.2006", SuccessCode: "00"}})
	record := r.ask(question(p.NIK))
	y, m, d := p.TanggalLahir[:4], p.TanggalLahir[5:7], p.TanggalLahir[8:]
	if record["NIK"] != p.NIK || record["TGL_LHR"] != d+"."+m+"."+y || record["RESPONSE_CODE"] != "00" {
		t.Errorf("got %v", record)
	}
	for name, value := range record {
		if _, number := value.(json.Number); number {
			t.Errorf("%s is still a number", name)
		}
	}
}

func TestContentCanBeAnObjectAsProxiesSendIt(t *testing.T) {
	r := start(t, registrytest.Options{Dialect: registrytest.Dialect{ContentObject: true}})
	if _, body := r.raw(question(someoneFound().NIK)); !strings.HasPrefix(body, `{"content":{`) {
		t.Error(body)
	}
}

func TestErrorsHaveThreeGenerations(t *testing.T) {
	nik := registrytest.WithExpected(registrytest.Inactive)[0].NIK
	const text = "Data Ditemukan, Status Non Aktif silahkan hubungi Dinas Dukcapil"
	for generation, want := range map[int]string{
		1: `{"content":[{"RESPON":"` + text + `"}]`,
		2: `{"content":[{"RESPON":"` + text + `","RESPONSE_CODE":"14"}]`,
		3: `{"content":[{"RESPONSE":"` + text + `","RESPONSE_CODE":"14","RESPONSE_DESC":"` + text + `"}]`,
	} {
		r := start(t, registrytest.Options{Dialect: registrytest.Dialect{Errors: generation}})
		if _, body := r.raw(question(nik)); !strings.HasPrefix(body, want) {
			t.Errorf("generation %d: %s", generation, body)
		}
	}
}

func TestTheFirstGenerationSaysNotFoundInFourWords(t *testing.T) {
	r := start(t, registrytest.Options{Dialect: registrytest.Dialect{Errors: 1}})
	if got := r.ask(question(registrytest.WithCode("13")[0].NIK)); got["RESPON"] != "Data Tidak Ditemukan" {
		t.Errorf("got %v", got)
	}
}

// JUKNIS-II.C.2b.2 and .3, wire §1.9.
func TestEveryNIKIsAnsweredWithItsCode(t *testing.T) {
	r := start(t, registrytest.Options{})
	for _, p := range registrytest.People() {
		if got := r.code(p.NIK); got != p.Code {
			t.Errorf("%s: code %q instead of %q", p.Expected, got, p.Code)
		}
	}
}

func TestStrangersAreNotFoundOrNoNIKAtAll(t *testing.T) {
	r := start(t, registrytest.Options{})
	for nik, want := range map[string]string{
		"3303990909790777": "13", // well formed, nobody's
		"3303994909790777": "13", // a woman's
		"3303992902040777": "13", // 29 February 2004
		"3303992902990777": "15", // neither 1999 nor 2099
		"3303993113790777": "15", "3303990909790000": "15", "3300990909790777": "15", "9903990909790777": "15",
		"330399090979077": "15", "": "15", "33039909097907A7": "15",
	} {
		if got := r.code(nik); got != want {
			t.Errorf("%q: code %s instead of %s", nik, got, want)
		}
	}
}

func TestOnlyTheServiceAnswers(t *testing.T) {
	r := start(t, registrytest.Options{})
	for _, c := range []struct {
		method, path string
		want         int
	}{
		{http.MethodPost, "/", http.StatusNotFound},
		{http.MethodPost, r.Path() + "?nik=1", http.StatusNotFound},
		{http.MethodGet, r.Path(), http.StatusMethodNotAllowed},
		{http.MethodGet, "/simulator/state", http.StatusNotFound},
	} {
		request, _ := http.NewRequest(c.method, r.URL()+c.path, nil)
		answer, err := r.client.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		_ = answer.Body.Close()
		if answer.StatusCode != c.want || r.Calls() != 0 {
			t.Errorf("%s %s: %d, %d calls", c.method, c.path, answer.StatusCode, r.Calls())
		}
	}
}
