package delivery

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"simpul/lib/feedback"
	"simpul/lib/nik"
	"simpul/lib/personal"
	"simpul/lib/registry/exchange"
)

func about(t testing.TB, numbers ...string) []feedback.Parcel {
	t.Helper()
	var parcels []feedback.Parcel
	for _, number := range numbers {
		who, err := nik.Parse(number)
		if err != nil {
			t.Fatal(err)
		}
		parcels = append(parcels, feedback.Parcel{NIK: who, Licences: []feedback.Licence{{Number: personal.New("x"), Type: "nib"}}})
	}
	return parcels
}

// answer is what the exchange hands on: a body only with the statuses that speak.
func answer(status int, body string) exchange.Answer {
	a := exchange.Answer{Status: status, Header: http.Header{}}
	if slices.Contains(wanted, status) {
		a.Body = []byte(body)
	}
	return a
}

// Each file is an answer; its name says status, verdict and why it is there. An office whose service says something else adds it.
func TestEachAnswerIsUnderstoodAsItsNameSays(t *testing.T) {
	files, err := os.ReadDir("testdata/answers")
	if err != nil || len(files) < 30 {
		t.Fatal(err, len(files))
	}
	for _, file := range files {
		t.Run(file.Name(), func(t *testing.T) {
			parts := strings.Split(file.Name(), ".")
			status, err := strconv.Atoi(parts[0])
			if err != nil {
				t.Fatal(err)
			}
			body, err := os.ReadFile(filepath.Join("testdata/answers", file.Name()))
			if err != nil {
				t.Fatal(err)
			}
			outcomes, _ := judge(answer(status, string(body)), about(t, "3303990101900001"))
			if len(outcomes) != 1 || string(outcomes[0].Verdict) != parts[1] {
				t.Errorf("got %+v", outcomes)
			}
		})
	}
}

func TestAResultBelongsToItsUnitOrToNobody(t *testing.T) {
	two := about(t, "3303990101900001", "3303990101900002")
	item := func(nik, message string) string { return fmt.Sprintf(`{"NIK":%q,"message":%q}`, nik, message) }
	first, second := item("3303990101900001", "Success"), item("3303990101900002", "Data sudah pernah dikirim")
	for name, row := range map[string]struct{ items, want string }{
		"in order":    {first + "," + second, "accepted already_sent"},
		"swapped":     {second + "," + first, "unknown unknown"},
		"one missing": {first, "unknown unknown"},
		"one more":    {first + "," + second + "," + first, "unknown unknown"},
		"none":        {"", "accepted accepted"},
	} {
		outcomes, whole := judge(answer(200, `{"message":"Success","data":[`+row.items+`]}`), two)
		if got := fmt.Sprintf("%s %s", outcomes[0].Verdict, outcomes[1].Verdict); got != row.want || whole != strings.HasPrefix(row.want, "unknown") {
			t.Errorf("%s: %s, %v", name, got, whole)
		}
	}
}

func TestAPauseThatTheServiceAsksForIsBounded(t *testing.T) {
	for value, want := range map[string]time.Duration{
		"7": 7 * time.Second, "0": 0, "-1": 0, "": 0, "besok": 0, "99999999999999999999": 0, "9223372036": longestPause, "86401": longestPause,
		"Mon, 23 Nov 2026 21:00:00 GMT": 0,
	} {
		if got := retryAfter(http.Header{"Retry-After": {value}}); got != want {
			t.Errorf("%s: %v", value, got)
		}
	}
}

var codeShape = regexp.MustCompile(`^[a-z0-9_]{0,40}$`)

// FuzzAnswer: every answer yields an outcome for each parcel, whose code is one of ours, and a status that says
// nothing of units makes none delivered.
func FuzzAnswer(f *testing.F) {
	f.Add(uint16(200), `{"message":"Success"}`)
	f.Add(uint16(400), `{"message":"Data sudah pernah dikirim"}`)
	f.Add(uint16(200), `{"message":"Selesai","data":[{"NIK":"3303990101900001","message":"Success"},{"NIK":3303990101900002,"message":"NIK salah"}]}`)
	f.Add(uint16(413), "")
	f.Fuzz(func(t *testing.T, threeDigits uint16, body string) {
		status := int(threeDigits % 1000)
		for _, parcels := range [][]feedback.Parcel{about(t, "3303990101900001"), about(t, "3303990101900001", "3303990101900002")} {
			outcomes, _ := judge(answer(status, body), parcels)
			if len(outcomes) != len(parcels) {
				t.Fatal("an outcome is missing")
			}
			for _, o := range outcomes {
				if o.Verdict == "" || !codeShape.MatchString(o.Code) || o.After < 0 || o.After > longestPause {
					t.Errorf("%+v", o)
				}
				if o.Verdict == feedback.Accepted && !slices.Contains(wanted, status) {
					t.Error("accepted without a word of it")
				}
			}
		}
	})
}
