package registrytest

import (
	"cmp"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"time"
)

// DefaultPath has the county shape of wire §1.1.
const DefaultPath = "/dukcapil/get_json/33-03/SIMPUL/CALL_NIK"

// ErrNotLoopback refuses an address that others could reach: the simulator must never pass for a registry.
var ErrNotLoopback = errors.New("registry simulator: the address must be a loopback IP and a port")

// Options say how the simulated registry behaves. UserID and Password are needed, everything else has a default.
type Options struct {
	Addr string // loopback IP and port; "" is 127.0.0.1:0
	Path string // of the lookup service; "" is [DefaultPath]

	ConformityPath string // of kesesuaian; "" is [DefaultConformityPath]

	Keys                    Keys   // spellings of lookup's keys; the zero value is nik, user_id, password, ip_user
	UserID, Password        string // expected; anything else is answered with code 03
	IPUser                  string // expected source address; "" takes any but an empty one
	HeaderName, HeaderValue string // an extra header each question must carry, else HTTP 401; "" asks for none

	Quota        int     // questions per WIB day, then code 05; 0 is no limit
	QuotaLimiter bool    // answers tell what is left; without a limit there is nothing to tell
	FreeErrors   bool    // only found records cost quota (wire §1.9: unknown); a question that fails to log in never does
	Dialect      Dialect // see [Server.SetDialect]

	Gzip        bool             // whole answers are compressed, for whoever accepts that
	Latency     time.Duration    // before each answer; see [Server.SetLatency]
	Drip        time.Duration    // between two bytes of [SlowDrip]; 0 is 50 ms
	HugeBytes   int              // at least so long is the answer of [HugeBody]; 0 is 16 MiB
	Control     bool             // serve /simulator/state and /simulator/fail
	Certificate *Certificate     // nil makes a new one
	Now         func() time.Time // the registry's clock; nil is time.Now
}

// Keys are the spellings of the request's keys (wire §1.2). An empty IPUser means that no address is sent.
type Keys struct{ NIK, UserID, Password, IPUser string }

func (o Options) withDefaults() (Options, error) {
	if o.UserID == "" || o.Password == "" {
		return o, errors.New("registry simulator: user id and password are needed")
	}
	if o.Quota < 0 {
		return o, errors.New("registry simulator: no such quota")
	}
	o.Addr = cmp.Or(o.Addr, "127.0.0.1:0")
	o.Path = cmp.Or(o.Path, DefaultPath)
	o.ConformityPath = cmp.Or(o.ConformityPath, DefaultConformityPath)
	o.Keys = cmp.Or(o.Keys, Keys{"nik", "user_id", "password", "ip_user"})
	o.Drip = cmp.Or(o.Drip, 50*time.Millisecond)
	o.HugeBytes = cmp.Or(o.HugeBytes, 16<<20)
	if o.Now == nil {
		o.Now = time.Now
	}
	return o.withCertificate()
}

func (o Options) withCertificate() (Options, error) {
	if err := checkLoopback(o.Addr); err != nil || o.Certificate != nil {
		return o, err
	}
	var err error
	o.Certificate, err = NewCertificate()
	return o, err
}

// checkLoopback wants an IP, not a name: a name can resolve to anything.
func checkLoopback(addr string) error {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrNotLoopback, err)
	}
	ip, err := netip.ParseAddr(host)
	if err != nil || !ip.IsLoopback() {
		return ErrNotLoopback
	}
	return nil
}
