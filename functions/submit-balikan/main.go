// Command submit-balikan is the OpenFaaS function that tells Dukcapil what came of each NIK accessed (PKS-2.2b, 3.1b; JUKNIS-III):
// it takes data balikan from officers, lists what is still owed, and does the scheduled duty, sending what waits.
// functions/openapi.yaml is its contract.
package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"time"

	"simpul/lib/assembly"
	"simpul/lib/config"
	"simpul/lib/duty"
	"simpul/lib/feedback"
	"simpul/lib/feedback/delivery"
	"simpul/lib/function"
	"simpul/lib/identity"
	"simpul/lib/keyring"
	"simpul/lib/ledger"
)

// maxBody is what a gateway passes on: a hundred units of 1.3 kB each. A unit with one licence and two accesses has 0.4 kB.
const maxBody = 128 << 10

func main() { function.Main("submit-balikan", build) }

func build(context.Context) (function.Function, error) {
	parts, err := assembly.Build()
	if err != nil {
		return function.Function{}, err
	}
	budget, err := checkTimes(parts.Config)
	if err != nil {
		return function.Function{}, err
	}
	line, err := delivery.New(parts.Config.Feedback, parts.Secrets)
	if err != nil {
		return function.Function{}, err
	}
	s, err := newSubmitter(parts, line, budget)
	if err != nil {
		return function.Function{}, err
	}
	return function.Function{
		Handler:        s.Handle,
		Methods:        []string{http.MethodGet, http.MethodPost},
		MaxBody:        maxBody,
		RefuseCallback: true,
		Ready:          parts.Ready(),
		Contacts:       parts.Config.Agreement.Contacts,
		Warm:           parts.Warm,
		Metrics:        s.gauges.set,
		Close: func(ctx context.Context) error {
			line.Close()
			return parts.Close(ctx)
		},
	}, nil
}

func newSubmitter(parts *assembly.Parts, line feedback.Service, budget time.Duration) (*submitter, error) {
	cfg := parts.Config
	receipts, err := identity.NewReceipts(cfg.Identity, parts.Secrets, slog.Default())
	if err != nil {
		return nil, err
	}
	applications, err := keyring.Open(parts.Secrets, cfg.Ledger.ApplicationFile, slog.Default())
	if err != nil {
		return nil, fmt.Errorf("ledger.application_file: %w", err)
	}
	seal, err := keyring.Open(parts.Secrets, cfg.Feedback.SealKeyFile, slog.Default())
	if err != nil {
		return nil, fmt.Errorf("feedback.seal_key_file: %w", err)
	}
	outbox, err := feedback.New(parts.Redis, polite{line, accesses(parts.Admission)},
		feedback.Keys{Applications: applications, Seal: seal, Ledger: ledger.NewSigner(parts.Ledger)}, parts.FeedbackSettings())
	if err != nil {
		return nil, err
	}
	gauges := newGauges(time.Now)
	return &submitter{
		identity: parts.Identity, receipts: receipts, agreement: cfg.Agreement, outbox: outbox, gauges: gauges, log: slog.Default(),
		once: &once{redis: parts.Redis, receipts: receipts, timeout: cfg.Redis.Timeout},
		chores: &chores{outbox: outbox, gauges: gauges, log: slog.Default(),
			turn: duty.New(parts.Redis, duty.Settings{Name: "submit-balikan", Every: every, Longest: budget, Timeout: cfg.Redis.Timeout})},
	}, nil
}

const every = time.Minute // from one duty to the next

var errTimes = errors.New("exec_timeout must be longer than feedback.immediate with five times redis.timeout, and than feedback.timeout with four " +
	"times redis.timeout, and half a second")

// checkTimes returns how long the duty may take, and refuses to start when a call could be cut before its own steps give up: taking
// units and sending them at once, with the steps of Redis around that (Idempotency-Key, read, write, read, write), or sending one batch,
// for which the outbox wants time to spare. A unit that moves meanwhile is read again; a call that is cut then may be repeated.
func checkTimes(cfg *config.Config) (budget time.Duration, err error) {
	settings, err := function.ReadSettings(os.LookupEnv)
	if err != nil {
		return 0, err
	}
	step := cfg.Redis.Timeout
	if patience+max(cfg.Feedback.Immediate+5*step, cfg.Feedback.Timeout+4*step) >= settings.ExecTimeout {
		return 0, errTimes
	}
	return settings.ExecTimeout - step, nil
}
