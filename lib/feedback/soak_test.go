//go:build soak

package feedback_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"simpul/lib/admission/redistest"
	"simpul/lib/feedback"
)

// TestSoakTwoThousandUnits is the long run: 2,000 units through processes that are SIGKILLed at random, a Redis that is killed, a service
// that answers 500, hangs, and cuts after it accepted, and nights that pass. It shows its progress.
func TestSoakTwoThousandUnits(t *testing.T) {
	server := redistest.Start(t, killed...)
	w := newWorld(t, server.URL())
	l := &longRun{world: w, server: server, books: map[string]int{}, waiting: map[int]bool{}}
	for i := range w.accessed(2000) {
		l.waiting[i+1] = true
	}
	l.serve()
	for range 3 {
		l.spawn()
	}
	l.run()
	for i := range l.children {
		l.kill(i)
	}
	l.check()
}

type longRun struct {
	*world
	server                  *redistest.Server
	socket                  string
	children                []*child
	mu                      sync.Mutex
	books                   map[string]int // how often each came
	waiting                 map[int]bool   // units that nobody has taken yet
	sick                    atomic.Int64
	kills, restarts, nights int
}

type child struct {
	cmd   *exec.Cmd
	stdin io.WriteCloser
	gone  chan struct{}
}

// run makes trouble until all is delivered, and for the last of it lets everybody work.
func (l *longRun) run() {
	trouble := time.NewTicker(150 * time.Millisecond)
	defer trouble.Stop()
	for round := 1; ; round++ {
		<-trouble.C
		delivered := l.progress(round)
		switch {
		case delivered == 2000:
			return
		case delivered < 1900:
			l.disturb()
		default:
			l.sick.Store(int64(well))
		}
		if round > 20_000 {
			l.Fatal("it does not come to an end")
		}
	}
}

func (l *longRun) progress(round int) int64 {
	b, err := l.Balance(context.Background())
	l.must(err)
	if !b.Holds() {
		l.Fatalf("%+v", b)
	}
	if round%20 == 0 {
		l.Logf("%d of 2000 delivered, %d queued, %d open; %d processes and %d servers killed, %d nights", b.Delivered, b.Queued, b.Open, l.kills, l.restarts, l.nights)
	}
	return b.Delivered
}

// disturb does one of the things that happen.
func (l *longRun) disturb() {
	switch dice := rand.IntN(40); {
	case dice < 12:
		i := rand.IntN(len(l.children))
		l.kill(i)
		l.revive(i)
	case dice == 12:
		l.server.Kill()
		l.server.Restart()
		l.restarts++
	case dice < 15:
		l.night()
	default:
		l.sick.Store(int64([]illness{well, well, well, broken, cut, away, halfStore}[rand.IntN(7)]))
	}
}

// night makes leases and pauses run out; all clocks are moved at once, since processes that disagree about the time are no fault of this
// kind.
func (l *longRun) night() {
	for i := range l.children {
		l.kill(i)
	}
	l.pass(8 * time.Hour)
	l.nights++
	for i := range l.children {
		l.revive(i)
	}
}

func (l *longRun) spawn() {
	l.children = append(l.children, nil)
	l.revive(len(l.children) - 1)
}

// revive starts a process and has it told of the units that wait.
func (l *longRun) revive(i int) {
	cmd := exec.Command(os.Args[0], "-test.run=^TestSoakChild$", "-test.timeout=0")
	cmd.Env = append(os.Environ(), childRedis+"="+l.url, childFolder+"="+l.folder, childService+"="+l.socket, fmt.Sprint(childOffset, "=", l.offset.Load()))
	stdin, err := cmd.StdinPipe()
	l.must(err)
	stdout, err := cmd.StdoutPipe()
	l.must(err)
	l.must(cmd.Start())
	c := &child{cmd, stdin, make(chan struct{})}
	l.children[i] = c
	go l.converse(c, stdout)
}

// converse is an officer at a process: says unit by unit, and hears which are taken.
func (l *longRun) converse(c *child, stdout io.Reader) {
	defer close(c.gone)
	pace := time.NewTicker(100 * time.Millisecond) // or all would be said before anything goes wrong
	defer pace.Stop()
	_, _ = fmt.Fprintln(c.stdin, l.any())
	for lines := bufio.NewScanner(stdout); lines.Scan(); {
		var word string
		var n int
		if _, err := fmt.Sscan(lines.Text(), &word, &n); err != nil {
			continue
		}
		l.mu.Lock()
		if word == "taken" {
			delete(l.waiting, n)
		}
		l.mu.Unlock()
		<-pace.C
		_, _ = fmt.Fprintln(c.stdin, l.any())
	}
}

// any is a unit that waits, or one of them all once more.
func (l *longRun) any() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	for n := range l.waiting {
		return n
	}
	return 1 + rand.IntN(2000)
}

func (l *longRun) kill(i int) {
	c := l.children[i]
	_ = c.cmd.Process.Kill()
	<-c.gone
	_ = c.cmd.Wait()
	l.kills++
}

// serve is the registry's service on a socket.
func (l *longRun) serve() {
	folder, err := os.MkdirTemp("", "layanan")
	l.must(err)
	l.socket = filepath.Join(folder, "sock")
	listener, err := net.Listen("unix", l.socket)
	l.must(err)
	s := &http.Server{Handler: http.HandlerFunc(l.answer)}
	go func() { _ = s.Serve(listener) }()
	l.Cleanup(func() { _ = s.Close(); _ = os.RemoveAll(folder) })
}

func (l *longRun) answer(res http.ResponseWriter, req *http.Request) {
	sick := illness(l.sick.Load())
	var names []string
	if sick == away {
		_, _ = io.Copy(io.Discard, req.Body) // or the server would not notice who gives up
		<-req.Context().Done()
		return
	}
	if json.NewDecoder(io.LimitReader(req.Body, 1<<20)).Decode(&names) != nil || sick == broken {
		res.WriteHeader(http.StatusInternalServerError)
		return
	}
	outcomes := make([]feedback.Outcome, len(names))
	l.mu.Lock()
	for i, name := range names {
		outcomes[i] = feedback.Outcome{Verdict: feedback.Accepted}
		if sick == halfStore && i >= len(names)/2 {
			outcomes[i] = feedback.Outcome{Verdict: feedback.Unknown}
			continue
		}
		if l.books[name]++; l.books[name] > 1 {
			outcomes[i].Verdict = feedback.AlreadySent
		}
	}
	l.mu.Unlock()
	if sick == cut {
		panic(http.ErrAbortHandler)
	}
	_ = json.NewEncoder(res).Encode(outcomes)
}

// check is what must hold in the end.
func (l *longRun) check() {
	l.mu.Lock()
	defer l.mu.Unlock()
	sure, again := map[string]bool{}, 0
	for _, r := range l.records() {
		if r.Action == "delivered" && !r.Unsure {
			sure[r.Unit] = true
		}
	}
	for n := range 2000 {
		s := soaked(n + 1)
		times := l.books[nameOf(feedback.Parcel{NIK: s.NIK, Licences: s.Licences})]
		if again += times - 1; times == 0 || times > 1 && sure[s.AccessIDs[0]] {
			l.Errorf("unit %d came %d times, and no outcome was unknown", n+1, times)
		}
	}
	b, err := l.Balance(context.Background())
	if l.must(err); !b.Holds() || b.Delivered != 2000 || l.sealed() != 0 {
		l.Errorf("%+v, %d sealed", b, l.sealed())
	}
	l.Logf("2000 units, %d processes and %d servers killed, %d nights; %d were sent once more after an unknown outcome", l.kills, l.restarts, l.nights, again)
}
