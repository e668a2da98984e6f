package resident

import "strings"

// marital is a marital status in the registry's terms (wire §1.7): what it is, and the detail newer records have.
type marital struct{ state, detail string }

// States of marital. Cerai is a marriage that ended, nobody says how.
const (
	belumKawin = "BELUM KAWIN"
	kawin      = "KAWIN"
	cerai      = "CERAI"
	ceraiHidup = "CERAI HIDUP"
	ceraiMati  = "CERAI MATI"
)

const belumTercatat = "BELUM TERCATAT"

// everyday maps words that people use to a state; they say less than the registry does.
var everyday = map[string]string{
	"LAJANG": belumKawin, "BUJANG": belumKawin, "GADIS": belumKawin, "BELUM MENIKAH": belumKawin, "BELUM NIKAH": belumKawin,
	"MENIKAH": kawin, "NIKAH": kawin,
	"DUDA": cerai, "JANDA": cerai, "DUDA JANDA": cerai,
}

// compareMarital compares two marital statuses. KAWIN is what KAWIN TERCATAT was called before; KAWIN BELUM TERCATAT is alike
// only. Everyday words, and CERAI without how, are alike at best.
func compareMarital(a, b string) Band {
	p, q := strings.Join(words(a), " "), strings.Join(words(b), " ")
	if band := exact(p, q); band != Berbeda {
		return band
	}
	x, xVague := readMarital(p)
	y, yVague := readMarital(q)
	switch {
	case x.state == "" || y.state == "" || !sameState(x.state, y.state):
		return Berbeda
	case xVague || yVague || x.state != y.state || x.detail != y.detail:
		return Mirip
	}
	return Sesuai
}

// readMarital returns the status, no state if it is unknown; vague means an everyday word.
func readMarital(s string) (m marital, vague bool) {
	if state, ok := everyday[s]; ok {
		return marital{state: state}, true
	}
	for _, state := range []string{belumKawin, ceraiHidup, ceraiMati, cerai, kawin} { // the longer before its beginning
		detail, ok := strings.CutPrefix(s, state)
		switch strings.TrimSpace(detail) {
		case "", "TERCATAT":
			detail = ""
		case belumTercatat, "TIDAK TERCATAT":
			detail = belumTercatat
		default:
			ok = false
		}
		if ok {
			return marital{state, detail}, false
		}
	}
	return marital{}, false
}

// sameState reports whether two states can be one: CERAI is CERAI HIDUP or CERAI MATI.
func sameState(a, b string) bool {
	return a == b || a == cerai && strings.HasPrefix(b, cerai) || b == cerai && strings.HasPrefix(a, cerai)
}
