package registrytest

// What [Person].Expected says about somebody the registry speaks about (JUKNIS-II.C.2b.1 and .2).
const (
	Found         = "found"
	Deceased      = "deceased"
	Duplicate     = "duplicate"
	NotFound      = "not_found"
	Inactive      = "inactive"
	InvalidFormat = "invalid_format"
)

// word is one code of wire §1.9.
type word struct {
	code     string
	expected string // status of the person, or kind of fault as lib/registry names it
	text     string // as seen on the wire, blanks and spelling included
}

// words is the code table. The texts of 02, 06, 08 and 99 are invented: nobody has published them, or the code is unknown.
var words = []word{
	{"02", "unknown", "Permintaan Tidak Dapat Dilayani"},
	{"03", "login_failed", "Login Gagal"},
	{"04", "address_refused", "IP Address Tidak Sesuai"},
	{"05", "quota_exhausted", "Kuota Akses Hari ini telah Habis"},
	{"06", "outside_hours", "Di Luar Waktu Akses"},
	{"07", "request_incomplete", "Parameter Tidak Lengkap / Tidak Valid"},
	{"08", "not_processable", "NIK Tidak Dapat Diproses"},
	{"09", "request_incomplete", "User, password dan IP tidak boleh kosong"},
	{"10", "address_refused", "IP Client  Tidak terdaftar"},
	{"11", Deceased, "Data Ditemukan, Meninggal Dunia"},
	{"12", Duplicate, "Data Ditemukan, Data Ganda"},
	{"13", NotFound, "Data Tidak Ditemukan, NIK tidak terdapat di database Kependudukan"},
	{"14", Inactive, "Data Ditemukan, Status Non Aktif silahkan hubungi Dinas Dukcapil"},
	{"15", InvalidFormat, "Data Tidak Ditemukan, NIK tidak sesuai format Dukcapil"},
	{"16", "institution_inactive", "Instansi Tidak Aktif"},
	{"17", "user_inactive", "User ID Tidak Aktif"},
	{"99", "unknown", "Layanan Sedang Disesuaikan"},
}

// aboutPerson reports whether the code speaks about the person; the others are faults.
func (w word) aboutPerson() bool { return w.code >= "11" && w.code <= "15" }

func wordOf(code string) word {
	for _, w := range words {
		if w.code == code {
			return w
		}
	}
	panic("registrytest: no such code")
}

// codeOf returns the code of a status; a found record has none.
func codeOf(status string) string {
	for _, w := range words {
		if w.aboutPerson() && w.expected == status {
			return w.code
		}
	}
	return ""
}

// errorObject is content[0] of an error, in one of three generations (wire §1.8).
func (w word) errorObject(generation int) map[string]any {
	switch generation {
	case 1:
		if w.code == "13" {
			return map[string]any{"RESPON": "Data Tidak Ditemukan"}
		}
		return map[string]any{"RESPON": w.text}
	case 2:
		return map[string]any{"RESPON": w.text, "RESPONSE_CODE": w.code}
	}
	return map[string]any{"RESPONSE_CODE": w.code, "RESPONSE_DESC": w.text, "RESPONSE": w.text}
}
