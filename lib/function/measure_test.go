package function_test

import (
	"net/http"
	"strings"
	"testing"
)

func TestMetricsBearOfWatchdogsNamesOnTheirOwnPort(t *testing.T) {
	port := freePort(t)
	c := startChild(t, "plain", "metrics_port="+port)
	statusOf(t, "POST", c.url)
	statusOf(t, "POST", c.url)
	statusOf(t, "BREW", c.url)
	statusOf(t, "POST", c.url+"/?busy")
	statusOf(t, "GET", c.url+"/_/health")
	_, text := call(t, http.MethodGet, "http://127.0.0.1:"+port+"/metrics", nil)
	for _, want := range []string{
		"# TYPE http_requests_total counter\n", `http_requests_total{code="200",method="post"} 2` + "\n",
		`http_requests_total{code="405",method="unknown"} 1` + "\n", `http_requests_total{code="429",method="post"} 1` + "\n",
		"# TYPE http_request_duration_seconds histogram\n", `http_request_duration_seconds_bucket{code="200",method="post",le="0.005"} `,
		`http_request_duration_seconds_bucket{code="200",method="post",le="10"} 2` + "\n",
		`http_request_duration_seconds_bucket{code="200",method="post",le="+Inf"} 2` + "\n",
		`http_request_duration_seconds_count{code="200",method="post"} 2` + "\n", `http_request_duration_seconds_sum{code="200",method="post"} `,
		"# TYPE http_requests_in_flight gauge\nhttp_requests_in_flight 0\n", "simpul_uji_total 7\n", "go_goroutines ", "process_resident_memory_bytes ",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in:\n%s", want, text)
		}
	}
	if n := strings.Count(text, `http_request_duration_seconds_bucket{code="200",method="post"`); n != 12 || strings.Contains(text, "BREW") {
		t.Errorf("%d buckets:\n%s", n, text)
	}
	if status := statusOf(t, "GET", "http://127.0.0.1:"+port+"/"); status != 404 {
		t.Errorf("another address on the metrics port: %d", status)
	}
}
