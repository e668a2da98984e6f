package resident

import "strings"

// kabupaten is a kabupaten, a kota, or one of them that nobody said which.
type kabupaten struct {
	kind string // kindKabupaten, kindKota or ""
	name []string
}

const (
	kindKabupaten = "KABUPATEN"
	kindKota      = "KOTA"
)

var kinds = map[string]string{
	"KABUPATEN": kindKabupaten, "KAB": kindKabupaten,
	"KOTA": kindKota, "KOTAMADYA": kindKota, "KODYA": kindKota,
}

// administrative stands between KOTA and the name in Jakarta (wire §1.4).
var administrative = set("ADM ADMINISTRASI ADMINISTRATIF")

// twins are the names that a kota and a kabupaten share (Kepmendagri 300.2.2-2138 Tahun 2025).
var twins = set("BANDUNG BANJAR BEKASI BIMA BLITAR BOGOR CIREBON GORONTALO JAYAPURA KEDIRI KUPANG MADIUN MAGELANG MALANG MOJOKERTO " +
	"PASURUAN PEKALONGAN PROBOLINGGO SEMARANG SERANG SOLOK SORONG SUKABUMI TANGERANG TASIKMALAYA TEGAL")

// readKabupaten reads a name with or without its kind. The registry writes a kabupaten bare and a kota with KOTA
// (wire §1.4): a bare name that both have is the kabupaten. Any other bare name can only be the one place there is.
func readKabupaten(s string) kabupaten {
	k := kabupaten{name: words(s)}
	if len(k.name) > 1 && kinds[k.name[0]] != "" {
		k.kind, k.name = kinds[k.name[0]], k.name[1:]
	}
	if len(k.name) > 1 && administrative[k.name[0]] {
		k.name = k.name[1:]
	}
	k.name = longForm(k.name)
	if k.kind == "" && twins[strings.Join(k.name, " ")] {
		k.kind = kindKabupaten
	}
	return k
}

// conflicts reports whether one is a kabupaten and the other a kota.
func (k kabupaten) conflicts(other kabupaten) bool {
	return k.kind != "" && other.kind != "" && k.kind != other.kind
}

// compareKabupaten compares two kabupaten or kota. KOTA PEKALONGAN and PEKALONGAN are different places.
func compareKabupaten(a, b string) Band {
	x, y := readKabupaten(a), readKabupaten(b)
	band := graded(x.name, y.name, similarRegions)
	if band != TidakDiisi && x.conflicts(y) {
		return Berbeda
	}
	return band
}

// placeNames maps other names of birth places to those in use.
var placeNames = map[string]string{
	"SOLO": "SURAKARTA", "YOGYA": "YOGYAKARTA", "JOGJA": "YOGYAKARTA", "JOGYA": "YOGYAKARTA",
	"JOGJAKARTA": "YOGYAKARTA", "JOGYAKARTA": "YOGYAKARTA", "UJUNG PANDANG": "MAKASSAR",
}

// compareBirthPlace compares two birth places. Cards often name the town and leave open which region: BANDUNG is alike KOTA
// BANDUNG, JAKARTA is alike JAKARTA SELATAN. What stands behind a comma says where the town lies; PURBALINGGA is alike
// PURBALINGGA, JAWA TENGAH.
func compareBirthPlace(a, b string) Band {
	band := comparePlaces(a, b)
	if band == Berbeda {
		if town := comparePlaces(beforeComma(a), beforeComma(b)); town == Sesuai || town == Mirip {
			return Mirip
		}
	}
	return band
}

func beforeComma(s string) string {
	if at := strings.IndexFunc(s, isComma); at >= 0 {
		return s[:at]
	}
	return s
}

func comparePlaces(a, b string) Band {
	x, y := readKabupaten(a), readKabupaten(b)
	band := graded(x.name, y.name, similarPlaces)
	if band == Sesuai && x.conflicts(y) {
		return Mirip
	}
	return band
}

// directions tell the parts of one town apart.
var directions = set("BARAT TIMUR UTARA SELATAN TENGAH PUSAT")

func similarPlaces(a, b []string) bool {
	a, b = placeInUse(a), placeInUse(b)
	return similarRegions(a, b) || isPart(a, b) || isPart(b, a)
}

// placeInUse returns the name in use; a place can be called as its province: DKI JAKARTA.
func placeInUse(name []string) []string {
	if inUse, ok := placeNames[strings.Join(name, " ")]; ok {
		return []string{inUse}
	}
	if inUse, ok := provinceNames[strings.Join(name, "")]; ok {
		return strings.Fields(inUse)
	}
	return name
}

// isPart reports whether a is b with a direction behind it.
func isPart(a, b []string) bool {
	last := len(a) - 1
	return last >= 1 && directions[a[last]] && strings.Join(a[:last], " ") == strings.Join(b, " ")
}
