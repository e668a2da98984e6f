package registrytest

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/hbollon/go-edlib"
)

// DefaultConformityPath has the shape of wire §2.1.
const DefaultConformityPath = "/dukcapil/get_json/SIMPUL-99/CALL_VERIFY_BY_ELEMEN"

// conformityKeys are the capitals of wire §2.2, thresholdKey the gateway's own spelling.
var conformityKeys = Keys{"NIK", "USER_ID", "PASSWORD", "IP_USER"}

const (
	thresholdKey = "TRESHOLD"
	best         = 100
)

// scored are the elements that are matched by similarity, all others exactly (wire §2.3).
var scored = []string{"NAMA_LGKP", "TMPT_LHR", "ALAMAT"}

// conformityLayout is how a date must be asked about (wire §1.6).
const conformityLayout = "02-01-2006"

// registered are p's elements as kesesuaian matches them; its keys are all that may be asked about.
func (p Person) registered() map[string]string {
	texts := map[string]string{
		"NAMA_LGKP": p.NamaLengkap, "JENIS_KLMIN": p.JenisKelamin, "TMPT_LHR": p.TempatLahir, "TGL_LHR": "",
		"STATUS_KAWIN": p.StatusPerkawinan, "JENIS_PKRJN": p.Pekerjaan, "ALAMAT": p.Alamat, "PROP_NAME": p.Provinsi,
		"KAB_NAME": p.Kabupaten, "NO_KEC": p.KodeKecamatan, "KEC_NAME": p.Kecamatan, "KEL_NAME": p.Kelurahan,
		"NO_RT": p.RT, "NO_RW": p.RW,
	}
	if p.TanggalLahir != "" {
		texts["TGL_LHR"] = p.born(conformityLayout)
	}
	return texts
}

// results is content[0] of kesesuaian about a found person. On two elements that nobody asked about it says Tidak Sesuai, as
// hosts do (wire §2.3).
func (p Person) results(asked map[string]string, threshold int) map[string]any {
	results := map[string]any{"NIK": "Sesuai", "NO_PROP": "Tidak Sesuai", "NO_RT": "Tidak Sesuai"}
	registered := p.registered()
	for name, text := range asked {
		switch {
		case slices.Contains(scored, name):
			results[name] = scoredResult(registered[name], text, threshold)
		case exactly(registered[name], text):
			results[name] = "Sesuai"
		default:
			results[name] = "Tidak Sesuai"
		}
	}
	return results
}

// scoredResult measures as databases do that have Jaro-Winkler built in; what the real one does is not known.
func scoredResult(registered, claimed string, threshold int) string {
	score := int(best * edlib.JaroWinklerSimilarity(strings.ToUpper(registered), strings.ToUpper(claimed)))
	if score >= threshold {
		return fmt.Sprintf("Sesuai (%d)", score)
	}
	return fmt.Sprintf("Tidak Sesuai (%d)", score)
}

// exactly takes numbers however they are padded.
func exactly(registered, claimed string) bool {
	r, err1 := strconv.Atoi(registered)
	c, err2 := strconv.Atoi(claimed)
	return err1 == nil && err2 == nil && r == c || strings.EqualFold(registered, claimed)
}

// conformityQuestion reads a body of kesesuaian: strings, but for a threshold that may be a number, and a gap in any is a 07.
func conformityQuestion(body []byte) question {
	q := question{conformity: true, keys: conformityKeys}
	var members map[string]any
	if json.Unmarshal(body, &members) != nil {
		return q
	}
	values := map[string]string{}
	for name, value := range members {
		text, isText := value.(string)
		if number, isNumber := value.(float64); isNumber && name == thresholdKey {
			text, isText = strconv.FormatFloat(number, 'g', -1, 64), true
		}
		if !isText {
			return q
		}
		values[name] = text
	}
	q.nik = values[conformityKeys.NIK]
	q.values, q.asked = maps.Clone(values), values
	for _, key := range []string{conformityKeys.NIK, conformityKeys.UserID, conformityKeys.Password, conformityKeys.IPUser, thresholdKey} {
		delete(q.asked, key)
	}
	return q
}

// askable reports whether what is asked about is known, and the threshold one of 1 to 100.
func (q question) askable() bool {
	known := Person{}.registered()
	for name, text := range q.asked {
		if _, is := known[name]; !is || text == "" {
			return false
		}
	}
	return q.threshold() >= 1 && q.threshold() <= best
}

// threshold returns 0 for none.
func (q question) threshold() int {
	threshold, err := strconv.Atoi(q.values[thresholdKey])
	if err != nil {
		return 0
	}
	return threshold
}
