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

// killable is a process's way to Redis. From the moment it is killed nothing of it reaches Redis: a process does nothing to the world
// but through Redis and the service.
type killable struct {
	feedback.Redis
	killed context.Context
}

func (k *killable) Pipeline() redis.Pipeliner {
	if k.killed.Err() != nil {
		p := k.Redis.Pipeline()
		return deaf{p}
	}
	return k.Redis.Pipeline()
}

func (k *killable) EvalSha(ctx context.Context, sha string, keys []string, args ...any) *redis.Cmd {
	if k.killed.Err() != nil {
		cmd := redis.NewCmd(ctx)
		cmd.SetErr(errKilled)
		return cmd
	}
	return k.Redis.EvalSha(ctx, sha, keys, args...)
}

// deaf is a pipeline that goes nowhere.
type deaf struct{ redis.Pipeliner }

func (d deaf) Exec(context.Context) ([]redis.Cmder, error) {
	d.Discard()
	return nil, errKilled
}

func (d deaf) EvalSha(ctx context.Context, _ string, _ []string, _ ...any) *redis.Cmd {
	cmd := redis.NewCmd(ctx)
	cmd.SetErr(errKilled)
	return cmd
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
