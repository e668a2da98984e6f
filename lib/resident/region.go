package resident

import "strings"

var (
	provinceWords  = set("PROVINSI PROPINSI PROV PROP")
	kecamatanWords = set("KECAMATAN KEC DISTRIK KAPANEWON KEMANTREN")
	kelurahanWords = set("KELURAHAN KEL DESA DS KALURAHAN NAGARI GAMPONG")
)

// provinceNames maps other names of provinces, their words joined, to the one in use.
var provinceNames = map[string]string{
	"DKIJAKARTA": "JAKARTA", "DKJAKARTA": "JAKARTA", "DKI": "JAKARTA", "DKJ": "JAKARTA",
	"DAERAHKHUSUSIBUKOTAJAKARTA": "JAKARTA", "DAERAHKHUSUSJAKARTA": "JAKARTA",
	"DIYOGYAKARTA": "YOGYAKARTA", "DAERAHISTIMEWAYOGYAKARTA": "YOGYAKARTA", "DIY": "YOGYAKARTA",
	"DIACEH": "ACEH", "DAERAHISTIMEWAACEH": "ACEH", "NANGGROEACEHDARUSSALAM": "ACEH", "NAD": "ACEH",
	"JABAR": "JAWA BARAT", "JATENG": "JAWA TENGAH", "JATIM": "JAWA TIMUR",
	"NTB": "NUSA TENGGARA BARAT", "NTT": "NUSA TENGGARA TIMUR", "KEPRI": "KEPULAUAN RIAU",
	"BANGKABELITUNG": "KEPULAUAN BANGKA BELITUNG", "BABEL": "KEPULAUAN BANGKA BELITUNG",
}

func compareProvince(a, b string) Band {
	return graded(readProvince(a), readProvince(b), similarRegions)
}

func compareKecamatan(a, b string) Band {
	return graded(regionWords(a, kecamatanWords), regionWords(b, kecamatanWords), similarRegions)
}

func compareKelurahan(a, b string) Band {
	return graded(regionWords(a, kelurahanWords), regionWords(b, kelurahanWords), similarRegions)
}

// regionWords returns the words of a region's name without the kind before it.
func regionWords(s string, kinds map[string]bool) []string {
	name := words(s)
	if len(name) > 1 && kinds[name[0]] {
		return name[1:]
	}
	return name
}

// readProvince returns the words of a province in the name in use.
func readProvince(s string) []string {
	name := regionWords(s, provinceWords)
	if inUse, ok := provinceNames[strings.Join(name, "")]; ok {
		return strings.Fields(inUse)
	}
	return longForm(name)
}

// longForm writes KEP out, in place: RIAU and KEP. RIAU are two provinces.
func longForm(name []string) []string {
	if len(name) > 1 && name[0] == "KEP" {
		name[0] = "KEPULAUAN"
	}
	return name
}

// similarRegions reports whether two names of places differ in spelling or a slip of the pen only.
func similarRegions(a, b []string) bool { return similarWords(respellPlace(a), respellPlace(b)) }

func respellPlace(name []string) []string {
	spelt := make([]string, len(name))
	for i, word := range name {
		spelt[i] = single(oldSpelling.Replace(word))
	}
	return spelt
}
