package admission_test

import (
	"context"
	"errors"
	"strconv"
	"testing"
	"time"

	"simpul/lib/admission"
	"simpul/lib/admission/redistest"
	"simpul/lib/config"
)

// BenchmarkAcknowledgement is the price of WAIT: the same admission on the same pair of servers, one that is done when the
// primary has it, and one when its replica has it too.
func BenchmarkAcknowledgement(b *testing.B) {
	for _, persistence := range [][]string{nil, redistest.Persistent} {
		primary, replica := redistest.Listen(b, persistence...), redistest.Listen(b, persistence...)
		replica.Follow(primary.Host())
		primary.Await("state=online")
		for replicas := range 2 {
			client, a := counting(b, primary, replicas)
			step := func() error {
				_, err := a.Admit(b.Context(), request(newID()))
				return err
			}
			for _, goroutines := range []int{1, 32} {
				b.Run(named(persistence, replicas, goroutines), func(b *testing.B) {
					if err := errors.Join(client.FlushAll(b.Context()).Err(), a.Initialise(b.Context(), admission.Initialisation{Basis: paper})); err != nil {
						b.Fatal(err)
					}
					measure(b, goroutines, step)
				})
			}
		}
	}
}

func counting(b *testing.B, server *redistest.Server, replicas int) (*admission.Client, *admission.Admission) {
	b.Helper()
	s := (&world{}).settings()
	s.Quota.DailyLimit, s.Timeout = 1<<40, 30*time.Second // a disk may be busy
	client, err := admission.NewClient(config.Redis{URL: server.URL(), Timeout: s.Timeout, Replicas: replicas}, nil)
	if err != nil {
		b.Fatal(err)
	}
	a, err := admission.New(client, s)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = errors.Join(a.Close(context.Background()), client.Close()) })
	return client, a
}

func named(persistence []string, replicas, goroutines int) string {
	name := "memory/"
	if persistence != nil {
		name = "always/"
	}
	return name + "replicas=" + strconv.Itoa(replicas) + "/" + strconv.Itoa(goroutines)
}
