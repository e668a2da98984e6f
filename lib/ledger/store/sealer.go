package store

import (
	"context"
	"errors"
	"sync"
	"time"

	"simpul/lib/ledger"
)

// ErrRolledBack means that Redis knows fewer seals than this process has seen. Nothing is sealed: a second seal of the same number
// would be a second truth.
var ErrRolledBack = errors.New("ledger: seals that were there are gone")

// Settings are what a sealer needs.
type Settings struct {
	Keys      func() ledger.SealKeys // read anew for each seal, so that keys rotate without a restart
	Signer    *ledger.Signer         // checks what is about to be sealed
	Retention time.Duration          // how long a sealed entry is kept at least; 0: for ever

	// Confirm waits until no fail-over can lose what was written so far. Until then a seal is not told to anybody, nor built
	// on: a second one of its number would look like forgery. nil where there is no fail-over.
	Confirm func(context.Context) error
}

// Sealer seals what was recorded. It is safe for concurrent use, also beside sealers of other processes.
type Sealer struct {
	store    *Store
	settings Settings

	mu   sync.Mutex
	seen uint64 // number of the newest seal this process has seen
}

// NewSealer returns the sealer of a store.
func NewSealer(store *Store, settings Settings) *Sealer {
	if settings.Confirm == nil {
		settings.Confirm = func(context.Context) error { return nil }
	}
	return &Sealer{store: store, settings: settings}
}

// Seal seals all that waits: each seal covers up to [ledger.MaxSealed] entries and takes the counters of days that are over. Then it
// cuts what was kept long enough. It returns the seals it made, none if nothing waited or another sealer was faster; each belongs in
// the log, where who empties Redis does not reach. now is by Redis's clock, with its offset.
//
// Every record's form and MAC and the sequence are checked first. Entries before a bad or missing one are sealed; over it goes
// nothing: Seal returns a [*ledger.Bad] with its number, now and each time until somebody has looked. Other errors are
// [ErrRolledBack], [ErrCounters], [ledger.ErrKeyLost], [ledger.ErrSealForged], a [ledger.ErrSeal], or that Redis did not answer.
func (s *Sealer) Seal(ctx context.Context, now time.Time) ([]ledger.Sealed, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	made, err := s.sealAll(ctx, now)
	if err == nil {
		var cut *ledger.Sealed
		if cut, err = s.retain(ctx, now); cut != nil {
			made = append(made, *cut)
		}
	}
	if errors.Is(err, errMoved) {
		err = nil
	}
	return made, err
}

func (s *Sealer) sealAll(ctx context.Context, now time.Time) ([]ledger.Sealed, error) {
	var made []ledger.Sealed
	for {
		w, err := s.waiting(ctx, now)
		if err != nil {
			return made, err
		}
		if w.nothing() {
			return made, w.bad
		}
		sealed, err := s.extend(ctx, w)
		if err != nil {
			return made, err
		}
		made = append(made, sealed)
		if w.bad != nil || !w.full && !w.keys.Turns(&sealed) {
			return made, w.bad
		}
	}
}

// extend signs and stores the next seal.
func (s *Sealer) extend(ctx context.Context, w waiting) (ledger.Sealed, error) {
	sealed, err := w.keys.Extend(w.last, w.draft)
	if err == nil {
		err = s.store.append(ctx, sealed, w.taken)
	}
	if err == nil {
		err = s.settings.Confirm(ctx)
	}
	if err != nil {
		return ledger.Sealed{}, err
	}
	s.seen = sealed.Number
	return sealed, nil
}

// newest returns the last seal, nil for none.
func (s *Sealer) newest(ctx context.Context) (*ledger.Sealed, error) {
	last, err := s.store.newest(ctx)
	if err == nil {
		err = s.settings.Confirm(ctx)
	}
	switch {
	case err != nil:
		return nil, err
	case s.seen > 0 && (last == nil || last.Number < s.seen):
		return nil, ErrRolledBack
	case last != nil:
		s.seen = last.Number
	}
	return last, nil
}
