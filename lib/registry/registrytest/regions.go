package registrytest

import "strings"

// region is a kabupaten or kota with its province; names as the registry writes them: kabupaten bare, kota with KOTA.
type region struct{ code, kabupaten, provinsi string }

func (r region) isCity() bool { return strings.HasPrefix(r.kabupaten, "KOTA ") }

// town is the region as a place of birth.
func (r region) town() string {
	_, name, found := strings.Cut(r.kabupaten, "KOTA ")
	if !found {
		name = r.kabupaten
	}
	return strings.TrimPrefix(name, "ADM. ")
}

// home is where most applicants live; neighbours border on it.
var home = region{"3303", "PURBALINGGA", "JAWA TENGAH"}

var neighbours = []region{
	{"3302", "BANYUMAS", "JAWA TENGAH"},
	{"3304", "BANJARNEGARA", "JAWA TENGAH"},
	{"3326", "PEKALONGAN", "JAWA TENGAH"},
	{"3327", "PEMALANG", "JAWA TENGAH"},
}

// papua are the provinces whose NIKs exceed 2^53 (wire §1.5).
var papua = []region{
	{"9103", "JAYAPURA", "PAPUA"},
	{"9171", "KOTA JAYAPURA", "PAPUA"},
	{"9202", "MANOKWARI", "PAPUA BARAT"},
	{"9301", "MERAUKE", "PAPUA SELATAN"},
	{"9401", "NABIRE", "PAPUA TENGAH"},
	{"9501", "JAYAWIJAYA", "PAPUA PEGUNUNGAN"},
	{"9671", "KOTA SORONG", "PAPUA BARAT DAYA"},
}

// elsewhere has one or more regions of each other province.
var elsewhere = []region{
	{"1171", "KOTA BANDA ACEH", "ACEH"},
	{"1271", "KOTA MEDAN", "SUMATERA UTARA"},
	{"1371", "KOTA PADANG", "SUMATERA BARAT"},
	{"1401", "KAMPAR", "RIAU"},
	{"1571", "KOTA JAMBI", "JAMBI"},
	{"1671", "KOTA PALEMBANG", "SUMATERA SELATAN"},
	{"1771", "KOTA BENGKULU", "BENGKULU"},
	{"1871", "KOTA BANDAR LAMPUNG", "LAMPUNG"},
	{"1971", "KOTA PANGKAL PINANG", "KEPULAUAN BANGKA BELITUNG"},
	{"2171", "KOTA BATAM", "KEPULAUAN RIAU"},
	{"3171", "KOTA ADM. JAKARTA PUSAT", "DKI JAKARTA"},
	{"3174", "KOTA ADM. JAKARTA SELATAN", "DKI JAKARTA"},
	{"3204", "BANDUNG", "JAWA BARAT"},
	{"3273", "KOTA BANDUNG", "JAWA BARAT"},
	{"3301", "CILACAP", "JAWA TENGAH"},
	{"3374", "KOTA SEMARANG", "JAWA TENGAH"},
	{"3404", "SLEMAN", "DAERAH ISTIMEWA YOGYAKARTA"},
	{"3578", "KOTA SURABAYA", "JAWA TIMUR"},
	{"3671", "KOTA TANGERANG", "BANTEN"},
	{"5171", "KOTA DENPASAR", "BALI"},
	{"5271", "KOTA MATARAM", "NUSA TENGGARA BARAT"},
	{"5371", "KOTA KUPANG", "NUSA TENGGARA TIMUR"},
	{"6171", "KOTA PONTIANAK", "KALIMANTAN BARAT"},
	{"6271", "KOTA PALANGKA RAYA", "KALIMANTAN TENGAH"},
	{"6371", "KOTA BANJARMASIN", "KALIMANTAN SELATAN"},
	{"6471", "KOTA BALIKPAPAN", "KALIMANTAN TIMUR"},
	{"6571", "KOTA TARAKAN", "KALIMANTAN UTARA"},
	{"7171", "KOTA MANADO", "SULAWESI UTARA"},
	{"7271", "KOTA PALU", "SULAWESI TENGAH"},
	{"7371", "KOTA MAKASSAR", "SULAWESI SELATAN"},
	{"7471", "KOTA KENDARI", "SULAWESI TENGGARA"},
	{"7571", "KOTA GORONTALO", "GORONTALO"},
	{"7602", "MAMUJU", "SULAWESI BARAT"},
	{"8171", "KOTA AMBON", "MALUKU"},
	{"8271", "KOTA TERNATE", "MALUKU UTARA"},
}

// Invented sub-districts and villages: an address that exists would be somebody's.
var (
	subdistricts = []string{"WANAREJA INDAH", "KARANGLUHUR", "TIRTASARI", "BUMIRAHARJA", "SUKADAMAI", "GIRIMAKMUR",
		"PANCATIRTA", "MEKARWANGI JAYA", "SENDANGHARJA", "KEDUNGASRI", "BANYUHARJA", "WATUKENCANA", "RANDUSARI",
		"CEMPAKAREJA", "LEMAHASIH", "PASIRMULYA", "KALISUMBER", "TEGALMUKTI"}
	villages = []string{"SUMBERAGUNG", "KARANGANOM", "MEKARJAYA", "SIDAMAKMUR", "TEGALREJA", "WANASARI", "BANJARSARI",
		"KEDUNGJATI", "PURWASARI", "GANDATAPA", "SERANGWETAN", "LANGGENGSARI", "TLAGAREJA", "PENARUBAN KIDUL"}
	streets = []string{"JL. MAWAR", "JL. MELATI", "JL. KENANGA", "JL. PAHLAWAN", "JL. MERDEKA", "JL. PASAR LAMA",
		"JL. RAYA", "GG. ANGGREK", "GG. SAWO", "DUSUN KRAJAN", "DUSUN WETAN", "PERUM GRIYA ASRI BLOK C",
		"PERUM BUMI INDAH BLOK F"}
)
