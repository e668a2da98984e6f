package registry_test

import (
	"bytes"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"simpul/lib/agreement"
	"simpul/lib/registry"
)

// clock is set by the test.
type clock struct{ time.Time }

func (c *clock) now() time.Time { return c.Time }

// figure returns the line of one figure.
func figure(t *testing.T, m *registry.Meter, name string) string {
	t.Helper()
	var text bytes.Buffer
	m.WritePrometheus(&text)
	for line := range strings.Lines(text.String()) {
		if value, is := strings.CutPrefix(line, name+" "); is {
			return strings.TrimSpace(value)
		}
	}
	t.Fatalf("%s is not among\n%s", name, text.String())
	return ""
}

// carry sends so many bytes each way over a counted connection.
func carry(t *testing.T, m *registry.Meter, up, down int) *registry.Metered {
	t.Helper()
	near, far := net.Pipe()
	t.Cleanup(func() { _, _ = near.Close(), far.Close() })
	conn := m.Count(near)
	go func() {
		_, _ = io.CopyN(io.Discard, far, int64(up))
		_, _ = far.Write(make([]byte, down))
	}()
	if _, err := conn.Write(make([]byte, up)); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadFull(conn, make([]byte, down)); err != nil {
		t.Fatal(err)
	}
	return conn
}

func TestTheMeterCountsBytesBothWays_JUKNIS_I_B(t *testing.T) {
	m := registry.NewMeter(1000, time.Now)
	conn := carry(t, m, 300, 900)
	carry(t, m, 10, 20)
	if up, down := conn.Carried(); up != 300 || down != 900 {
		t.Errorf("carried %d and %d", up, down)
	}
	m.Exchange(conn.Carried())
	m.Handshake(true)
	for name, want := range map[string]string{
		`simpul_registry_bytes_total{direction="up"}`: "310", `simpul_registry_bytes_total{direction="down"}`: "920",
		`simpul_registry_exchange_bytes_sum{direction="up"}`: "300", `simpul_registry_exchange_bytes_count{direction="down"}`: "1",
		`simpul_registry_exchange_bytes_bucket{direction="down",le="1024"}`: "1", `simpul_registry_exchange_bytes_bucket{direction="down",le="768"}`: "0",
		`simpul_registry_handshakes_total{resumed="true"}`: "1", `simpul_registry_handshakes_total{resumed="false"}`: "0",
	} {
		if got := figure(t, m, name); got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
}

func TestLineSecondsAreOfTheWIBDay_JUKNIS_I_B(t *testing.T) {
	at := &clock{time.Date(2026, 3, 1, 23, 59, 0, 0, agreement.WIB)}
	m := registry.NewMeter(1000, at.now)
	const name = "simpul_registry_line_seconds_today"
	if got := figure(t, m, name); got != "0" {
		t.Errorf("at the start: %s", got)
	}
	carry(t, m, 50_000, 75_000) // of 125,000 bytes a second
	if got := figure(t, m, name); got != "1" {
		t.Errorf("after a second's bytes: %s", got)
	}
	at.Time = at.Add(time.Minute)
	if got := figure(t, m, name); got != "0" {
		t.Errorf("after midnight: %s", got)
	}
	carry(t, m, 12_500, 0)
	at.Time = at.Add(-time.Hour) // a clock that was set back
	carry(t, m, 12_500, 0)
	if got := figure(t, m, name); got != "0.2" {
		t.Errorf("after the clock went back: %s", got)
	}
}
