package session_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"go.uber.org/goleak"

	"simpul/lib/admission"
	"simpul/lib/admission/redistest"
	"simpul/lib/config"
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

// rights are some of those that package admission asks for its Redis user, whose client looks at INFO: the store needs no more.
const rights = "~{simpul}:* +info +eval +evalsha +time +del +get +set +hget +hset +hdel +hkeys +hmget +pexpire"

func TestRedisKeepsTheContractWithTheRightsOfAdmission(t *testing.T) {
	sessiontest.Contract(t, func(t *testing.T) (a, b session.Store) {
		server, _ := restricted(t)
		return store(t, server, 10*time.Second), store(t, server, 10*time.Second)
	})
}

// restricted starts a Redis with a user of these rights; admin may do anything.
func restricted(t *testing.T) (server *redistest.Server, admin *redis.Client) {
	t.Helper()
	server = redistest.Start(t)
	admin = redis.NewClient(&redis.Options{Network: "unix", Addr: server.Addr()})
	t.Cleanup(func() { _ = admin.Close() })
	order := []any{"ACL", "SETUSER", "simpul", "on", ">sandi-uji"}
	for word := range strings.FieldsSeq(rights) {
		order = append(order, word)
	}
	if err := admin.Do(t.Context(), order...).Err(); err != nil {
		t.Fatal(err)
	}
	return server, admin
}

func TestWhatIsStoredIsForgottenInBoundedTime(t *testing.T) {
	server, admin := restricted(t)
	s := store(t, server, 10*time.Second)
	const idle, term = time.Hour, time.Minute
	e := session.Entry{Login: "masuk-1", Sealed: "segel"}
	if _, granted, err := s.Lease(t.Context(), "kantor", "satu", "", term); err != nil || !granted {
		t.Fatal(err)
	}
	if held, err := s.Save(t.Context(), "kantor", "satu", e, time.Minute); err != nil || !held {
		t.Fatal(err)
	}
	if err := s.Update(t.Context(), "kantor", e, idle); err != nil { // a session in use lasts
		t.Fatal(err)
	}
	for key, most := range map[string]time.Duration{"session": idle, "users": 12 * time.Hour, "lease": term} {
		if left := admin.PTTL(t.Context(), "{simpul}:portal:kantor:"+key).Val(); left <= most/2 || left > most {
			t.Errorf("%s lasts %v", key, left)
		}
	}
}

func store(t *testing.T, server *redistest.Server, timeout time.Duration) session.Store {
	t.Helper()
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "password"), []byte("sandi-uji"), 0o600); err != nil {
		t.Fatal(err)
	}
	settings := config.Redis{URL: "unix://simpul@" + server.Addr(), PasswordFile: "password", Timeout: timeout, Persistence: "none"}
	client, err := admission.NewClient(settings, config.NewSecrets(folder))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = client.Close() })
	return session.NewRedis(client, timeout)
}

func TestAStoreThatIsAwayIsAnErrorWithoutAnAddress(t *testing.T) {
	server, _ := restricted(t)
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
