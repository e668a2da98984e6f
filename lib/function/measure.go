package function

import (
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/VictoriaMetrics/metrics"

	"simpul/lib/function/httpserver"
)

// measures are of-watchdog's metrics: the same names, labels and buckets, so that dashboards and alarms keep working.
type measures struct {
	set      *metrics.Set
	own      *metrics.Set // the function's, nil for none
	inFlight atomic.Int64
	series   sync.Map // outcome → *measure
}

// outcome is a pair of labels. Methods and statuses are of a known set: what a caller invents makes no new series.
type outcome struct {
	method string
	status int
}

type measure struct {
	total    *metrics.Counter
	duration *metrics.PrometheusHistogram
}

func newMeasures(own *metrics.Set) *measures {
	m := &measures{set: metrics.NewSet(), own: own}
	m.set.NewGauge("http_requests_in_flight", func() float64 { return float64(m.inFlight.Load()) })
	return m
}

func (m *measures) begin() { m.inFlight.Add(1) }

func (m *measures) end(method string, status int, took time.Duration) {
	m.inFlight.Add(-1)
	key := outcome{method: strings.ToLower(httpserver.Method(method)), status: status}
	known, ok := m.series.Load(key)
	if !ok {
		known, _ = m.series.LoadOrStore(key, m.measure(key))
	}
	one := known.(*measure)
	one.total.Inc()
	one.duration.Update(took.Seconds())
}

func (m *measures) measure(o outcome) *measure {
	labels := fmt.Sprintf(`{code="%d",method="%s"}`, o.status, o.method)
	return &measure{
		total:    m.set.GetOrCreateCounter("http_requests_total" + labels),
		duration: m.set.GetOrCreatePrometheusHistogram("http_request_duration_seconds" + labels),
	}
}

// ServeHTTP shows the metrics in Prometheus's text format, those of the process and of Go included.
func (m *measures) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path != "/metrics" || r.Method != http.MethodGet {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
	m.set.WritePrometheus(w)
	if m.own != nil {
		m.own.WritePrometheus(w)
	}
	metrics.WriteProcessMetrics(w)
}

const scrapeTimeout = 10 * time.Second

func (m *measures) server(log *slog.Logger) *http.Server {
	metrics.ExposeMetadata(true) // without TYPE lines a histogram is untyped to Prometheus
	return &http.Server{Handler: m, ReadTimeout: scrapeTimeout, WriteTimeout: scrapeTimeout, MaxHeaderBytes: httpserver.HeaderLimit,
		ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn)}
}
