// Command quota-check is the OpenFaaS function that shows how quota, access, agreement, guard and ledger stand, carries out
// administrative acts (JUKNIS-II.B, PKS-4, PKS-5), and does the scheduled duty: it closes accesses that nobody settled and seals
// the ledger. functions/openapi.yaml is its contract.
package main

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"simpul/lib/assembly"
	"simpul/lib/config/secretfile"
	"simpul/lib/duty"
	"simpul/lib/function"
	"simpul/lib/ledger"
	"simpul/lib/ledger/store"
)

func main() { function.Main("quota-check", build) }

func build(context.Context) (function.Function, error) {
	parts, err := assembly.Build()
	if err != nil {
		return function.Function{}, err
	}
	book := store.New(parts.Redis)
	owing, err := newReckoner(parts, book)
	if err != nil {
		return function.Function{}, err
	}
	owed := newCalendar(parts)
	owed.show(owing.set)
	chores, err := newChores(parts, book, owing, owed)
	if err != nil {
		return function.Function{}, err
	}
	k := &keeper{
		identity:  parts.Identity,
		agreement: parts.Config.Agreement,
		registry:  parts.Config.Registry,
		redis:     parts.Config.Redis,
		feedback:  parts.Config.Feedback,
		guard:     parts.Config.Guard,
		admission: parts.Admission,
		book:      book,
		owing:     owing,
		chores:    chores,
		calendar:  owed,
		keys:      parts.Ledger,
		now:       time.Now,
		log:       slog.Default(),
	}
	return function.Function{
		Handler:        k.Handle,
		Methods:        []string{http.MethodGet, http.MethodPost},
		RefuseCallback: true,
		Ready:          parts.Ready(),
		Contacts:       parts.Config.Agreement.Contacts,
		Warm:           parts.Warm,
		Metrics:        owing.set,
		Close:          parts.Close,
	}, nil
}

const (
	every   = time.Minute
	longest = 30 * time.Second
)

func newChores(parts *assembly.Parts, book *store.Store, owing *reckoner, owed *calendar) (*chores, error) {
	cfg := parts.Config
	keys, err := secretfile.Open(parts.Secrets, cfg.Ledger.SealKeyFile, ledger.ParseSealKeys, slog.Default())
	if err != nil {
		return nil, fmt.Errorf("ledger: seal_key_file: %w", err)
	}
	return &chores{
		turn:      duty.New(parts.Redis, duty.Settings{Name: "quota-check", Every: every, Longest: longest, Timeout: cfg.Redis.Timeout}),
		admission: parts.Admission,
		sealer: store.NewSealer(book, store.Settings{
			Keys: keys.Current, Signer: ledger.NewSigner(parts.Ledger), Retention: cfg.Ledger.Retention(),
			Confirm: parts.Redis.Confirm,
		}),
		keys:     keys.Current,
		owing:    owing,
		calendar: owed,
		standing: newStanding(owing.set, cfg.Agreement, time.Now),
		log:      slog.Default(),
	}, nil
}
