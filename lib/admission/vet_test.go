package admission_test

import (
	"strings"
	"testing"

	"github.com/alicebob/miniredis/v2"

	"simpul/lib/admission"
	"simpul/lib/admission/redistest"
	"simpul/lib/config"
	"simpul/lib/problem"
)

// promised is a process whose configuration promises that of the Redis at url.
func (w *world) promised(url, persistence string, replicas int) *admission.Admission {
	w.t.Helper()
	return w.connect(config.Redis{URL: url, Persistence: persistence, Replicas: replicas}, nil)
}

// because expects penyimpanan_tidak_tersedia with that cause.
func because(t *testing.T, err error, cause string) {
	t.Helper()
	if !problem.Is(err, problem.CodePenyimpananTidakTersedia) || !strings.Contains(err.Error(), cause) {
		t.Errorf("want %q, got %v", cause, err)
	}
}

// Redis would count all the same; what it counted, and what the guard knows, could be gone without a word.
func TestARedisThatIsNotSetAsPromisedGrantsNothing(t *testing.T) {
	full := []string{"--maxmemory", "100mb", "--maxmemory-policy"}
	for name, row := range map[string]struct {
		promise, cause string
		args           []string
	}{
		"evicts anything":         {"none", "maxmemory-policy", append(full[:3:3], "allkeys-lru")},
		"evicts what expires":     {"none", "maxmemory-policy", append(full[:3:3], "volatile-ttl")},
		"keeps nothing":           {"everysec", "appendonly yes", nil},
		"keeps snapshots only":    {"everysec", "appendonly yes", []string{"--save", "3600 1"}},
		"is a second behind":      {"always", "appendfsync always", []string{"--appendonly", "yes", "--appendfsync", "everysec"}},
		"leaves it to the system": {"always", "appendfsync always", []string{"--appendonly", "yes", "--appendfsync", "no"}},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, redistest.Start(t, row.args...).URL())
			a := w.promised(w.url, row.promise, 0)
			because(t, a.Initialise(t.Context(), admission.Initialisation{Basis: paper}), row.cause)
			_, err := a.Admit(t.Context(), request(newID()))
			because(t, err, row.cause)
			_, err = a.Settle(t.Context(), counted(newID()))
			because(t, err, row.cause)
			because(t, a.Ready(t.Context()), row.cause)
		})
	}
}

func TestARedisThatIsSetAsPromisedIsReady(t *testing.T) {
	for persistence, args := range map[string][]string{
		"none":     {"--maxmemory", "100mb"}, // noeviction is Redis's own choice
		"everysec": {"--appendonly", "yes"},
		"always":   redistest.Persistent,
	} {
		w := newWorld(t, redistest.Start(t, args...).URL())
		a := w.promised(w.url, persistence, 0)
		w.initialise(a, 0)
		w.admit(a)
		if err := a.Ready(t.Context()); err != nil {
			t.Errorf("%s: %v", persistence, err)
		}
	}
}

// A setting may change while it runs: readiness sees it at once, and so does each new connection.
func TestASettingThatChangesIsNoticed(t *testing.T) {
	server := redistest.Start(t, redistest.Persistent...)
	w := newWorld(t, server.URL())
	a := w.promised(w.url, "everysec", 0)
	w.initialise(a, 0)
	server.Do("CONFIG", "SET", "appendonly", "no")
	because(t, a.Ready(t.Context()), "appendonly yes")
	_, err := w.promised(w.url, "everysec", 0).Admit(t.Context(), request(newID()))
	because(t, err, "appendonly yes")
	server.Do("CONFIG", "SET", "appendonly", "yes")
	if err := a.Ready(t.Context()); err != nil {
		t.Error(err)
	}
}

// It answers questions, but what it knows may be old.
func TestAReplicaIsNotAsked(t *testing.T) {
	p := newPair(t)
	p.initialise(p.office(), 7)
	_, err := p.replicaAt(p.replica.URL()).State(t.Context())
	because(t, err, "the server is a replica")
}

func TestReadinessCountsReplicas(t *testing.T) {
	p := newPair(t, "--appendonly", "yes", "--min-replicas-to-write", "1")
	one, two := p.promised(p.url, "everysec", 1), p.promised(p.url, "everysec", 2)
	p.initialise(one, 0)
	if err := one.Ready(t.Context()); err != nil {
		t.Error(err)
	}
	because(t, two.Ready(t.Context()), "fewer replicas")
	third := redistest.Start(t)
	third.Follow(p.link.Host())
	p.primary.Await("connected_slaves:2")
	eventually(func() bool { return two.Ready(t.Context()) == nil })
	because(t, one.Ready(t.Context()), "more replicas")
	p.primary.Do("CONFIG", "SET", "min-replicas-to-write", "0")
	because(t, two.Ready(t.Context()), "min-replicas-to-write")
}

func TestTheEmbeddedRedisServesOnlyWhoPromisesNothing(t *testing.T) {
	w := newWorld(t, "redis://"+miniredis.RunT(t).Addr())
	a := w.promised(w.url, "none", 0)
	w.initialise(a, 0)
	if err := a.Ready(t.Context()); err != nil {
		t.Error(err)
	}
	because(t, w.promised(w.url, "everysec", 0).Ready(t.Context()), "does not say how old")
}
