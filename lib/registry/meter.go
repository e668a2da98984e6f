package registry

import (
	"fmt"
	"io"
	"net"
	"sync"
	"time"

	"github.com/VictoriaMetrics/metrics"

	"simpul/lib/agreement"
)

// Meter counts what the line to the registry carries, TLS and handshakes included, TCP and IP not: about 52 bytes a packet, and
// two or three packets a warm exchange.
//
//	simpul_registry_bytes_total{direction}         up, what was sent; down, what came
//	simpul_registry_exchange_bytes{direction}      histogram, one question with its answer, and the handshake that it needed
//	simpul_registry_handshakes_total{resumed}      a warm line has fewer than one in a hundred exchanges
//	simpul_registry_line_seconds_today             how long today (WIB) the bytes keep the line busy, both directions together
//
// No label tells who asked or about whom.
type Meter struct {
	set        *metrics.Set
	up, down   direction
	handshakes map[bool]*metrics.Counter
	bandwidth  float64 // bytes a second
	now        func() time.Time

	mu    sync.Mutex
	day   agreement.Date
	today int64 // bytes
}

type direction struct {
	total    *metrics.Counter
	exchange *metrics.PrometheusHistogram
}

// exchangeSizes are the buckets: a warm exchange has under 1 KiB each way, a handshake 1.5 to 5 KiB more.
var exchangeSizes = []float64{256, 512, 768, 1024, 1536, 2048, 3072, 4096, 6144, 8192, 16384, 65536}

// NewMeter returns a meter of a line with so many kilobits a second (JUKNIS-I.B: 1000).
func NewMeter(kbps int, now func() time.Time) *Meter {
	m := &Meter{set: metrics.NewSet(), bandwidth: float64(kbps) * 1000 / 8, now: now, handshakes: map[bool]*metrics.Counter{}}
	m.up, m.down = m.direction("up"), m.direction("down")
	for _, resumed := range []bool{true, false} {
		m.handshakes[resumed] = m.set.NewCounter(fmt.Sprintf(`simpul_registry_handshakes_total{resumed="%t"}`, resumed))
	}
	m.set.NewGauge("simpul_registry_line_seconds_today", m.lineSeconds)
	return m
}

func (m *Meter) direction(name string) direction {
	return direction{
		m.set.NewCounter(fmt.Sprintf("simpul_registry_bytes_total{direction=%q}", name)),
		m.set.NewPrometheusHistogramExt(fmt.Sprintf("simpul_registry_exchange_bytes{direction=%q}", name), exchangeSizes),
	}
}

// Carried returns the bytes of all connections so far.
func (m *Meter) Carried() (up, down uint64) { return m.up.total.Get(), m.down.total.Get() }

// WritePrometheus writes the figures as they stand.
func (m *Meter) WritePrometheus(w io.Writer) { m.set.WritePrometheus(w) }

// Handshake counts one; a resumed one has about two thirds of the bytes.
func (m *Meter) Handshake(resumed bool) { m.handshakes[resumed].Inc() }

// Exchange counts one question with its answer, in bytes.
func (m *Meter) Exchange(up, down int64) {
	m.up.exchange.Update(float64(up))
	m.down.exchange.Update(float64(down))
}

// lineSeconds counts both directions: a line of the agreement's bandwidth need not be full duplex.
func (m *Meter) lineSeconds() float64 {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.turn()
	return float64(m.today) / m.bandwidth
}

// turn begins a new day. A clock that is set back does not bring a day back.
func (m *Meter) turn() {
	if today := agreement.DateOf(m.now()); m.day.Before(today) {
		m.day, m.today = today, 0
	}
}

func (m *Meter) carry(total *metrics.Counter, n int) {
	total.Add(n)
	m.mu.Lock()
	defer m.mu.Unlock()
	m.turn()
	m.today += int64(n)
}

// Metered is a connection whose bytes a [Meter] counts.
type Metered struct {
	net.Conn
	meter    *Meter
	up, down int64
}

// Count returns conn with its bytes counted.
func (m *Meter) Count(conn net.Conn) *Metered { return &Metered{Conn: conn, meter: m} }

// Read counts what came.
func (c *Metered) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	c.down += int64(n)
	c.meter.carry(c.meter.down.total, n)
	return n, err
}

// Write counts what was handed over.
func (c *Metered) Write(b []byte) (int, error) {
	n, err := c.Conn.Write(b)
	c.up += int64(n)
	c.meter.carry(c.meter.up.total, n)
	return n, err
}

// Carried returns the bytes so far. Like the connection, it is for one user at a time.
func (c *Metered) Carried() (up, down int64) { return c.up, c.down }
