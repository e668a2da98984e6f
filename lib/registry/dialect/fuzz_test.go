package dialect_test

import (
	"errors"
	"regexp"
	"slices"
	"testing"

	"simpul/lib/registry"
	"simpul/lib/registry/dialect"
	"simpul/lib/resident"
)

var aCode = regexp.MustCompile(`^[0-9A-Za-z]{0,4}$`)

// Whatever arrives: one value that speaks and a word that is a status or a fault, or ErrShape.
func FuzzOpen(f *testing.F) {
	for _, body := range []string{"", "null", "{}", "<html>", `{"content":[]}`, `{"content":[{}]}`, `{"content":null,"RESPONSE_CODE":5}`,
		`{"content":[{"RESPON":"Data Tidak Ditemukan"}],"quotaLimiter":"12"}`, "\uFEFF{}", "{\"content\":{\"RESPON\":\"\xc9\"}}",
		`{"content":[{"RESPONSE_CODE":"00","RESPONSE":"Success","RESPONSE_DESC":"Gagal Login"}]}`, `{"content":[{},{}]}`} {
		f.Add([]byte(body))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		envelope, err := dialect.Open(body)
		if err != nil {
			if !errors.Is(err, dialect.ErrShape) || envelope.Record != nil {
				t.Fatalf("%v is no ErrShape", err)
			}
			return
		}
		if !envelope.Record.IsValid() {
			t.Fatal("the record is no JSON")
		}
		var said dialect.Statement
		_ = dialect.Decode(envelope.Record, &said) // a record of another shape says nothing
		for _, hasData := range []bool{false, true} {
			check(t, envelope.Word(said, hasData))
		}
	})
}

func check(t *testing.T, word dialect.Word) {
	fault, isFault := errors.AsType[*registry.Fault](word.Err())
	if isFault == slices.Contains(resident.Statuses(), word.Status) {
		t.Fatalf("status %q, fault %v", word.Status, word.Err())
	}
	if isFault && !slices.Contains(registry.FaultKinds(), fault.Kind) {
		t.Fatalf("%s is no kind", fault.Kind)
	}
	if refused := word.Refuse(registry.BrokenAnswer, nil); !aCode.MatchString(refused.Code) || refused.Left != nil && *refused.Left < 0 {
		t.Fatalf("code %q, left %v", refused.Code, refused.Left)
	}
}
