package profile_test

import (
	"strings"
	"testing"

	"simpul/lib/registry"
	"simpul/lib/resident"
)

func TestARecordBringsTheAgreementsElementsAndNothingElse(t *testing.T) { // PKS-2.1a
	a := answer(t, read(t, parse(t), says("Data ditemukan!")+record()))
	if a.Status != resident.Found || a.Code != "" || a.Left != nil {
		t.Errorf("%+v", a)
	}
	for _, e := range resident.Elements() {
		want := map[resident.Element]string{resident.NIK: askedDigits, resident.NamaLengkap: "CONTOH WARGA", resident.TempatLahir: "PURBALINGGA",
			resident.TanggalLahir: "01-01-1990", resident.Alamat: "JALAN CONTOH 1", resident.RT: "002", resident.RW: "016"}[e]
		if got := element(a, e); got != want {
			t.Errorf("%s: %q, want %q", e, got, want)
		}
	}
}

func TestEachTextOfTheProfileHasItsMeaning(t *testing.T) { // JUKNIS-II.C.2b.2 and .3
	p := parse(t)
	for words, status := range map[string]resident.Status{
		"Data Ditemukan, Meninggal Dunia":                                               resident.Deceased,
		"  data ditemukan – MENINGGAL\n\tdunia. ":                                       resident.Deceased,
		"Data Ditemukan, Data Ganda<button>×</button>":                                  resident.Duplicate,
		"Data tidak ditemukan, NIK tidak terdapat di database kependudukan":             resident.NotFound,
		"NIK " + askedDigits + " tidak ada":                                             resident.NotFound,
		"Data Ditemukan, Status Non Aktif silahkan hubungi Dinas Dukcapil":              resident.Inactive,
		"Data tidak ditemukan, <b>NIK</b> tidak sesuai format Dukcapil":                 resident.InvalidFormat,
		`Selamat datang</div><div class="pesan">Data Ditemukan, Data Ganda`:             resident.Duplicate,
		`Data Ditemukan, Data Ganda</div><div class="pesan">Data Ditemukan, Data Ganda`: resident.Duplicate,
	} {
		if a := answer(t, read(t, p, says(words))); a.Status != status || !a.Person.Empty() {
			t.Errorf("%s: %s", words, a.Status)
		}
	}
	for words, kind := range map[string]registry.FaultKind{
		"Gagal Login": registry.LoginFailed, "Kuota akses hari ini telah habis": registry.QuotaExhausted,
		"Instansi tidak aktif": registry.InstitutionInactive, "User ID non aktif, silahkan menghubungi Admin": registry.UserInactive,
		"Sesi berakhir": registry.BrokenAnswer,
	} {
		refuse(t, read(t, p, says(words)), kind)
		refuse(t, read(t, p, says(words)+record()), kind) // words decide before data
	}
}

func TestATextThatNobodyKnowsIsNeverGuessed(t *testing.T) { // a fault of its own, never a verdict
	p := parse(t)
	for _, words := range []string{
		"Data Ditemukan, Meninggal Dunia, Data Ganda", "Data", "Data Ditemukan, Pindah", "X-SESUATU",
		`Data Ditemukan, Data Ganda</div><div class="pesan">Data Ditemukan, Meninggal Dunia`,
		`Data Ditemukan, Data Ganda</div><div class="pesan">Data Ditemukan`,
		`Gagal Login</div><div class="pesan">Instansi tidak aktif`,
	} {
		refuse(t, read(t, p, says(words)), registry.Unknown)
		refuse(t, read(t, p, says(words)+record()), registry.Unknown)
	}
}

func TestAStatusBringsNoDataWhateverIsShown(t *testing.T) {
	a := answer(t, read(t, parse(t), says("Data Ditemukan, Meninggal Dunia")+record()))
	if a.Status != resident.Deceased || !a.Person.Empty() {
		t.Errorf("%+v", a)
	}
}

func TestAPageThatIsNotAsTheProfileSaysIsChanged(t *testing.T) {
	p := parse(t)
	for name, body := range map[string]string{
		"nothing":                  "",
		"neither words nor record": "<h1>Pemeliharaan</h1>",
		"words, and no record":     says("Data Ditemukan"),
		"two records":              record() + record(),
		"no NIK":                   record("<th>NIK</th>", "<th>Nomor</th>"),
		"no name":                  record("<th>Nama</th>", "<th>Name</th>"),
		"a label gone":             record("Alamat", "Domisili"),
		"a label twice":            record("Agama", "Alamat"),
		"a value in another form":  record("PURBALINGGA, 01-01-1990", "PURBALINGGA 01-01-1990"),
		"a label without a value":  record("<td>JALAN CONTOH 1</td>", ""),
	} {
		t.Run(name, func(t *testing.T) { refuse(t, read(t, p, body), registry.PageChanged) })
	}
}

func TestARecordOfSomebodyElseIsNoAnswer(t *testing.T) {
	p := parse(t)
	for name, body := range map[string]string{
		"another's record":           record(askedDigits, otherDigits),
		"another's, who is dead":     says("Data Ditemukan, Meninggal Dunia") + record(askedDigits, otherDigits),
		"two, one of them another's": record() + record(askedDigits, otherDigits),
		"a NIK with letters":         record(askedDigits, askedDigits+"A"),
		"an empty NIK":               record(askedDigits, ""),
		"nobody's name":              record("CONTOH WARGA", " - "),
	} {
		t.Run(name, func(t *testing.T) { refuse(t, read(t, p, body), registry.BrokenAnswer) })
	}
}

func TestTheNIKThatAPageRepeatsMustBeTheOneAsked(t *testing.T) {
	p := parse(t, `  quota: {selector: ".kuota"}`, `  echo: {selector: "#dicari", after: ":"}`)
	words := says("Data Ditemukan, Meninggal Dunia")
	answer(t, read(t, p, words+`<p id="dicari">NIK : 9103-9901 0190.0001</p>`))
	refuse(t, read(t, p, words+`<p id="dicari">NIK: `+otherDigits+`</p>`), registry.BrokenAnswer)
	refuse(t, read(t, p, words+`<p id="dicari">NIK: </p>`), registry.BrokenAnswer)
	refuse(t, read(t, p, words), registry.PageChanged)
	refuse(t, read(t, p, says("Gagal Login")), registry.LoginFailed) // said of nobody
}

func TestMissingAndEmptyValuesAreNotTheSame(t *testing.T) {
	p := parse(t)
	for _, body := range []string{record("002/016", ""), record("002/016", "-"), record("RT/RW", "Lingkungan")} {
		a := answer(t, read(t, p, body))
		if element(a, resident.RT) != "" || element(a, resident.RW) != "" || element(a, resident.Alamat) == "" {
			t.Errorf("RT %q, RW %q", element(a, resident.RT), element(a, resident.RW))
		}
	}
	if a := answer(t, read(t, p, record("JALAN CONTOH 1", "–"))); element(a, resident.Alamat) != "" {
		t.Error("a dash is an address")
	}
}

func TestRemainingHitsAreToldWithEverything(t *testing.T) {
	p := parse(t)
	for shown, want := range map[string]int64{"Sisa kuota: 150 dari 200": 150, "1.250": 1250, "0": 0} {
		body := `<p class="kuota">` + shown + `</p>`
		if a := answer(t, read(t, p, record()+body)); a.Left == nil || *a.Left != want {
			t.Errorf("%s: %v", shown, a.Left)
		}
		if f := refuse(t, read(t, p, says("Gagal Login")+body), registry.LoginFailed); f.Left == nil || *f.Left != want {
			t.Errorf("%s beside a fault: %v", shown, f.Left)
		}
		if f := refuse(t, read(t, p, body), registry.PageChanged); f.Left == nil {
			t.Errorf("%s beside nothing: %v", shown, f.Left)
		}
	}
	for _, shown := range []string{"", "banyak", strings.Repeat("9", 11)} {
		if a := answer(t, read(t, p, record()+`<p class="kuota">`+shown+`</p>`)); a.Left != nil {
			t.Errorf("%q: %d left", shown, *a.Left)
		}
	}
	if a := answer(t, read(t, p, record())); a.Left != nil {
		t.Error("a portal that tells none")
	}
}

func TestACaptchaIsAFaultOfItsOwn(t *testing.T) {
	refuse(t, read(t, parse(t), `<img class="captcha">`+record()), registry.Captcha)
}
