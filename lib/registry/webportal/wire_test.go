package webportal_test

import (
	"fmt"
	"strings"
	"testing"

	"simpul/lib/registry/registrytest"
	"simpul/lib/registry/webportal"
)

// carried returns the bytes of the line so far, TLS included.
func carried(t *testing.T, c *webportal.Client) (up, down int) {
	t.Helper()
	var text strings.Builder
	c.Meter().WritePrometheus(&text)
	for line := range strings.Lines(text.String()) {
		_, _ = fmt.Sscanf(line, `simpul_registry_bytes_total{direction="up"} %d`, &up)
		_, _ = fmt.Sscanf(line, `simpul_registry_bytes_total{direction="down"} %d`, &down)
	}
	return up, down
}

// packet is what each segment of at most [segment] bytes adds on the wire; one more is the ACK at the end of an exchange.
const packet, segment = 20 + 20 + 12, 1500 - 20 - 20 - 12

// onWire is what so many exchanges that carry these bytes in all take with TCP and IP, if they share them evenly.
func onWire(up, down, exchanges int) int {
	packets := 0
	for _, bytes := range []int{up, down} {
		packets += exchanges * ((bytes/exchanges + segment - 1) / segment)
	}
	return up + down + packet*(packets+exchanges)
}

// What a verification costs on the line is the portal's to say: its pages are most of it. This side's share is what is bounded here
// (JUKNIS-I.B).
func TestAWarmVerificationSendsLittle(t *testing.T) {
	once := []string{"form_once: false", "form_once: true"}
	for name, row := range map[string]struct {
		gzip      bool
		changes   []string
		exchanges int
		most      int // bytes sent, TLS included
	}{
		"form before each search":       {false, nil, 2, 800},
		"form before each search, gzip": {true, nil, 2, 800},
		"form once":                     {false, once, 1, 550},
		"form once, gzip":               {true, once, 1, 550},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOfficeOf(t, registrytest.Options{Gzip: row.gzip}, tableProfile, row.changes...)
			c := o.client()
			o.ask(c)
			const n = 10
			wasUp, wasDown := carried(t, c)
			for range n {
				o.ask(c)
			}
			up, down := carried(t, c)
			sent, received := (up-wasUp)/n, (down-wasDown)/n
			t.Logf("%d bytes up, %d down with TLS; about %d with TCP and IP", sent, received, onWire(sent, received, row.exchanges))
			if sent > row.most || sent == 0 || received == 0 {
				t.Errorf("%d bytes sent, more than %d", sent, row.most)
			}
		})
	}
}
