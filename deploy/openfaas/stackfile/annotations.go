package stackfile

import (
	"strconv"

	workload "simpul/lib/function"
)

const (
	topic    = "topic"
	schedule = "schedule"
	cron     = "cron-function"
)

// duties are the functions with work that somebody must call for: nobody notices for a while when the calls do not come.
var duties = map[string]bool{"quota-check": true, "submit-balikan": true, "semester-report": true}

// annotations knows those in use. Any other is misspelt, or gives the function something it must not have: a profile
// (com.openfaas.profile) can change the security context.
func (f *findings) annotations(name string, given map[string]string, settings workload.Settings) {
	want := map[string]string{
		"com.openfaas.health.http.path": "/_/health",
		"com.openfaas.ready.http.path":  "/_/ready",
		// With dots: faas-netes adds prometheus.io.scrape "false" where it is missing, and Prometheus takes / and . for one.
		"prometheus.io.scrape": "true",
		"prometheus.io.port":   strconv.Itoa(settings.MetricsPort),
	}
	for key, value := range want {
		if given[key] != value {
			f.add(name+".annotations", "%s: want %s", key, value)
		}
	}
	for key := range given {
		if _, known := want[key]; !known && key != topic && key != schedule {
			f.add(name+".annotations", "%s: unknown annotation", key)
		}
	}
	f.cron(name, given)
}

func (f *findings) cron(name string, given map[string]string) {
	on, scheduled := given[topic]
	at, timed := given[schedule]
	if !scheduled && !timed {
		if duties[name] {
			f.add(name+".annotations", "%s and %s are missing, and the function has a scheduled duty", topic, schedule)
		}
		return
	}
	if on != cron {
		f.add(name+".annotations", "%s: want %s beside a schedule", topic, cron)
	}
	if !isSchedule(at) {
		f.add(name+".annotations", "%s: want five fields in UTC, minute to day of week, and no zone: the connector has no zone data", schedule)
	}
}
