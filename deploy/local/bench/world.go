package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"simpul/deploy/local/stack"
	"simpul/lib/config"
	"simpul/lib/config/configtest"
	"simpul/lib/identity"
	"simpul/lib/nik"
	"simpul/lib/registry/lookup"
	"simpul/lib/registry/registrytest"
)

// world is the stack, its registry, and the peers.
type world struct {
	plan
	folder   string
	redis    *redisServer // of the functions
	counters *redisServer // of the ways to count
	registry *registrytest.Server
	stack    *stack.Stack
	function stack.Replica
	peer     *program
	bare     *lookup.Client
	sample   registrytest.Sample
	nik      nik.NIK
	token    string
}

// newWorld starts everything; close ends what is there, also after an error.
func newWorld(ctx context.Context, p plan) (*world, error) {
	w := &world{plan: p, sample: registrytest.Samples()[0]}
	for _, step := range []func(context.Context) error{w.startServers, w.startRegistry, w.startStack, w.lift, w.age, w.startBare, w.startPeer} {
		if err := step(ctx); err != nil {
			return w, err
		}
	}
	return w, nil
}

func (w *world) startServers(ctx context.Context) (err error) {
	if w.nik, err = nik.Parse(w.sample.NIK); err != nil {
		return err
	}
	if w.folder, err = os.MkdirTemp("", "simpul-bench-"); err != nil {
		return err
	}
	if w.redis, err = startRedis(ctx, filepath.Join(w.folder, "redis")); err != nil {
		return err
	}
	w.counters, err = startRedis(ctx, filepath.Join(w.folder, "counters"))
	return err
}

func (w *world) secrets() string { return stack.SecretsFolder(w.folder) }

func (w *world) startRegistry(context.Context) error {
	if err := stack.PrepareSecrets(w.folder); err != nil {
		return err
	}
	user, err1 := os.ReadFile(filepath.Join(w.secrets(), "registry-user-id"))
	password, err2 := os.ReadFile(filepath.Join(w.secrets(), "registry-password"))
	o := registrytest.Options{UserID: strings.TrimSpace(string(user)), Password: strings.TrimSpace(string(password))}
	err := errors.Join(err1, err2)
	if err == nil {
		w.registry, err = registrytest.Start(o)
	}
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(w.secrets(), "registry-ca"), w.registry.CAPEM(), 0o600)
}

func (w *world) config() string { return filepath.Join(w.root, "deploy/local/config.yaml") }

// environ changes what the shipped configuration says: this registry, a guard that holds nobody, a line wider than the callers
// are many, and deadlines that a busy machine meets.
func (w *world) environ() []string {
	environ := []string{
		"SIMPUL_REGISTRY__SIMULATOR=false", "SIMPUL_REGISTRY__URL=" + w.registry.URL(),
		"SIMPUL_AGREEMENT__ADDENDUM={number: UJI-1, date: 2026-01-31}", "SIMPUL_AGREEMENT__POC_LETTER={number: UJI-2, date: 2026-01-31}",
		"SIMPUL_REGISTRY__SLOTS=64", "SIMPUL_REGISTRY__TIMEOUT=30s", "SIMPUL_REDIS__TIMEOUT=10s",
		"exec_timeout=60s", "write_timeout=70s",
	}
	for name, value := range configtest.LooseGuard() {
		environ = append(environ, name+"="+value)
	}
	return environ
}

func (w *world) startStack(ctx context.Context) (err error) {
	w.stack, err = stack.Start(ctx, stack.Options{
		Config: w.config(), Binaries: w.binaries, State: w.folder, Address: "127.0.0.1:0", RedisURL: w.redis.url(), Replicas: 1,
		Environ: w.environ(), Say: func(string, ...any) {},
	})
	if err != nil {
		return err
	}
	for _, r := range w.stack.Running {
		if r.Function == "verify-nik" {
			w.function = r
		}
	}
	w.token, err = stack.Token(w.folder, "petugas-01", identity.ScopeVerify)
	return err
}

// lift makes the quota unlimited (JUKNIS-II.B.2), as an administrator does: it must not end the bench.
func (w *world) lift(ctx context.Context) error {
	token, err := stack.Token(w.folder, "admin-01", identity.ScopeAdmin)
	if err != nil {
		return err
	}
	act := `{"action": "mode", "mode": "unlimited", "code": "uji_beban", "paper_number": "UJI-2", "paper_date": "2026-01-31"}`
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, w.stack.URL+"/function/quota-check", strings.NewReader(act))
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+token)
	req.Header.Set("Content-Type", "application/json")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	if res.StatusCode != http.StatusOK {
		err = fmt.Errorf("mode unlimited: status %d", res.StatusCode)
	}
	return errors.Join(err, res.Body.Close())
}

// age makes the secrets as old as they are in an installation: fresh ones are read again and again for a while.
func (w *world) age(context.Context) error {
	files, err := filepath.Glob(filepath.Join(w.secrets(), "*"))
	for _, file := range files {
		err = errors.Join(err, os.Chtimes(file, time.Time{}, time.Now().Add(-time.Hour)))
	}
	return err
}

// settings is the configuration that the functions have.
func (w *world) settings() (*config.Config, error) {
	return config.Load(w.config(), append(os.Environ(), w.environ()...))
}

func (w *world) startBare(context.Context) error {
	cfg, err := w.settings()
	if err != nil {
		return err
	}
	w.bare, err = lookup.New(cfg.Registry, config.NewSecrets(w.secrets()))
	return err
}

// close ends everything, last started first.
func (w *world) close() error {
	var errs []error
	if w.peer != nil {
		errs = append(errs, w.peer.stop())
	}
	if w.bare != nil {
		w.bare.Close()
	}
	if w.stack != nil {
		errs = append(errs, w.stack.Stop())
	}
	if w.registry != nil {
		errs = append(errs, w.registry.Close())
	}
	w.counters.stop()
	w.redis.stop()
	return errors.Join(append(errs, os.RemoveAll(w.folder))...)
}
