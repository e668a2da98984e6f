package contract_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"simpul/tools/openapi/contract"
)

func TestErrorsRepeatNoValue(t *testing.T) {
	c := small(t)
	const marker = "Rahasia-99"
	for name, e := range map[string]contract.Exchange{
		"const":      asked(requestBody(`{"kind":"` + marker + `","number":"7"}`)),
		"pattern":    asked(requestBody(`{"kind":"check","number":"` + marker + `"}`)),
		"extra name": asked(requestBody(`{"kind":"check","number":"7","` + marker + `":1}`)),
		"enum":       asked(body(strings.Replace(answered, "sesuai", marker, 1))),
		"format":     asked(body(strings.Replace(answered, "0b7e", marker, 1))),
		"extra":      asked(body(strings.Replace(answered, "}", `,"`+marker+`":1}`, 1))),
		"oneOf":      asked(body(strings.Replace(answered, "}", `,"units":[{"state":"`+marker+`"}]}`, 1))),
		"not JSON":   asked(body(marker)),
		"header":     asked(func(e *contract.Exchange) { e.RequestHeader.Set("Idempotency-Key", marker) }),
		"query":      reported(func(e *contract.Exchange) { e.Path = "/function/report?period=" + marker }),
		"path":       reported(func(e *contract.Exchange) { e.Path = "/" + marker }),
	} {
		if err := c.Check(e); err == nil || strings.Contains(err.Error(), marker) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestALongAccountIsCut(t *testing.T) {
	var extras strings.Builder
	for i := range 30 {
		fmt.Fprintf(&extras, `,"x%c":1`, 'a'+i%26)
		fmt.Fprintf(&extras, `,"y%c":1`, 'a'+i%26)
	}
	err := small(t).Check(asked(body(strings.Replace(answered, "}", extras.String()+"}", 1))))
	if err == nil || !strings.HasSuffix(err.Error(), "; and 40 more") {
		t.Error(err)
	}
}

func TestCheckIsSafeForManyCallers(t *testing.T) {
	c := small(t)
	var callers sync.WaitGroup
	for range 16 {
		callers.Go(func() {
			if err := c.Check(asked()); err != nil {
				t.Error(err)
			}
			if c.Check(asked(body("{}"))) == nil {
				t.Error("an empty answer passed")
			}
		})
	}
	callers.Wait()
}
