package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"strings"
	"time"

	"github.com/google/uuid"

	"simpul/deploy/local/bench/load"
	"simpul/lib/admission"
	"simpul/lib/agreement"
	"simpul/lib/config"
	"simpul/lib/keyring"
	"simpul/lib/ledger"
	"simpul/lib/resident"
)

// way is one way to count, and how it is measured once.
type way struct {
	name    string
	measure func(context.Context) (load.Figures, error)
	missing error // why it cannot be measured here, nil if it can
	all     []load.Figures
}

// counting measures admission beside what is usually done, on one Redis of their own.
func counting(ctx context.Context, w *world, p *page) error {
	client, err := admission.NewClient(config.Redis{URL: w.counters.url(), Timeout: 10 * time.Second}, nil)
	if err != nil {
		return err
	}
	defer func() { _ = client.Close() }()
	once := func(primitive load.Primitive) func(context.Context) (load.Figures, error) {
		return func(ctx context.Context) (load.Figures, error) { return primitive.Measure(ctx, w.step) }
	}
	limiter := w.redisRate(ctx)
	ways := []*way{
		{name: "INCR, then compare", measure: once(incr(client.Client))},
		&limiter,
		{name: "WATCH, GET, SET", measure: once(watched(client.Client))},
	}
	decide, both, closeAdmission, err := w.admission(ctx, client)
	if err != nil {
		return err
	}
	ways = append(ways, &way{name: "Admit: the decision", measure: once(decide)}, &way{name: "Admit + Settle: the access", measure: once(both)})
	err = repeat(ctx, w.repeats, ways)
	tellCounting(p, ways)
	return errors.Join(err, closeAdmission())
}

func repeat(ctx context.Context, times int, ways []*way) error {
	for range times {
		for _, one := range ways {
			if one.missing != nil {
				continue
			}
			f, err := one.measure(ctx)
			if err != nil {
				return fmt.Errorf("%s: %w", one.name, err)
			}
			one.all = append(one.all, f)
		}
	}
	return nil
}

func tellCounting(p *page, ways []*way) {
	s := p.counting
	for _, one := range ways {
		var alone, contended, p99, over load.Spread
		for _, f := range one.all {
			alone, contended = append(alone, f.Alone.Rate), append(contended, f.Contended.Rate)
			p99, over = append(p99, f.Contended.P99), append(over, float64(f.Over))
		}
		s.add(one.name, alone, contended, p99, over)
		if one.missing != nil {
			reason, _, _ := strings.Cut(one.missing.Error(), "\n")
			s.note("%s was not measured: %s", one.name, reason)
		}
	}
	s.note("Admit decides everything in one round trip, Settle records it in another: quota, guard, pace, what is owed, the ledger. It alone knows the")
	s.note("day of WIB, a repeated request and an access that never left; redis_rate refills all day long, so that a calendar day may see nearly twice")
	s.note("its limit. WATCH takes three round trips or more, the others one.")
}

// admission is the decision of an access, and the access whole, as a verification makes them.
func (w *world) admission(ctx context.Context, client *admission.Client) (decision, whole load.Primitive, stop func() error, err error) {
	settings, err := w.admissionSettings()
	if err != nil {
		return decision, whole, nil, err
	}
	free, err1 := admission.New(client, settings)
	settings.Quota = agreement.Quota{DailyLimit: load.Limit}
	limited, err2 := admission.New(client, settings)
	if err := errors.Join(err1, err2); err != nil {
		return decision, whole, nil, err
	}
	reset := func(ctx context.Context) error {
		return limited.Initialise(ctx, admission.Initialisation{Force: true, Basis: admission.Basis{Operator: "bangku-uji"}})
	}
	primitive := func(take func(context.Context, *admission.Admission) error) load.Primitive {
		return load.Primitive{
			Step:  func(ctx context.Context) error { return take(ctx, free) },
			Reset: reset,
			Try:   func(ctx context.Context) (bool, error) { return admitted(take(ctx, limited)) },
		}
	}
	stop = func() error { return errors.Join(free.Close(ctx), limited.Close(ctx)) }
	return primitive(decided), primitive(access), stop, reset(ctx)
}

// admissionSettings are the office's, without a limit.
func (w *world) admissionSettings() (admission.Settings, error) {
	cfg, err := w.settings()
	if err != nil {
		return admission.Settings{}, err
	}
	keys, err := keyring.Open(config.NewSecrets(w.secrets()), cfg.Ledger.MACFile, slog.Default())
	return admission.Settings{
		Quota: agreement.Quota{DailyLimit: math.MaxInt32}, Guard: cfg.Guard, Ledger: ledger.NewSigner(keys),
		CallDeadline: 5 * time.Second, Timeout: 10 * time.Second, ClockTolerance: 30 * time.Second,
	}, err
}

// question is about one NIK in one application, again and again: the guard looks at everything and its lists do not grow. Each owes for
// a unit of its own, which costs more than to join one.
func question(id uuid.UUID) admission.Request {
	return admission.Request{
		AccessID: id,
		Evidence: []admission.Evidence{{
			Member: "0123456789ab", Application: "a:uji", Pair: "p:uji",
			Runs: [admission.Families]string{"r1:uji", "r2:uji", "r3:uji", "r4:uji", "r5:uji", "r6:uji"},
		}},
		Recheck: true,
		Unit:    admission.Unit{Tokens: []string{"k1." + id.String()[14:]}, Application: "503/0001/2026"},
		Record: ledger.Record{
			Operator: "petugas-01", Frontend: "perizinan",
			Subject: ledger.Subject{LicenceType: "nib", SubjectRole: "pemohon", Source: ledger.Typed},
		},
	}
}

func decided(ctx context.Context, a *admission.Admission) error {
	_, _, err := decide(ctx, a)
	return err
}

func decide(ctx context.Context, a *admission.Admission) (uuid.UUID, admission.Admitted, error) {
	id, err := uuid.NewV7()
	if err != nil {
		return id, admission.Admitted{}, err
	}
	admitted, err := a.Admit(ctx, question(id))
	return id, admitted, err
}

func access(ctx context.Context, a *admission.Admission) error {
	id, admitted, err := decide(ctx, a)
	if err != nil {
		return err
	}
	record := admitted.Record
	record.Outcome = ledger.Data
	_, err = a.Settle(ctx, admission.Counted(id).Said(resident.Found, true).Recorded(record))
	return err
}
