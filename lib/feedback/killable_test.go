package feedback_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"strings"
	"testing"

	"github.com/redis/go-redis/v9"

	"simpul/lib/admission/redistest"
	"simpul/lib/feedback"
	"simpul/lib/keyring/keyringtest"
)

func startRedis(t testing.TB, args ...string) string {
	t.Helper()
	return redistest.Start(t, args...).URL()
}

var errKilled = errors.New("killed")

// mortal is a process's way to the world: Redis and the service. It dies at one of the steps, before it or, its reply lost, after it;
// from then on nothing of it reaches anybody.
type mortal struct {
	feedback.Redis
	service feedback.Service
	office  *office
	left    int  // steps until it dies; below 0: it does not
	after   bool // at its last step, the world still hears it
	dead    bool
	told    []feedback.Parcel // that it has sent last, and not written down yet
}

// step reports whether a step is made, and whether its reply is heard.
func (m *mortal) step() (made, heard bool) {
	if m.dead {
		return false, false
	}
	if m.left--; m.left != -1 {
		return true, true
	}
	m.dead = true
	return m.after, false
}

func (m *mortal) eval(ctx context.Context, do func() *redis.Cmd) *redis.Cmd {
	made, heard := m.step()
	cmd := redis.NewCmd(ctx)
	if made {
		cmd = do()
	}
	if !heard {
		cmd.SetErr(errKilled)
	}
	return cmd
}

func (m *mortal) EvalSha(ctx context.Context, sha string, keys []string, args ...any) *redis.Cmd {
	return m.eval(ctx, func() *redis.Cmd { return m.Redis.EvalSha(ctx, sha, keys, args...) })
}

func (m *mortal) Eval(ctx context.Context, script string, keys []string, args ...any) *redis.Cmd {
	return m.eval(ctx, func() *redis.Cmd { return m.Redis.Eval(ctx, script, keys, args...) })
}

func (m *mortal) Pipeline() redis.Pipeliner { return &mortalPipe{m.Redis.Pipeline(), m} }

type mortalPipe struct {
	redis.Pipeliner
	m *mortal
}

func (p *mortalPipe) Exec(ctx context.Context) (cmds []redis.Cmder, err error) {
	made, heard := p.m.step()
	if made {
		cmds, err = p.Pipeliner.Exec(ctx)
	} else {
		p.Discard()
	}
	if heard {
		return cmds, err
	}
	for _, c := range cmds {
		c.SetErr(errKilled)
	}
	return cmds, errKilled
}

// Deliver is the service as the process reaches it.
func (m *mortal) Deliver(ctx context.Context, parcels []feedback.Parcel) []feedback.Outcome {
	made, heard := m.step()
	if !made {
		return nil
	}
	outcomes := m.service.Deliver(ctx, parcels)
	m.told = parcels
	if !heard {
		return nil
	}
	return outcomes
}

// bury marks what a process that died, or that Redis left alone, may have sent without writing it down.
func (m *mortal) bury() {
	m.office.mu.Lock()
	defer m.office.mu.Unlock()
	for _, p := range m.told {
		m.office.unsure[nameOf(p)]++
	}
}

func copyFile(to, from string) error {
	text, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, text, 0o600)
}

// prepend puts a new key first in a file of keys.
func prepend(path, id string) error {
	old, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if err := keyringtest.Write(path, id); err != nil {
		return err
	}
	fresh, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	return os.WriteFile(path, []byte(strings.TrimSpace(string(fresh))+"\n"+string(old)), 0o600)
}

// walk hands over each file below root.
func walk(root fs.FS, see func(text []byte)) error {
	return fs.WalkDir(root, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		text, err := fs.ReadFile(root, path)
		see(text)
		return err
	})
}
