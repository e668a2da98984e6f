package profile_test

import (
	"errors"
	"strings"
	"testing"

	"simpul/lib/registry"
	"simpul/lib/resident"
)

func TestPagesInTheirCharsets(t *testing.T) {
	p := parse(t)
	utf8 := record("JALAN CONTOH 1", "JALAN RÉUNION – 1")
	windows := record("JALAN CONTOH 1", "JALAN R\xc9UNION \x96 1")
	for name, row := range map[string]struct{ contentType, body string }{
		"UTF-8 by header":       {"text/html; charset=UTF-8", utf8},
		"UTF-8 by nothing":      {"text/html", utf8},
		"UTF-8 with its mark":   {"", "\uFEFF" + utf8},
		"UTF-8 by meta":         {"text/html", `<meta charset="utf-8">` + utf8},
		"Latin 1 by header":     {"text/html;charset=ISO-8859-1", windows},
		"Latin 1 over meta":     {"text/html;charset=ISO-8859-1", `<meta charset="utf-8">` + windows},
		"Windows by meta":       {"text/html", `<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">` + windows},
		"Windows by nothing":    {"text/html", windows},
		"a header that is none": {";;", windows},
		"UTF-8, and it is not":  {"text/html; charset=utf-8", windows},
	} {
		page, err := p.Read([]byte(row.body), row.contentType)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := element(answer(t, page), resident.Alamat); got != "JALAN RÉUNION – 1" {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestWhatCannotBeReadIsBroken(t *testing.T) {
	p := parse(t)
	for name, row := range map[string]struct{ contentType, body string }{
		"another charset":         {"text/html; charset=utf-16", record()},
		"another charset by meta": {"", `<meta charset="gb2312">` + record()},
		"nesting without end":     {"", strings.Repeat("<div>", 10_000)},
	} {
		_, err := p.Read([]byte(row.body), row.contentType)
		if fault, ok := errors.AsType[*registry.Fault](err); !ok || fault.Kind != registry.BrokenAnswer || strings.Contains(err.Error(), "utf-16") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
