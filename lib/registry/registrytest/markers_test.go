package registrytest_test

import (
	"encoding/json"
	"strings"
	"testing"

	"simpul/lib/registry/registrytest"
)

// beyond are the fields that the agreement does not grant and that carry a value (PKS-2.1a).
var beyond = strings.Fields(`NO_KK AGAMA GOL_DARAH PDDK_AKH STAT_HBKEL DUSUN NAMA_LGKP_IBU NAMA_LGKP_AYAH NIK_IBU NIK_AYAH
	NO_AKTA_LHR NO_AKTA_KWN PNYDNG_CCT EKTP_STATUS EKTP_CREATED LAST_UPDATED EKTP_LOCAL`)

func TestWhatTheAgreementDoesNotGrantIsMarkedAndNothingElseIs(t *testing.T) {
	r := start(t, registrytest.Options{})
	marked := func(value any) bool {
		text := ""
		switch v := value.(type) {
		case string:
			text = v
		case json.Number:
			text = v.String()
		}
		for _, m := range registrytest.Markers() {
			if strings.Contains(text, m) {
				return true
			}
		}
		return false
	}
	for _, p := range registrytest.InGroup(registrytest.Board) {
		record := r.ask(question(p.NIK))
		for _, name := range beyond {
			if !marked(record[name]) {
				t.Errorf("%s has no mark", name)
			}
			delete(record, name)
		}
		for name, value := range record {
			if marked(value) {
				t.Errorf("%s has a mark", name)
			}
		}
	}
}

func TestTheNumberOfAFamilyCardIsOneOfAHousehold(t *testing.T) {
	r := start(t, registrytest.Options{})
	cards := map[any]bool{}
	for _, p := range registrytest.InGroup(registrytest.Family) {
		cards[r.ask(question(p.NIK))["NO_KK"]] = true
	}
	for card := range cards {
		if n, ok := card.(json.Number); len(cards) != 1 || !ok || len(n) != 16 {
			t.Errorf("%d cards, %T", len(cards), card)
		}
	}
}

func TestNoNIKContainsAMark(t *testing.T) {
	for _, p := range registrytest.People() {
		for _, m := range registrytest.Markers() {
			if strings.Contains(p.NIK, m) {
				t.Errorf("a NIK with mark %s", m)
			}
		}
	}
}
