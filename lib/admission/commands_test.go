package admission_test

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/redis/go-redis/v9"

	"simpul/lib/admission"
	"simpul/lib/config"
)

// What nobody has thought of testing is in the scripts: each command that they name is among the rights, and no other but
// those that the client sends itself.
func TestTheRightsAreTheCommandsInUse(t *testing.T) {
	used := map[string]bool{}
	for _, command := range commandsInScripts(t) {
		used["+"+command] = true
	}
	for _, command := range commandsSent(t) {
		used["+"+command] = true
	}
	for _, right := range rights(t, "simpul") {
		if strings.HasPrefix(right, "+") && !used[right] {
			t.Errorf("%s: nothing uses it", right)
		}
		delete(used, right)
	}
	for command := range used {
		t.Errorf("%s is used, and missing in %s", command, usersFile)
	}
}

// commandsInScripts reads them from redis.call('NAME', …), under whatever name a script keeps that function.
func commandsInScripts(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("*.lua")
	if err != nil || len(files) == 0 {
		t.Fatal("no scripts found", err)
	}
	var all []string
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range regexp.MustCompile(`call\(['"](\w+)['"]`).FindAllStringSubmatch(string(text), -1) {
			all = append(all, strings.ToLower(found[1]))
		}
	}
	return all
}

// commandsSent watches the client while it does everything.
func commandsSent(t *testing.T) []string {
	t.Helper()
	p := newPair(t)
	client, err := admission.NewClient(config.Redis{URL: p.url, Replicas: 1, Timeout: p.settings().Timeout}, nil)
	if err != nil {
		t.Fatal(err)
	}
	seen := &watcher{}
	client.AddHook(seen)
	a := p.over(client, p.settings())
	p.initialise(a, 0)
	p.admit(a)
	if err := a.Ready(t.Context()); err != nil {
		t.Log(err) // it may not be to its liking, but it was asked
	}
	return seen.names
}

// watcher is a hook of the driver that notes the names of commands.
type watcher struct {
	mu    sync.Mutex
	names []string
}

func (w *watcher) note(cmds ...redis.Cmder) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, c := range cmds {
		if name := strings.ToLower(c.Name()); name != "hello" { // which logs in, and needs no right for that
			w.names = append(w.names, name)
		}
	}
}

func (w *watcher) DialHook(next redis.DialHook) redis.DialHook { return next }

func (w *watcher) ProcessHook(next redis.ProcessHook) redis.ProcessHook {
	return func(ctx context.Context, cmd redis.Cmder) error { w.note(cmd); return next(ctx, cmd) }
}

func (w *watcher) ProcessPipelineHook(next redis.ProcessPipelineHook) redis.ProcessPipelineHook {
	return func(ctx context.Context, cmds []redis.Cmder) error { w.note(cmds...); return next(ctx, cmds) }
}
