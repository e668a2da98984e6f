package exchange_test

import (
	"net"
	"testing"

	"golang.org/x/sys/unix"

	"simpul/lib/registry/exchange"
	"simpul/lib/registry/linetest"
)

// segments returns how many TCP segments conn sent and received, ACKs included.
func segments(t *testing.T, conn net.Conn) int64 {
	t.Helper()
	raw, err := conn.(*net.TCPConn).SyscallConn()
	if err != nil {
		t.Fatal(err)
	}
	var info *unix.TCPInfo
	var failed error
	if err := raw.Control(func(fd uintptr) { info, failed = unix.GetsockoptTCPInfo(int(fd), unix.IPPROTO_TCP, unix.TCP_INFO) }); err != nil || failed != nil {
		t.Fatal(err, failed)
	}
	return int64(info.Segs_out) + int64(info.Segs_in)
}

// wire returns the bytes of a warm exchange, TLS, TCP and IP included.
func wire(t *testing.T, answer string, more []exchange.Member) int64 {
	t.Helper()
	client := newOffice(t, serve(t, always(answer))).client(t)
	post := func() {
		if _, err := client.Post(t.Context(), asked, more...); err != nil {
			t.Fatal(err)
		}
	}
	post() // the handshake, which a warm line has long behind it
	const n = 50
	wasUp, wasDown := client.IdleCarried()
	was := segments(t, client.Idle())
	for range n {
		post()
	}
	up, down := client.IdleCarried()
	return (up - wasUp + down - wasDown + linetest.Overhead*(segments(t, client.Idle())-was)) / n
}

func TestAWarmVerificationIsSmallOnTheWire_JUKNIS_I_B(t *testing.T) {
	record := fromFile(t, largestRecord)
	for _, row := range []struct {
		name, answer string
		more         []exchange.Member
		most         int64
	}{
		{"lookup", ok(record), nil, 1850},
		{"lookup, gzip", okWith(gzipHeader, zipped(t, record)), nil, 1310},
		{"kesesuaian", ok(theResults), aClaim, 1850},
		{"kesesuaian, gzip", okWith(gzipHeader, zipped(t, theResults)), aClaim, 1310},
	} {
		got := wire(t, row.answer, row.more)
		t.Logf("%s: %d bytes", row.name, got)
		if got > row.most {
			t.Errorf("%s: %d bytes, more than %d", row.name, got, row.most)
		}
	}
}
