//go:build soak

package feedback_test

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"time"
)

type child struct {
	cmd   *exec.Cmd
	stdin io.WriteCloser
	gone  chan struct{}
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
