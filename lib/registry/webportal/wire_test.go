package webportal_test

import (
	"fmt"
	"strings"
	"testing"

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

// What a verification costs on the line is the portal's to say: its pages are most of it. This side's share is what is bounded here
// (JUKNIS-I.B).
func TestAWarmVerificationSendsLittle(t *testing.T) {
	for name, row := range map[string]struct {
		changes []string
		most    int // bytes sent, TLS included
	}{
		"form before each search": {nil, 800},
		"form once":               {[]string{"form_once: false", "form_once: true"}, 550},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t, tableProfile, row.changes...)
			c := o.client()
			o.ask(c)
			const n = 10
			wasUp, wasDown := carried(t, c)
			for range n {
				o.ask(c)
			}
			up, down := carried(t, c)
			sent, received := (up-wasUp)/n, (down-wasDown)/n
			t.Logf("%d bytes up, %d down", sent, received)
			if sent > row.most || sent == 0 || received == 0 {
				t.Errorf("%d bytes sent, more than %d", sent, row.most)
			}
		})
	}
}
