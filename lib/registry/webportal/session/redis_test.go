package session_test

import (
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"go.uber.org/goleak"

	"simpul/lib/admission/redistest"
	"simpul/lib/registry/webportal/session"
	"simpul/lib/registry/webportal/session/sessiontest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestMemoryKeepsTheContract(t *testing.T) {
	sessiontest.Contract(t, func(*testing.T) (a, b session.Store) {
		memory := sessiontest.New()
		return memory, memory.Another()
	})
}

// rights are what package admission asks for its Redis user: the store needs no more.
const rights = "~{simpul}:* +eval +evalsha +time +del +get +set +hget +hset +hdel +hkeys +hmget +pexpire +zadd +zrem +zcard +zremrangebyscore"

func TestRedisKeepsTheContractWithTheRightsOfAdmission(t *testing.T) {
	sessiontest.Contract(t, func(t *testing.T) (a, b session.Store) {
		server := redistest.Start(t)
		admin := redis.NewClient(&redis.Options{Network: "unix", Addr: server.Addr()})
		order := []any{"ACL", "SETUSER", "simpul", "on", ">sandi-uji"}
		for word := range strings.FieldsSeq(rights) {
			order = append(order, word)
		}
		if err := admin.Do(t.Context(), order...).Err(); err != nil {
			t.Fatal(err)
		}
		_ = admin.Close()
		return store(t, server, 10*time.Second), store(t, server, 10*time.Second)
	})
}

func store(t *testing.T, server *redistest.Server, timeout time.Duration) session.Store {
	t.Helper()
	client := redis.NewClient(&redis.Options{Network: "unix", Addr: server.Addr(), Username: "simpul", Password: "sandi-uji", Protocol: 2, DisableIdentity: true})
	t.Cleanup(func() { _ = client.Close() })
	return session.NewRedis(client, timeout)
}

func TestAStoreThatIsAwayIsAnErrorWithoutAnAddress(t *testing.T) {
	server := redistest.Start(t)
	s := store(t, server, time.Second)
	server.Kill()
	_, errLoad := s.Load(t.Context(), "kantor", time.Minute)
	_, _, errLease := s.Lease(t.Context(), "kantor", "satu", "", time.Minute)
	_, errSave := s.Save(t.Context(), "kantor", "satu", session.Entry{}, time.Minute)
	_, errLeave := s.Leave(t.Context(), "kantor")
	for _, err := range []error{errLoad, errLease, errSave, errLeave} {
		if err == nil || strings.Contains(err.Error(), "sock") {
			t.Errorf("got %v", err)
		}
	}
}
