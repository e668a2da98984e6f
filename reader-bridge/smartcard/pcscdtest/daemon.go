//go:build unix

package pcscdtest

import (
	"bytes"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// Where Debian puts daemon and driver.
const (
	program = "/usr/sbin/pcscd"
	driver  = "/usr/lib/pcsc/drivers/serial/libifdvpcd.so"
)

// patience is how long a daemon that is told to end may take before it is killed: one that waits for a silent card never does.
const patience = time.Second

// Daemon is a pcscd that lives as long as its test.
type Daemon struct {
	t      testing.TB
	port   int // of the first slot; the second has the next
	config string
	log    bytes.Buffer
	cmd    *exec.Cmd
	done   chan struct{} // closed when the process is gone
}

// Slot is the name that PC/SC gives to slot 0 or 1.
func Slot(i int) string { return fmt.Sprintf("Virtual PCD 00 %02d", i) }

// Start starts pcscd. Its slots are empty until somebody connects to their addresses.
func Start(t testing.TB) *Daemon {
	t.Helper()
	if os.Getenv(socket) == "" {
		t.Fatal("there is no TestMain with pcscdtest.Main")
	}
	for _, needed := range []string{program, driver} {
		if _, err := os.Stat(needed); err != nil {
			t.Fatalf("%s is missing: install the packages pcscd and vsmartcard-vpcd", needed)
		}
	}
	d := &Daemon{t: t, port: freePorts(t), config: t.TempDir()}
	d.configure()
	t.Cleanup(d.stop)
	d.Restart()
	return d
}

// Address is where a simulated chip for slot 0 or 1 connects to.
func (d *Daemon) Address(slot int) string { return fmt.Sprintf("127.0.0.1:%d", d.port+slot) }

// configure writes the daemon's reader configuration (reader.conf(5)).
func (d *Daemon) configure() {
	d.t.Helper()
	text := fmt.Sprintf("FRIENDLYNAME \"Virtual PCD\"\nDEVICENAME /dev/null:%#x\nLIBPATH %s\nCHANNELID %#x\n", d.port, driver, d.port)
	if err := os.WriteFile(filepath.Join(d.config, "vpcd"), []byte(text), 0o600); err != nil {
		d.t.Fatal(err)
	}
}

// Restart starts the daemon after [Daemon.Kill], with the same slots.
func (d *Daemon) Restart() {
	d.t.Helper()
	name := os.Getenv(socket)
	_ = os.Remove(name) // a killed daemon leaves it
	listener, err := net.ListenUnix("unix", &net.UnixAddr{Name: name, Net: "unix"})
	if err != nil {
		d.t.Fatal(err)
	}
	listener.SetUnlinkOnClose(false)
	file, err := listener.File()
	if err != nil {
		d.t.Fatal(err)
	}
	// The variable names the process that the socket is for, which is known once it is there. Left alone for a minute, it
	// ends by itself.
	d.cmd = exec.Command("sh", "-c", `LISTEN_PID=$$ exec "$@"`, "sh", program, "--foreground", "--auto-exit", "--config", d.config)
	d.cmd.Env = append(os.Environ(), "LISTEN_FDS=1")
	d.cmd.ExtraFiles = []*os.File{file}
	d.cmd.Stdout, d.cmd.Stderr = &d.log, &d.log
	if err := d.cmd.Start(); err != nil {
		d.t.Fatal(err)
	}
	// From here on the daemon alone listens: once it is killed, nobody does.
	_, _ = file.Close(), listener.Close()
	d.done = make(chan struct{})
	go func(cmd *exec.Cmd, done chan struct{}) {
		_ = cmd.Wait() // its exit status says no more than how the test ended it
		close(done)
	}(d.cmd, d.done)
}

// Kill ends the daemon as a crash does.
func (d *Daemon) Kill() {
	_ = d.cmd.Process.Kill() // it may be gone already
	<-d.done
}

// stop ends the daemon, and shows what it said if the test failed.
func (d *Daemon) stop() {
	_ = d.cmd.Process.Signal(syscall.SIGTERM) // it may be gone already
	timer := time.AfterFunc(patience, func() { _ = d.cmd.Process.Kill() })
	<-d.done
	timer.Stop()
	if d.t.Failed() {
		d.t.Logf("pcscd said:\n%s", d.log.String())
	}
}

// freePorts returns a port that is free, and the next one too.
func freePorts(t testing.TB) int {
	t.Helper()
	for range 100 {
		first, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		port := first.Addr().(*net.TCPAddr).Port
		second, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port+1))
		_ = first.Close()
		if err == nil {
			_ = second.Close()
			return port
		}
	}
	t.Fatal("no two free ports beside each other")
	return 0
}
