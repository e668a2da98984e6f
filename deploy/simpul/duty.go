package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// patience is longer than a function takes for a duty (exec_timeout).
const patience = 30 * time.Second

// duty calls without a body and without a token, as OpenFaaS's cron connector does. The function sees to it that the work is done
// once, whoever calls.
func duty(ctx context.Context, flags *flag.FlagSet, args []string, out io.Writer) error {
	gateway := flags.String("gateway", atGateway, "address of the gateway")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() != 1 {
		return errUsage
	}
	status, err := ask(ctx, http.MethodPost, *gateway+"/function/"+flags.Arg(0))
	if err != nil {
		return err
	}
	if status != http.StatusOK {
		return fmt.Errorf("tugas terjadwal %s: status %d", flags.Arg(0), status)
	}
	say(out, "tugas terjadwal %s: selesai", flags.Arg(0))
	return nil
}

// ask returns the status of an answer, whose content is nobody's business here.
func ask(ctx context.Context, method, url string) (int, error) {
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	req, err := http.NewRequestWithContext(ctx, method, url, nil)
	if err != nil {
		return 0, errors.New("alamat tidak dapat dibaca")
	}
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		return 0, errors.New("tidak ada jawaban")
	}
	_, _ = io.Copy(io.Discard, io.LimitReader(res.Body, 1<<20))
	return res.StatusCode, res.Body.Close()
}

// health asks the gateway and every process that the release starts whether it lives, or one process, named by its unit. Ready is another matter: without Redis
// nothing is, and a release is not to blame for that.
func health(ctx context.Context, flags *flag.FlagSet, args []string, out io.Writer) error {
	units := flags.String("units", release+"/systemd", "folder of units")
	wait := flags.Duration("wait", 0, "how long to wait until all is well")
	if err := flags.Parse(args); err != nil {
		return err
	}
	targets, err := targets(*units, flags.Args())
	if err != nil {
		return err
	}
	ctx, stop := context.WithTimeout(ctx, *wait+patience)
	defer stop()
	var ill []string
	for deadline := time.Now().Add(*wait); ; {
		if ill = sick(ctx, targets); len(ill) == 0 {
			say(out, "%d proses sehat", len(targets))
			return nil
		}
		if !time.Now().Before(deadline) {
			return fmt.Errorf("tidak sehat: %s", strings.Join(ill, ", "))
		}
		time.Sleep(time.Second) // between two looks at processes that start
	}
}

func sick(ctx context.Context, targets map[string]string) []string {
	var ill []string
	for name, url := range targets {
		if status, err := ask(ctx, http.MethodGet, url); err != nil || status != http.StatusOK {
			ill = append(ill, name)
		}
	}
	return ill
}

var (
	startedUnit = regexp.MustCompile(`(?m)^simpul-([-a-z]+)@([0-9])\.service$`)
	firstPort   = regexp.MustCompile(`\bport=([0-9]+)%i`)
)

// targets are the health addresses of processes, by name: of those named by their units, else of all that an installation starts.
func targets(units string, named []string) (map[string]string, error) {
	started, all := []byte(strings.Join(named, "\n")), map[string]string{}
	if len(named) == 0 {
		var err error
		if started, err = os.ReadFile(filepath.Join(units, "started")); err != nil {
			return nil, err
		}
		all["gateway"] = atGateway + "/healthz"
	}
	for _, unit := range startedUnit.FindAllStringSubmatch(string(started), -1) {
		text, err := os.ReadFile(filepath.Join(units, "simpul-"+unit[1]+"@.service"))
		if err != nil {
			return nil, err
		}
		port := firstPort.FindStringSubmatch(string(text))
		if port == nil {
			return nil, errors.New(unit[1] + ": the unit names no port")
		}
		all[unit[1]+"@"+unit[2]] = "http://127.0.0.1:" + port[1] + unit[2] + "/_/health"
	}
	if len(all) < len(named) {
		return nil, errUsage
	}
	return all, nil
}
