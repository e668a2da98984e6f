package exchange_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"simpul/lib/registry/exchange"
)

// figures returns the meter's figures by name.
func figures(t *testing.T, client *exchange.Client) map[string]float64 {
	t.Helper()
	var text bytes.Buffer
	client.Meter().WritePrometheus(&text)
	all := map[string]float64{}
	for line := range strings.Lines(text.String()) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), " ")
		var figure float64
		if _, err := fmt.Sscan(value, &figure); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		all[name] = figure
	}
	return all
}

func TestEveryByteOfTheLineIsCounted_JUKNIS_I_B(t *testing.T) {
	s := serve(t, always(ok(reply)))
	client := newOffice(t, s).client(t)
	ask(t, client)
	first := figures(t, client)
	for range 99 {
		ask(t, client)
	}
	all := figures(t, client)
	const up, down = `{direction="up"}`, `{direction="down"}`
	for _, way := range []string{up, down} {
		if n := all["simpul_registry_exchange_bytes_count"+way]; n != 100 {
			t.Errorf("%v exchanges counted", n)
		}
		handshake, later := first["simpul_registry_exchange_bytes_sum"+way], all["simpul_registry_exchange_bytes_sum"+way]
		warm := (later - handshake) / 99
		if warm <= 0 || handshake-warm < 200 {
			t.Errorf("%s: %v bytes with a handshake, %v without", way, handshake, warm)
		}
		if total := all["simpul_registry_bytes_total"+way]; total != later {
			t.Errorf("%s: %v bytes in all, %v in exchanges", way, total, later)
		}
	}
	if full := all[`simpul_registry_handshakes_total{resumed="false"}`]; full != 1 {
		t.Errorf("%v handshakes for 100 questions", full)
	}
	bits := 8 * (all["simpul_registry_bytes_total"+up] + all["simpul_registry_bytes_total"+down])
	if seconds := all["simpul_registry_line_seconds_today"]; seconds <= 0 || seconds > bits/1e6*1.001 {
		t.Errorf("%v line seconds for %v bits", seconds, bits)
	}
}

func TestAResumedHandshakeIsToldFromAFullOne(t *testing.T) {
	client := newOffice(t, serve(t, always(okWith("Connection: close\r\n", reply)))).client(t)
	for range 3 {
		ask(t, client)
	}
	all := figures(t, client)
	if all[`simpul_registry_handshakes_total{resumed="false"}`] != 1 || all[`simpul_registry_handshakes_total{resumed="true"}`] != 2 {
		t.Errorf("%v", all)
	}
}
