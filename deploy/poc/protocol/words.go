package protocol

import (
	"strings"

	"simpul/lib/registry"
	"simpul/lib/resident"
)

var methods = map[string]string{
	"webportal":  "web portal (Juknis II.C.1)",
	"lookup":     "web service get_json",
	"kesesuaian": "web service kesesuaian",
}

// text is the result as people read it.
func (r Result) text() string { return strings.ReplaceAll(string(r), "_", " ") }

// words are statuses and kinds of faults as people read them.
var words = map[string]string{
	string(resident.Found):         "ditemukan",
	string(resident.Deceased):      "meninggal dunia",
	string(resident.Duplicate):     "data ganda",
	string(resident.NotFound):      "tidak ditemukan",
	string(resident.Inactive):      "status non aktif",
	string(resident.InvalidFormat): "NIK tidak sesuai format",

	"panjang":     "bukan enam belas angka",
	"bukan_angka": "tidak hanya angka",
	"tanggal":     "tanggal lahir yang mustahil",

	string(registry.LoginFailed):         "gagal login",
	string(registry.QuotaExhausted):      "kuota habis",
	string(registry.InstitutionInactive): "instansi tidak aktif",
	string(registry.UserInactive):        "user ID non aktif",
	string(registry.AddressRefused):      "alamat asal ditolak",
	string(registry.OutsideHours):        "di luar jam akses",
	string(registry.RequestIncomplete):   "permintaan tidak lengkap",
	string(registry.NotProcessable):      "NIK tidak dapat diproses",
	string(registry.Captcha):             "captcha diminta",
	string(registry.PageChanged):         "halaman berubah",
	string(registry.Unknown):             "kode tidak dikenal",
	string(registry.NotSent):             "tidak terkirim",
	string(registry.NoAnswer):            "tidak ada jawaban",
	string(registry.BrokenAnswer):        "jawaban rusak",
	string(registry.HTTPError):           "galat HTTP",
}

// word returns a word as people read it; a code of Simpul's own is Indonesian already.
func word(w string) string {
	if text, known := words[w]; known {
		return text
	}
	return strings.ReplaceAll(w, "_", " ")
}
