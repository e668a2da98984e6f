package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/alicebob/miniredis/v2"
	"github.com/redis/go-redis/v9"

	"simpul/lib/config"
	"simpul/lib/keyring"
	"simpul/lib/ledger"
	"simpul/lib/ledger/ledgertest"
	"simpul/lib/ledger/store"
)

const number = "503/0001/2026"

// office is a Redis with a ledger, and the files that go with it.
type office struct {
	*testing.T
	dir, url string
	client   *redis.Client
	signer   *ledger.Signer
}

func newOffice(t *testing.T) *office {
	o := &office{T: t, dir: t.TempDir()}
	o.url = "redis://" + miniredis.RunT(t).Addr()
	o.client = o.connect(o.url)
	o.file("mac", ledgertest.KeyLine("m1"))
	o.file("application", ledgertest.KeyLine("k2")+"\n"+ledgertest.KeyLine("k1"))
	o.file("seal", ledgertest.KeyLine("s1"))
	o.signer = ledger.NewSigner(o.ring("mac"))
	o.file("trust", o.good("public", "-key-file", o.path("seal")))
	return o
}

// filled has 25 accesses, of which seal 1 covers 20. Records 3 and 13 are of the application, by two keys; 21 decides about 13.
func filled(t *testing.T) *office {
	o := newOffice(t)
	for n := range 25 {
		r := ledgertest.Access(n + 1)
		key, _ := o.ring("application").Find(map[bool]string{true: "k1", false: "k2"}[n < 10])
		if n%10 == 2 {
			r.Application = key.Application(number)
		}
		if n == 20 {
			r = ledger.Record{Kind: ledger.Decision, AccessID: ledgertest.ID(13), At: r.At, Operator: r.Operator, Deed: ledger.Deed{Decision: ledger.Sesuai}}
		}
		if n == 22 {
			r.Application = ""
		}
		o.record(r)
		if n == 19 {
			o.seal()
		}
	}
	return o
}

func (o *office) path(name string) string { return filepath.Join(o.dir, name) }

func (o *office) file(name, text string) {
	o.Helper()
	if err := os.WriteFile(o.path(name), []byte(text), 0o600); err != nil {
		o.Fatal(err)
	}
}

func (o *office) ring(name string) *keyring.Ring {
	o.Helper()
	keys, err := keyring.Open(config.NewSecrets(o.dir), name, nil)
	if err != nil {
		o.Fatal(err)
	}
	return keys
}

func (o *office) connect(url string) *redis.Client {
	o.Helper()
	options, err := redis.ParseURL(url)
	if err != nil {
		o.Fatal(err)
	}
	client := redis.NewClient(options)
	o.Cleanup(func() { _ = client.Close() })
	return client
}

func (o *office) record(r ledger.Record) {
	o.Helper()
	b, err := r.Encode()
	if err != nil {
		o.Fatal(err)
	}
	if err := o.client.XAdd(o.Context(), &redis.XAddArgs{Stream: "{simpul}:ledger", ID: "0-*", Values: []any{"r", b, "m", o.signer.Sign(b)}}).Err(); err != nil {
		o.Fatal(err)
	}
}

func (o *office) seal() {
	o.Helper()
	keys := func() ledger.SealKeys { return ledgertest.SealKeys(ledgertest.KeyLine("s1")) }
	if _, err := store.NewSealer(store.New(o.client), store.Settings{Keys: keys, Signer: o.signer}).Seal(o.Context(), ledgertest.Start); err != nil {
		o.Fatal(err)
	}
}

// run runs the program with the number of the application on its standard input.
func (o *office) run(args ...string) (code int, out, err string) {
	var stdout, stderr bytes.Buffer
	code = run(o.Context(), args, console{strings.NewReader(number + "\n"), &stdout, &stderr})
	return code, stdout.String(), stderr.String()
}

// good returns what the program prints when all is good.
func (o *office) good(args ...string) string {
	o.Helper()
	code, out, err := o.run(args...)
	if code != good || err != "" {
		o.Fatalf("%v: %d\n%s%s", args, code, out, err)
	}
	return out
}

// ends checks how the program ends, and what it says then.
func (o *office) ends(want int, says string, args ...string) {
	o.Helper()
	code, out, err := o.run(args...)
	if code != want || !strings.Contains(err, says) {
		o.Errorf("%v: %d\n%s%s", args, code, out, err)
	}
}

func (o *office) args(command string, more ...string) []string {
	return append([]string{command, "-trust", o.path("trust")}, more...)
}
