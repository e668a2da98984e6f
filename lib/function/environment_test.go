package function_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"simpul/lib/function"
)

func environment(values map[string]string) func(string) (string, bool) {
	return func(name string) (string, bool) {
		value, ok := values[name]
		return value, ok
	}
}

func TestTheDefaultsFitIntoTheTimeAPlatformGives(t *testing.T) {
	s, err := function.ReadSettings(environment(nil))
	want := function.Settings{Port: 8080, MetricsPort: 8081, ReadTimeout: 10 * time.Second, WriteTimeout: 20 * time.Second,
		ExecTimeout: 15 * time.Second, Interval: 3 * time.Second, MaxInflight: 256}
	if s != want || err != nil {
		t.Errorf("%+v %v", s, err)
	}
	if s.Interval+s.WriteTimeout >= 30*time.Second {
		t.Error("a stop would take longer than Kubernetes and faasd wait")
	}
}

func TestEveryVariableIsRead(t *testing.T) {
	s, err := function.ReadSettings(environment(map[string]string{"address": "::1", "port": "9000", "metrics_port": "9001",
		"read_timeout": "7", "write_timeout": "1m", "exec_timeout": "2500ms", "healthcheck_interval": "0", "max_inflight": "0"}))
	want := function.Settings{Address: "::1", Port: 9000, MetricsPort: 9001, ReadTimeout: 7 * time.Second, WriteTimeout: time.Minute,
		ExecTimeout: 2500 * time.Millisecond}
	if s != want || err != nil {
		t.Errorf("%+v %v", s, err)
	}
}

func TestEmptyVariablesAreUnsetAndMetricsCanBeOff(t *testing.T) {
	empty := environment(map[string]string{"port": "", "exec_timeout": "", "metrics_port": "off"})
	if s, err := function.ReadSettings(empty); err != nil || s.Port != 8080 || s.MetricsPort != 0 {
		t.Errorf("%+v %v", s, err)
	}
	if s, err := function.ReadSettings(environment(map[string]string{"metrics_port": "0"})); err != nil || s.MetricsPort != 0 {
		t.Errorf("%+v %v", s, err)
	}
}

func TestAllWrongVariablesAreNamedAtOnceAndNoneIsShown(t *testing.T) {
	const wrong = "7 detik rahasia"
	values := map[string]string{}
	for _, name := range []string{"address", "port", "metrics_port", "read_timeout", "write_timeout", "exec_timeout",
		"healthcheck_interval", "max_inflight"} {
		values[name] = wrong
	}
	_, err := function.ReadSettings(environment(values))
	for name := range values {
		if err == nil || strings.Count(err.Error(), " "+name+": ") != 1 {
			t.Errorf("%s: %v", name, err)
		}
	}
	if strings.Contains(fmt.Sprint(err), "rahasia") {
		t.Error("a value is shown")
	}
}

func TestImpossibleValuesAreRefused(t *testing.T) {
	for _, one := range [][2]string{{"port", "65536"}, {"port", "-1"}, {"port", "80x"}, {"metrics_port", "8080"}, {"metrics_port", "on"},
		{"address", "localhost"}, {"address", "127.0.0.1:80"}, {"read_timeout", "0"}, {"write_timeout", "0"}, {"exec_timeout", "0"},
		{"exec_timeout", "20s"}, {"exec_timeout", "21s"}, {"write_timeout", "15"}, {"exec_timeout", "-1s"}, {"read_timeout", "2h"},
		{"healthcheck_interval", "16s"}, {"healthcheck_interval", "-1"}, {"max_inflight", "-1"}, {"max_inflight", "1.5"},
		{"read_timeout", "99999999999999999999"}, {"read_timeout", "10 s"}} {
		if _, err := function.ReadSettings(environment(map[string]string{one[0]: one[1]})); err == nil {
			t.Errorf("%s=%s is accepted", one[0], one[1])
		}
	}
}
