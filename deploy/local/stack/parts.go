package stack

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"simpul/lib/config"
)

func (s *Stack) startSimulator(ctx context.Context, o Options, cfg *config.Config) error {
	r, f := cfg.Registry, cfg.Feedback
	target, err := url.Parse(r.URL)
	if err != nil {
		return errors.New("registry.url cannot be read")
	}
	balikan, err := url.Parse(f.URL)
	if err != nil {
		return errors.New("feedback.url cannot be read")
	}
	secrets := SecretsFolder(o.State)
	args := []string{"-addr", target.Host, "-path", r.Path, "-secrets", secrets, "-ca-out", filepath.Join(secrets, "registry-ca"),
		"-feedback-addr", balikan.Host, "-feedback-path", f.Path, "-id-lembaga", f.IDLembaga, "-nama-lembaga", f.NamaLembaga}
	keys := []string{}
	for _, param := range f.Template {
		keys = append(keys, param.Key)
	}
	args = append(args, "-feedback-params", strings.Join(keys, ","))
	if r.Conformity != nil {
		args = append(args, "-conformity-path", r.Conformity.Path)
	}
	_, err = s.run(ctx, o, "registry-simulator", program{
		binary:  "registry-simulator",
		environ: os.Environ(),
		args:    args,
	}, says(o, "registry-simulator", "registry-simulator: ready"))
	return err
}

// Replica is one running process of a function.
type Replica struct {
	*Process
	Function string
	URL      string
	Metrics  string // URL of its metrics
}

// attempts is how often a function is started: between the look for a free port and its use another program may take it.
const attempts = 3

func (s *Stack) startFunction(ctx context.Context, o Options, name string, replica int) (err error) {
	for range attempts {
		if err = s.tryFunction(ctx, o, name, replica); !errors.Is(err, errEnded) {
			break
		}
	}
	return err
}

func (s *Stack) tryFunction(ctx context.Context, o Options, name string, replica int) error {
	listen, err := FreeAddress()
	if err != nil {
		return err
	}
	metrics, err := FreeAddress()
	if err != nil {
		return err
	}
	f := Replica{Function: name, URL: "http://" + listen, Metrics: "http://" + metrics + "/metrics"}
	f.Process, err = s.run(ctx, o, fmt.Sprintf("%s-%d", name, replica+1), program{
		binary:  filepath.Join(name, "fn"),
		environ: s.functionEnviron(o, port(listen), port(metrics)),
	}, answers(f.URL+"/_/ready"))
	if err != nil {
		return err
	}
	s.Running = append(s.Running, f)
	return nil
}

// functionEnviron is what OpenFaaS would set, on a loopback address.
func (s *Stack) functionEnviron(o Options, listen, metrics string) []string {
	environ := append(os.Environ(),
		"SIMPUL_CONFIG="+o.Config,
		"SIMPUL_REDIS__URL="+s.RedisURL,
		"secret_mount_path="+SecretsFolder(o.State),
		"address=127.0.0.1", "port="+listen, "metrics_port="+metrics,
		"healthcheck_interval=0",
	)
	return append(append(environ, s.reader...), o.Environ...)
}

func port(address string) string {
	_, port, _ := net.SplitHostPort(address)
	return port
}

func (s *Stack) startGateway(ctx context.Context, o Options) error {
	address := o.Address
	if port(address) == "0" {
		var err error
		if address, err = FreeAddress(); err != nil {
			return err
		}
	}
	s.URL = "http://" + address
	_, err := s.run(ctx, o, "gateway", program{
		binary:  "gateway",
		environ: os.Environ(),
		args:    append([]string{"-listen", address}, s.routes()...),
	}, answers(s.URL+"/healthz"))
	return err
}
