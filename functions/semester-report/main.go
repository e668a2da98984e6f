// Command semester-report is the OpenFaaS function that makes the report of a semester, or of any other period, from the ledger
// (PKS-8.1, PKS-8.3, JUKNIS-V), and does the scheduled duty: it builds the reports that are due, each once, delivers them by
// mail where there is a route, and reminds of what is owed. functions/openapi.yaml is its contract.
package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"slices"
	"time"

	"simpul/lib/assembly"
	"simpul/lib/config/secretfile"
	"simpul/lib/duty"
	"simpul/lib/function"
	"simpul/lib/ledger"
	"simpul/lib/ledger/store"
	"simpul/lib/nik"
	"simpul/lib/report/register"
)

func main() { function.Main("semester-report", build) }

func build(context.Context) (function.Function, error) {
	parts, err := assembly.Build()
	if err != nil {
		return function.Function{}, err
	}
	r, err := newReporter(parts)
	if err != nil {
		return function.Function{}, err
	}
	return function.Function{
		Handler:        r.Handle,
		Methods:        []string{http.MethodPost},
		RefuseCallback: true,
		Ready:          parts.Ready(),
		Contacts:       parts.Config.Agreement.Contacts,
		Warm:           parts.Warm,
		Metrics:        r.gauges.set,
		Close:          parts.Close,
	}, nil
}

const (
	every   = 10 * time.Minute // of the duty; a server that greylists wants no more
	longest = 22 * time.Second
)

var (
	errNoSection = errors.New("configuration: report: is missing")
	errNIK       = errors.New("a text has as many digits in a row as a NIK, and a report goes out of the house")
)

func newReporter(parts *assembly.Parts) (*reporter, error) {
	cfg := parts.Config
	if cfg.Report == nil {
		return nil, errNoSection
	}
	trust, err := secretfile.Open(parts.Secrets, cfg.Report.TrustFile, ledger.ParseTrust, slog.Default())
	if err != nil {
		return nil, fmt.Errorf("report: trust_file: %w", err)
	}
	signer := ledger.NewSigner(parts.Ledger)
	r := &reporter{
		identity: parts.Identity, agreement: cfg.Agreement, settings: *cfg.Report, secrets: parts.Secrets,
		book: store.New(parts.Redis), trust: trust.Current, checkMAC: signer.Check, state: parts.Admission.State,
		register: register.New(parts.Redis, signer, cfg.Redis.Timeout, time.Now),
		turn:     duty.New(parts.Redis, duty.Settings{Name: "semester-report", Every: every, Longest: longest, Timeout: cfg.Redis.Timeout}),
		gauges:   newGauges(), one: make(chan struct{}, 1), now: time.Now, log: slog.Default(),
	}
	if folder := cfg.Report.Folder; folder != "" {
		if at, err := os.Stat(folder); err != nil || !at.IsDir() {
			return nil, errFolder
		}
	}
	for i, s := range cfg.Report.Semesters {
		if slices.ContainsFunc(slices.Concat(s.Socialisation, s.Obstacles, s.FollowUp, []string{s.Number}), nik.ContainsLongDigits) {
			return nil, fmt.Errorf("configuration: report.semesters[%d]: %w", i, errNIK)
		}
	}
	if _, _, err := r.paper(); err != nil { // a template or a logo that is none stops the start
		return nil, err
	}
	return r, nil
}
