package resident_test

import (
	"strings"
	"testing"

	"simpul/lib/resident"
)

func TestNextStepSaysWhatToDoForEveryStatusAndVerdict(t *testing.T) { // JUKNIS Lampiran II
	for name, row := range map[string]struct {
		status  resident.Status
		claimed changes
		want    []string
	}{
		"sesuai":         {resident.Found, nil, []string{"sesuai dengan Dukcapil", "Lanjutkan", "data balikan"}},
		"tidak sesuai":   {resident.Found, changes{resident.NamaLengkap: "AGUS"}, []string{"pada: Nama lengkap.", "salah ketik", "kembalikan"}},
		"tidak dinilai":  {resident.Found, changes{resident.NamaLengkap: ""}, []string{"Lengkapi", "periksa sendiri pada KTP-el: Nama lengkap."}},
		"deceased":       {resident.Deceased, nil, []string{"meninggal dunia", "Hentikan", "klarifikasi kepada Dinas Dukcapil"}},
		"duplicate":      {resident.Duplicate, nil, []string{"ganda", "pemohon", "di Dinas Dukcapil"}},
		"not found":      {resident.NotFound, nil, []string{"salah ketik", "KTP-el", "kembalikan berkas kepada pemohon"}},
		"inactive":       {resident.Inactive, nil, []string{"non aktif", "menghubungi Dinas Dukcapil"}},
		"invalid format": {resident.InvalidFormat, nil, []string{"format", "angka demi angka", "KTP-el"}},
	} {
		got := resident.NextStep(row.status, resident.Assess(row.status, with(row.claimed), with(nil)))
		for _, want := range row.want {
			if !strings.Contains(got, want) {
				t.Errorf("%s: %q is not in %q", name, want, got)
			}
		}
	}
	if got := resident.NextStep("login", resident.Comparison{}); got != "" {
		t.Errorf("a fault is no status: %q", got)
	}
}

func TestNextStepsDifferByStatusAndVerdict(t *testing.T) {
	seen := map[string]resident.Status{}
	for _, s := range resident.Statuses() {
		for _, claimed := range []changes{nil, {resident.NamaLengkap: "AGUS"}, {resident.NamaLengkap: ""}} {
			step := resident.NextStep(s, resident.Assess(s, with(claimed), with(nil)))
			if other, ok := seen[step]; step == "" || ok && other != s {
				t.Errorf("%s and %s share %q", s, other, step)
			}
			seen[step] = s
		}
	}
	if len(seen) != 5+3 {
		t.Errorf("%d different steps", len(seen))
	}
}

func TestNextStepNamesElementsByWhatIsWrongWithThem(t *testing.T) {
	claimed := changes{
		resident.NIK: "", resident.NamaLengkap: "BOEDI SANTOSO", resident.TempatLahir: "", resident.Pekerjaan: "PETANI", resident.RT: "9",
		resident.StatusPerkawinan: "MENIKAH", resident.Alamat: "",
	}
	got := resident.NextStep(resident.Found, resident.Compare(with(claimed), with(nil)))
	want := "Data sesuai dengan Dukcapil. Lanjutkan proses dan penerbitan izin, lalu kirim data balikan. " +
		"Hampir sama, periksa penulisannya pada KTP-el: Nama lengkap. Tidak dapat dibandingkan, periksa sendiri pada KTP-el: Tempat lahir. " +
		"Catatan, berbeda dan mungkin belum diperbarui pada KTP-el: Pekerjaan, RT. Catatan, hampir sama: Status perkawinan."
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	claimed = changes{resident.NamaLengkap: "", resident.JenisKelamin: "P", resident.TempatLahir: "BANYUMAS"}
	got = resident.NextStep(resident.Found, resident.Compare(with(claimed), with(nil)))
	if want = "Sudah tampak berbeda, cocokkan dengan KTP-el asli: Jenis kelamin, Tempat lahir."; !strings.Contains(got, want) {
		t.Errorf("%q is not in %q", want, got)
	}
}

func TestNextStepNeverShowsAValue(t *testing.T) { // PKS-2.2j: bands only, the officer may not be entitled to see the data
	marked, other := changes{}, changes{}
	for _, e := range resident.Elements() {
		marked[e], other[e] = marker, "LAIN"
	}
	for _, s := range resident.Statuses() {
		for _, pair := range [][2]changes{{marked, other}, {other, marked}, {marked, marked}} {
			if step := resident.NextStep(s, resident.Assess(s, with(pair[0]), with(pair[1]))); strings.Contains(step, marker) {
				t.Errorf("%s: %s", s, step)
			}
		}
	}
}
