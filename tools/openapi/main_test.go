package main

import (
	"strings"
	"testing"
)

const contractFile = "contract/testdata/small.yaml"

func TestEachExchangeIsAnsweredWithOneLine(t *testing.T) {
	const good = `{"method":"GET","path":"/function/report?period=2026-1","status":204}`
	const bad = `{"method":"GET","path":"/function/report?period=2026-1","status":500,"body":"Rahasia"}`
	var out strings.Builder
	if err := serve(contractFile, strings.NewReader(good+"\n"+bad+"\n"+good+"\n"), &out); err != nil {
		t.Fatal(err)
	}
	const want = "ok\nerror: response: the status is not in the contract\nok\n"
	if out.String() != want {
		t.Errorf("%q, want %q", out.String(), want)
	}
}

func TestLinesMayBeLong(t *testing.T) {
	line := `{"method":"GET","path":"/function/report?period=2026-1","status":200,` +
		`"header":{"Content-Type":["application/pdf"]},"body":"` + strings.Repeat("x", 1<<20) + `"}`
	var out strings.Builder
	if err := serve(contractFile, strings.NewReader(line), &out); err != nil || out.String() != "ok\n" {
		t.Error(out.String(), err)
	}
}

func TestWhatIsNoExchangeEndsTheCommand(t *testing.T) {
	for _, line := range []string{"Rahasia", `{"methode":"Rahasia"}`, `{"method":"GET`} {
		var out strings.Builder
		err := serve(contractFile, strings.NewReader(line), &out)
		if err == nil || strings.Contains(err.Error(), "Rahasia") || out.Len() > 0 {
			t.Errorf("%s: %v, %q", line, err, out.String())
		}
	}
}

func TestNoContractEndsTheCommand(t *testing.T) {
	var out strings.Builder
	if err := serve("testdata/none.yaml", strings.NewReader(""), &out); err == nil {
		t.Error("served a contract from nowhere")
	}
}
