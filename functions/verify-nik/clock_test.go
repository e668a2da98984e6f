package main

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"

	"simpul/lib/registry/registrytest"
)

func TestAClockSixtySecondsOffRefusesUntilItIsRight(t *testing.T) { // the day is uncertain (design.md, The day)
	redis := miniredis.RunT(t) // its clock can be told
	b := newBench(t, map[string]string{"SIMPUL_REDIS__URL": "redis://" + redis.Addr() + "/0"})
	nik := registrytest.Samples()[0].NIK
	for _, off := range []time.Duration{time.Minute, -time.Minute} {
		redis.SetTime(time.Now().Add(off))
		if a := b.ask(of(nik, nil)); a.Code != 503 || !strings.HasSuffix(a.Problem, "jam_tidak_cocok") || b.Registry.Calls() != 0 {
			t.Errorf("%v off: %d %s, %d calls", off, a.Code, a.Problem, b.Registry.Calls())
		}
	}
	redis.SetTime(time.Now())
	if a := b.ask(of(nik, nil)); a.Code != http.StatusOK || a.Quota.Used != 1 {
		t.Errorf("right again: %d %s, used %d", a.Code, a.Problem, a.Quota.Used)
	}
}
