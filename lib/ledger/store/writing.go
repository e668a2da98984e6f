package store

import (
	"context"
	"iter"
	"time"

	"github.com/google/uuid"
	"github.com/redis/go-redis/v9"

	"simpul/lib/ledger"
)

const (
	batch   = 500
	forgets = time.Hour // when an import that was given up is gone
)

// writing writes an import under keys of its own.
type writing struct {
	ctx           context.Context
	pipe          redis.Pipeliner
	ledger, seals string
}

func newWriting(ctx context.Context, client redis.Cmdable) *writing {
	prefix := keyTag + "import:" + uuid.NewString()
	return &writing{ctx, client.Pipeline(), prefix + ":ledger", prefix + ":seals"}
}

// through passes items on, and writes what was taken: who checks them stops at the first bad one.
func (w *writing) through(items iter.Seq2[ledger.Item, error]) iter.Seq2[ledger.Item, error] {
	return func(yield func(ledger.Item, error) bool) {
		for item, err := range items {
			if !yield(item, err) {
				return
			}
			if err := w.add(item); err != nil {
				yield(ledger.Item{}, err)
				return
			}
		}
	}
}

func (w *writing) add(item ledger.Item) error {
	if e := item.Entry; e != nil {
		w.pipe.XAdd(w.ctx, &redis.XAddArgs{Stream: w.ledger, ID: idOf(e.Seq), Values: []any{"r", e.Record, "m", e.MAC}})
	} else {
		w.pipe.XAdd(w.ctx, &redis.XAddArgs{Stream: w.seals, ID: idOf(item.Seal.Number), Values: []any{"s", item.Seal.Seal, "g", item.Seal.Signature}})
	}
	if w.pipe.Len() < batch {
		return nil
	}
	return w.flush()
}

func (w *writing) flush() error {
	w.pipe.PExpire(w.ctx, w.ledger, forgets)
	w.pipe.PExpire(w.ctx, w.seals, forgets)
	_, err := w.pipe.Exec(w.ctx)
	return reason(err)
}
