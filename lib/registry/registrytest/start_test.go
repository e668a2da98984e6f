package registrytest_test

import (
	"errors"
	"strings"
	"testing"

	"simpul/lib/registry/registrytest"
)

func TestOnlyLoopbackIsListenedOn(t *testing.T) {
	for _, addr := range []string{":0", "0.0.0.0:0", "[::]:0", "192.0.2.1:0", "localhost:0", "127.0.0.1", "registry.example:8000"} {
		server, err := registrytest.Start(registrytest.Options{Addr: addr, UserID: userID, Password: password})
		if !errors.Is(err, registrytest.ErrNotLoopback) || server != nil {
			t.Errorf("%s: %v", addr, err)
		}
	}
}

func TestIncompleteOptionsAreRefused(t *testing.T) {
	for name, o := range map[string]registrytest.Options{
		"no user id":  {Password: password},
		"no password": {UserID: userID},
		"quota":       {UserID: userID, Password: password, Quota: -1},
		"generation":  {UserID: userID, Password: password, Dialect: registrytest.Dialect{Errors: 4}},
	} {
		if server, err := registrytest.Start(o); err == nil || server != nil || strings.Contains(err.Error(), password) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAnAddressInUseIsAnError(t *testing.T) {
	r := start(t, registrytest.Options{})
	addr := strings.TrimPrefix(r.URL(), "https://")
	if server, err := registrytest.Start(registrytest.Options{Addr: addr, UserID: userID, Password: password}); err == nil || server != nil {
		t.Error("two listen on one port")
	}
}

func TestAClosedServerStaysClosed(t *testing.T) {
	r := start(t, registrytest.Options{})
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	if err := r.Reopen(); err == nil {
		t.Error("it opened again")
	}
}

func BenchmarkBareCall(b *testing.B) {
	r := start(b, registrytest.Options{Quota: 1 << 30, QuotaLimiter: true})
	asked := question(someoneFound().NIK)
	b.Run("one", func(b *testing.B) {
		for b.Loop() {
			r.raw(asked)
		}
	})
	b.Run("parallel", func(b *testing.B) {
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				r.raw(asked)
			}
		})
	})
}
