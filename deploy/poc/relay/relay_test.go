package relay_test

import (
	"bufio"
	"context"
	"errors"
	"net"
	"os"
	"testing"
	"time"

	"go.uber.org/goleak"

	"simpul/deploy/poc/relay"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// parrot repeats each line, and tells what it heard.
func parrot(t *testing.T) (address string, heard <-chan string) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	lines := make(chan string, 10)
	done := make(chan struct{})
	go func() {
		defer close(done)
		c, err := listener.Accept()
		if err != nil {
			return
		}
		defer func() { _ = c.Close() }()
		for r := bufio.NewReader(c); ; {
			line, err := r.ReadString('\n')
			if err != nil {
				return
			}
			lines <- line
			if _, err := c.Write([]byte(line)); err != nil {
				return
			}
		}
	}()
	t.Cleanup(func() { _ = listener.Close(); <-done })
	return listener.Addr().String(), lines
}

func through(t *testing.T, target string) (*relay.Relay, net.Conn) {
	t.Helper()
	r, err := relay.Start(target)
	if err != nil {
		t.Fatal(err)
	}
	c, err := net.Dial("tcp", r.Address())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _, _ = c.Close(), r.Close() })
	return r, c
}

func TestTheAnswerThatIsToBeLostIsLostAndItsQuestionArrives(t *testing.T) {
	target, heard := parrot(t)
	r, c := through(t, target)
	answers := bufio.NewReader(c)
	ask := func(line string) {
		t.Helper()
		if _, err := c.Write([]byte(line)); err != nil {
			t.Fatal(err)
		}
		if got := <-heard; got != line {
			t.Fatalf("%q arrived", got)
		}
	}
	answered := func(line string) {
		t.Helper()
		if got, err := answers.ReadString('\n'); got != line || err != nil {
			t.Fatalf("%q, %v", got, err)
		}
	}
	ask("satu\n")
	answered("satu\n")
	if err := r.Lose(t.Context(), 2); err != nil {
		t.Fatal(err)
	}
	ask("dua\n")
	answered("dua\n")
	ask("tiga\n")
	if err := c.SetReadDeadline(time.Now().Add(50 * time.Millisecond)); err != nil {
		t.Fatal(err)
	}
	if got, err := answers.ReadByte(); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("%q came back, %v", got, err)
	}
}

func TestWaitingForQuietEndsWithItsContext(t *testing.T) {
	target, _ := parrot(t)
	r, c := through(t, target)
	if _, err := c.Write([]byte("satu\n")); err != nil {
		t.Fatal(err)
	}
	answers := bufio.NewReader(c)
	if _, err := answers.ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := r.Lose(ctx, 1); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

func TestAClosedRelayRefusesAndEndsWhatIsOpen(t *testing.T) {
	target, _ := parrot(t)
	r, c := through(t, target)
	if _, err := c.Write([]byte("satu\n")); err != nil {
		t.Fatal(err)
	}
	if _, err := bufio.NewReader(c).ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Read(make([]byte, 1)); err == nil {
		t.Error("the connection is still there")
	}
	if late, err := net.Dial("tcp", r.Address()); err == nil {
		_ = late.Close()
		t.Error("a closed relay took a connection")
	}
}
