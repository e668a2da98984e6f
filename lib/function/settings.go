package function

import (
	"net"
	"net/netip"
	"strconv"
	"time"

	"simpul/lib/function/httpserver"
)

// Settings are what the environment decides (package comment, Environment).
type Settings struct {
	Address      string // an IP address, "" for all interfaces
	Port         int
	MetricsPort  int // 0 for no metrics
	ReadTimeout  time.Duration
	WriteTimeout time.Duration
	ExecTimeout  time.Duration
	Interval     time.Duration // healthcheck_interval
	MaxInflight  int           // 0 for no limit
}

const (
	highestPort = 65535
	mostCalls   = 1 << 20
	mostTimeout = time.Hour
	// mostInterval leaves time for the calls in flight within httpserver.StopTime.
	mostInterval = 15 * time.Second
)

// ReadSettings reads the variables through lookup, such as [os.LookupEnv]; the error names every wrong one.
func ReadSettings(lookup func(string) (string, bool)) (Settings, error) {
	e := httpserver.NewEnvironment(lookup)
	s := Settings{
		Address:      e.Text("address", ""),
		Port:         e.Int("port", 8080, 0, highestPort),
		MetricsPort:  metricsPort(e),
		ReadTimeout:  e.Duration("read_timeout", 10*time.Second, time.Millisecond, mostTimeout),
		WriteTimeout: e.Duration("write_timeout", 20*time.Second, time.Millisecond, mostTimeout),
		ExecTimeout:  e.Duration("exec_timeout", 15*time.Second, time.Millisecond, mostTimeout),
		Interval:     e.Duration("healthcheck_interval", 3*time.Second, 0, mostInterval),
		MaxInflight:  e.Int("max_inflight", 256, 0, mostCalls),
	}
	s.check(e)
	return s, e.Err()
}

func metricsPort(e *httpserver.Environment) int {
	if e.Text("metrics_port", "") == "off" {
		return 0
	}
	return e.Int("metrics_port", 8081, 0, highestPort)
}

func (s Settings) check(e *httpserver.Environment) {
	if _, err := netip.ParseAddr(s.Address); s.Address != "" && err != nil {
		e.Wrong("address", "want one IP address, or nothing for all interfaces")
	}
	if s.ExecTimeout >= s.WriteTimeout && s.WriteTimeout > 0 {
		// Otherwise the connection closes before the 504 is written, and the log would say what the caller never saw.
		e.Wrong("exec_timeout", "want less than write_timeout")
	}
	if s.MetricsPort != 0 && s.MetricsPort == s.Port {
		e.Wrong("metrics_port", "want another port than port")
	}
}

func (s Settings) listenAddress(port int) string {
	return net.JoinHostPort(s.Address, strconv.Itoa(port))
}
