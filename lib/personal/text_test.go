package personal_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"simpul/lib/personal"
)

const marker = "PENANDA-RAHASIA"

type applicant struct{ Name personal.Text }

func TestNoVerbRevealsPersonalText(t *testing.T) { // PKS-2.2j
	text := personal.New(marker)
	values := []any{text, &text, applicant{text}, []personal.Text{text}, map[string]personal.Text{"a": text}, map[personal.Text]int{text: 1}}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%t", "%T %[1]v", "%p %[1]v", "%10s", "%.3s"} {
		for _, value := range values {
			if out := fmt.Sprintf(verb, value); strings.Contains(out, marker) || strings.Contains(out, fmt.Sprintf("%x", marker)) {
				t.Errorf("%s of %T reveals: %s", verb, value, out)
			}
		}
	}
}

func TestLogsAndEncodersPrintPersonalTextRedacted(t *testing.T) { // PKS-2.2j
	text := personal.New(marker)
	var out bytes.Buffer
	slog.New(slog.NewJSONHandler(&out, nil)).Info("x", "a", text, "b", applicant{text}, "c", fmt.Errorf("wrap %v: %w", text, errors.ErrUnsupported))
	slog.New(slog.NewTextHandler(&out, nil)).Info("x", "a", text, "b", applicant{text}, "c", &text)
	if err := json.NewEncoder(&out).Encode(map[string]any{"a": text, "b": applicant{text}}); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(out.String(), marker) || !strings.Contains(out.String(), personal.Redacted) {
		t.Errorf("revealed or not marked as redacted: %s", out.String())
	}
}

func TestPersonalTextComesInByJSONAndOutByItsLoudName(t *testing.T) {
	var a applicant
	if err := json.Unmarshal([]byte(`{"Name":"`+marker+`"}`), &a); err != nil {
		t.Fatal(err)
	}
	if got := a.Name.RevealPersonalData(); got != marker {
		t.Errorf("got %q", got)
	}
	if a.Name.Empty() || !(personal.Text{}).Empty() {
		t.Error("Empty disagrees with the text")
	}
}
