package trial

import (
	"context"
	"fmt"
	"log/slog"
	"slices"

	"simpul/deploy/poc/protocol"
	"simpul/lib/feedback"
	"simpul/lib/keyring"
	"simpul/lib/ledger"
	"simpul/lib/resident"
)

// owed are the units of data balikan that the trial's hits opened: the first that found somebody, and the others.
func (r *run) owed() (found *feedback.Submission, others []feedback.Submission) {
	for _, h := range r.hits {
		switch {
		case h.cost.Hits == 0:
		case found == nil && h.Fault == nil && h.Answer.Status == resident.Found:
			found = &h.about
		default:
			others = append(others, h.about)
		}
	}
	return found, others
}

// release ends units with a reason on record, and says how many are left to be ended by somebody else.
func (r *run) release(ctx context.Context, s *protocol.Step, units []feedback.Submission) {
	closed := 0
	for some := range slices.Chunk(units, feedback.MaxSubmissions) {
		for i := range some {
			some[i].Closed = reason
		}
		results, err := r.submit(ctx, nil, some...)
		for _, result := range results {
			if err == nil && result.Problem == nil {
				closed++
			}
		}
	}
	fact(s, "Akses uji coba yang ditutup tanpa izin", fmt.Sprintf("%d, dengan kode %s", closed, reason))
	if left := len(units) - closed; left > 0 {
		fact(s, "Akses uji coba yang masih terbuka", fmt.Sprintf("%d; jawab lewat submit-balikan dengan kode %s", left, reason))
	}
}

func (r *run) submit(ctx context.Context, service feedback.Service, units ...feedback.Submission) ([]feedback.Result, error) {
	outbox, err := r.outbox(service)
	if err != nil {
		return nil, err
	}
	return outbox.Submit(ctx, r.person(), units)
}

// outbox is one like submit-balikan's. service is nil where nothing is sent.
func (r *run) outbox(service feedback.Service) (*feedback.Outbox, error) {
	parts, keys := r.Parts, feedback.Keys{Applications: r.desk.applications, Ledger: ledger.NewSigner(r.Parts.Ledger)}
	if service != nil {
		var err error
		if keys.Seal, err = r.seal(); err != nil {
			return nil, err
		}
	}
	return feedback.New(parts.Redis, service, keys, parts.FeedbackSettings())
}

// seal are the keys of what waits to be sent.
func (r *run) seal() (*keyring.Ring, error) {
	keys, err := keyring.Open(r.Parts.Secrets, r.Parts.Config.Feedback.SealKeyFile, slog.Default())
	if err != nil {
		return nil, fmt.Errorf("feedback.seal_key_file: %w", err)
	}
	return keys, nil
}

func (r *run) person() feedback.Person {
	return feedback.Person{Operator: r.Caller.Operator, Frontend: r.Caller.Frontend}
}
