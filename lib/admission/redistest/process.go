package redistest

import (
	"bufio"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
)

// process is a redis-server of one kind or the other.
type process struct {
	cmd  *exec.Cmd
	done chan struct{} // closed when the process is gone

	mu  sync.Mutex
	log []string
}

// start reports whether the process came to say that it is ready.
func (p *process) start(t testing.TB, ready string, args ...string) bool {
	t.Helper()
	if _, err := exec.LookPath("redis-server"); err != nil {
		t.Fatal("redis-server is missing: install the package redis-server (Debian, Ubuntu) or redis (Fedora, Alpine)")
	}
	p.cmd, p.done = exec.Command("redis-server", args...), make(chan struct{})
	log, err := p.cmd.StdoutPipe()
	if err == nil {
		err = p.cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	is := make(chan bool, 1)
	go p.watch(p.cmd, bufio.NewScanner(log), ready, is, p.done)
	return <-is
}

// watch reads the log to its end, so that the server never blocks on it, and collects the process.
func (p *process) watch(cmd *exec.Cmd, log *bufio.Scanner, ready string, is chan<- bool, done chan<- struct{}) {
	told := false
	for log.Scan() {
		p.note(log.Text())
		if !told && strings.Contains(strings.ToLower(log.Text()), ready) {
			told = true
			is <- true
		}
	}
	_ = cmd.Wait() // its exit status says no more than how the test ended it
	close(is)
	close(done)
}

func (p *process) note(line string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.log = append(p.log, line)
}

// said returns the log's end.
func (p *process) said() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return strings.Join(p.log[max(0, len(p.log)-5):], "\n")
}

// logged counts the lines of the log that hold the text.
func (p *process) logged(text string) (n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, line := range p.log {
		n += strings.Count(line, text)
	}
	return n
}

func (p *process) end(signal syscall.Signal) {
	if p.cmd == nil {
		return
	}
	p.signal(signal)
	<-p.done
}

func (p *process) signal(signal syscall.Signal) { _ = p.cmd.Process.Signal(signal) }
