package feedbacktest

import (
	"cmp"
	"errors"
	"net"
	"net/netip"
	"time"

	"simpul/lib/registry/registrytest"
)

// DefaultPath is no path of any service: the real one is confidential (JUKNIS-III.B).
const DefaultPath = "/simulator/balikan"

// ErrNotLoopback refuses an address that others could reach: the simulator must never pass for the service.
var ErrNotLoopback = errors.New("feedback simulator: the address must be a loopback IP and a port")

// Mixed is what becomes of a batch in which a unit is refused or was sent before; nobody has seen it (wire §3).
type Mixed string

// The ways to treat such a batch.
const (
	Whole   Mixed = "whole"   // refused as a whole: nothing of it is stored
	Partial Mixed = "partial" // answered as if refused, but what was good is stored
	Items   Mixed = "items"   // 200 with a result for each unit: {"message": "…", "data": [{"NIK": "…", "message": "…"}]}
)

// Options say how the simulated service behaves. Token, IDLembaga and NamaLembaga are needed, everything else has a default.
type Options struct {
	Addr string // loopback IP and port; "" is 127.0.0.1:0
	Path string // "" is [DefaultPath]

	Token                  string   // expected; anything else is answered with 401
	IDLembaga, NamaLembaga string   // expected
	Params                 []string // the keys of each object below param; nil is NO_IZIN and JENIS_IZIN
	Most                   int      // units in one request, more are 413; 0 is 100
	Mixed                  Mixed    // "" is Whole
	ByNIK                  bool     // a NIK that is stored was sent before, whatever else is told of it now; see [Server.SetByNIK]

	Latency     time.Duration             // before each answer; see [Server.SetLatency]
	Drip        time.Duration             // between two bytes of [SlowDrip]; 0 is 50 ms
	RetryAfter  time.Duration             // that [Status503] and [Status429] tell, in whole seconds; 0 tells none
	Control     bool                      // serve /simulator/feedback/state and /simulator/feedback/fail
	Certificate *registrytest.Certificate // nil makes a new one
}

func (o Options) withDefaults() (Options, error) {
	if o.Token == "" || o.IDLembaga == "" || o.NamaLembaga == "" {
		return o, errors.New("feedback simulator: token, id_lembaga and nama_lembaga are needed")
	}
	o.Addr = cmp.Or(o.Addr, "127.0.0.1:0")
	o.Path = cmp.Or(o.Path, DefaultPath)
	o.Most = cmp.Or(o.Most, 100)
	o.Mixed = cmp.Or(o.Mixed, Whole)
	o.Drip = cmp.Or(o.Drip, 50*time.Millisecond)
	if o.Params == nil {
		o.Params = []string{"NO_IZIN", "JENIS_IZIN"}
	}
	if err := checkLoopback(o.Addr); err != nil || o.Certificate != nil {
		return o, err
	}
	var err error
	o.Certificate, err = registrytest.NewCertificate()
	return o, err
}

// checkLoopback wants an IP, not a name: a name can resolve to anything.
func checkLoopback(addr string) error {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return ErrNotLoopback
	}
	if ip, err := netip.ParseAddr(host); err != nil || !ip.IsLoopback() {
		return ErrNotLoopback
	}
	return nil
}
