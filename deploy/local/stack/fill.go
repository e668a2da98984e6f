package stack

import (
	"context"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"time"

	"simpul/lib/admission"
	"simpul/lib/agreement"
	"simpul/lib/config"
	"simpul/lib/ledger"
	"simpul/lib/ledger/ledgertest"
	"simpul/lib/ledger/store"
	"simpul/lib/report"
	"simpul/lib/report/reporttest"
)

// LastSemester is the latest semester of the agreement that is over.
func LastSemester(a agreement.Agreement, now time.Time) (report.Period, error) {
	running := report.SemesterOf(agreement.DateOf(now))
	before := agreement.DateOf(running.First.Midnight().Add(-time.Hour))
	return report.SemesterOf(before).Within(a.ValidFrom, a.ValidUntil)
}

// fill puts an invented semester into an empty Redis, sealed by the stack's own keys.
func (s *Stack) fill(ctx context.Context, o Options, redis config.Redis, cfg *config.Config) error {
	if o.Accesses == 0 {
		return nil
	}
	text, err := os.ReadFile(filepath.Join(SecretsFolder(o.State), cfg.Ledger.SealKeyFile))
	if err != nil {
		return fmt.Errorf("read keys of seals: %w", err)
	}
	keys, err := ledger.ParseSealKeys(string(text))
	if err != nil {
		return err
	}
	period, err := LastSemester(cfg.Agreement, time.Now())
	if err != nil {
		return err
	}
	client, err := admission.NewClient(redis, config.NewSecrets(SecretsFolder(o.State)))
	if err != nil {
		return err
	}
	defer func() { _ = client.Close() }()
	book := reporttest.SealedBy(keys, period.First.String(), period.Last.String(), o.Accesses)
	_, err = store.New(client).Import(ctx, progress(o, book.Items()), book.Proof())
	return err
}

// progress says how far the items are.
func progress(o Options, items []ledger.Item) iter.Seq2[ledger.Item, error] {
	return func(yield func(ledger.Item, error) bool) {
		n, step := 0, max(1, len(items)/10)
		for item, err := range ledgertest.Items(items) {
			if n++; n%step == 0 {
				o.Say("catatan rekaan satu semester … %d%%", 100*n/len(items))
			}
			if !yield(item, err) {
				return
			}
		}
	}
}
