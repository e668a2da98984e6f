package acceptance_test

import (
	"bytes"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"simpul/deploy/local/stack"
)

// fleet is verify-nik behind a gateway that knows where its processes may be, as an office of one machine has it.
type fleet struct {
	*world
	gateway string   // URL
	places  []string // host:port of each process; the first runs from the start
	running []*exec.Cmd
}

// spareHost is not the host from which this machine calls: no connection that goes out takes a place before its process does.
const spareHost = "127.0.0.3"

func newFleet(t *testing.T, most int) *fleet {
	t.Helper()
	f := &fleet{world: newWorld(t, 1)}
	f.places = []string{strings.TrimPrefix(f.verifiers()[0], "http://")}
	for len(f.places) < most {
		l, err := net.Listen("tcp", spareHost+":0")
		must(t, err)
		defer func() { must(t, l.Close()) }()
		f.places = append(f.places, l.Addr().String())
	}
	address, err := stack.FreeAddress()
	must(t, err)
	f.gateway = "http://" + address
	f.spawn("gateway-armada", os.Environ(), "gateway", "-listen", address, "verify-nik=http://"+strings.Join(f.places, ",http://"))
	f.await(f.gateway + "/healthz")
	return f
}

// spawn starts a program whose log is looked through at the end, like that of the others.
func (f *fleet) spawn(name string, environ []string, binary string, args ...string) *exec.Cmd {
	f.t.Helper()
	log, err := os.Create(filepath.Join(f.options.State, "log", name+".log"))
	must(f.t, err)
	c := exec.Command(filepath.Join(binaries, binary), args...)
	c.Env, c.Stdout, c.Stderr = environ, log, log
	must(f.t, c.Start())
	must(f.t, log.Close())
	f.t.Cleanup(func() { _ = c.Process.Kill() })
	return c
}

// await returns once url says 200; the test's own deadline ends what never does.
func (f *fleet) await(url string) {
	f.t.Helper()
	look := time.NewTicker(10 * time.Millisecond)
	defer look.Stop()
	for range look.C {
		if f.t.Context().Err() != nil {
			f.t.Fatal("not ready in time")
		}
		if res, err := client.Get(url); err == nil && res.Body.Close() == nil && res.StatusCode == http.StatusOK {
			return
		}
	}
}

// grow starts every process that is not there. healthcheck_interval is that of stack.yml: for so long a process that was told to stop
// still takes calls.
func (f *fleet) grow() {
	f.t.Helper()
	for i, place := range f.places[1:] {
		host, port, err := net.SplitHostPort(place)
		must(f.t, err)
		environ := append(os.Environ(), "SIMPUL_CONFIG="+f.options.Config, "SIMPUL_REDIS__URL="+f.RedisURL,
			"secret_mount_path="+stack.SecretsFolder(f.options.State), "address="+host, "port="+port, "metrics_port=0", "healthcheck_interval=3s")
		f.running = append(f.running, f.spawn(fmt.Sprintf("verify-nik-%d", i+2), append(environ, f.options.Environ...), "verify-nik/fn"))
	}
	for _, place := range f.places {
		f.await("http://" + place + "/_/ready")
	}
}

// shrink stops all but the first, as a platform does, and waits until they have ended by themselves.
func (f *fleet) shrink() {
	f.t.Helper()
	for _, c := range f.running {
		must(f.t, c.Process.Signal(syscall.SIGTERM))
	}
	for _, c := range f.running {
		if err := c.Wait(); err != nil {
			f.t.Errorf("a process that was told to stop: %v", err)
		}
	}
}

// load lets callers ask through the gateway, one question after another, until enough is closed; it counts answers by status.
func (f *fleet) load(callers int, enough <-chan struct{}) (counts func() map[int]int) {
	var (
		mu  sync.Mutex
		all sync.WaitGroup
		got = map[int]int{}
	)
	for range callers {
		all.Go(func() {
			for {
				select {
				case <-enough:
					return
				default:
				}
				a, err := f.verify(f.gateway + "/function/verify-nik")
				if err != nil {
					f.t.Error(err)
					return
				}
				mu.Lock()
				got[a.code]++
				mu.Unlock()
			}
		})
	}
	return func() map[int]int { all.Wait(); return got }
}

// served counts the processes that answered a call.
func (f *fleet) served() int {
	n := 0
	for name, log := range f.logs() {
		if strings.HasPrefix(name, "verify-nik-") && bytes.Contains(log, []byte(`"msg":"call"`)) {
			n++
		}
	}
	return n
}

// JUKNIS-II.B.1: an administrator scales by load, and nothing about the quota changes. The registry is slow, so that the 200 hits last
// until eight processes are there, and some are under way when seven of them are told to stop.
func TestScalingFromOneToEightAndBackUnderLoadChangesNothing(t *testing.T) {
	f := newFleet(t, 8)
	f.registry.SetLatency(1500 * time.Millisecond)
	enough := make(chan struct{})
	end := sync.OnceFunc(func() { close(enough) })
	t.Cleanup(end)
	counts := f.load(64, enough)
	must(t, f.registry.WaitCalls(t.Context(), 20))
	f.grow()
	must(t, f.registry.WaitCalls(t.Context(), 150))
	f.shrink()
	must(t, f.registry.WaitCalls(t.Context(), 200))
	end()
	got := counts()
	if got[200] != 200 || got[429] == 0 || len(got) != 2 {
		t.Errorf("answers by status: %v", got)
	}
	if n := f.served(); n != 8 {
		t.Errorf("%d processes answered", n)
	}
	f.counts(200)
	f.registry.SetLatency(0)
	if a, err := f.verify(f.gateway + "/function/verify-nik"); err != nil || a.code != http.StatusTooManyRequests {
		t.Errorf("by the one that is left: %d %s %v", a.code, a.Type, err)
	}
}
