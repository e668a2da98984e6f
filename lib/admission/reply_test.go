package admission

import (
	"errors"
	"testing"

	"simpul/lib/problem"
)

// Another version's scripts, or another program's, must not be read as an admission.
func TestAnAnswerOfAnotherShapeIsNoAnswer(t *testing.T) {
	good := []any{"granted", int64(1), "2 3 4 5 poc 0 6 7 8 alamat_ip_ditolak", "9 1 10 11"}
	if _, err := decode(good); err != nil {
		t.Fatal(err)
	}
	for i, value := range good {
		if _, err := decode(good[:i]); !errors.Is(err, errReply) {
			t.Errorf("%d values are accepted", i)
		}
		broken := append([]any{}, good...)
		broken[i] = nil
		if _, isText := value.(string); isText {
			broken[i] = int64(7)
		}
		if _, err := decode(broken); !errors.Is(err, errReply) {
			t.Errorf("value %d may be %v", i, broken[i])
		}
	}
	a := &Admission{}
	r, _ := decode(good)
	if _, err := a.admitted(r, Request{}); !problem.Is(err, problem.CodePenyimpananTidakTersedia) {
		t.Errorf("granted without days: %v", err)
	}
	r.word, r.own = "surprise", []any{int64(0), int64(0), int64(0), int64(0), int64(0), "", ""}
	if _, err := a.admitted(r, Request{}); !problem.Is(err, problem.CodePenyimpananTidakTersedia) {
		t.Errorf("an unknown word: %v", err)
	}
}
