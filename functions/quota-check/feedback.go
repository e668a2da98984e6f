package main

import (
	"context"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/VictoriaMetrics/metrics"

	"simpul/lib/assembly"
	"simpul/lib/feedback"
	"simpul/lib/ledger/store"
)

// owed is how data balikan stand (PKS-2.2b): units = delivered + closed + queued + dead + open, or somebody must look.
type owed struct {
	Units       int64     `json:"units"`
	Delivered   int64     `json:"delivered"`
	Closed      int64     `json:"closed"`
	Queued      int64     `json:"queued"`
	Dead        int64     `json:"dead"`
	Open        int64     `json:"open"`
	External    int64     `json:"external"`
	Corrections int64     `json:"corrections"`
	Late        int64     `json:"late"`
	Oldest      time.Time `json:"oldest_open,omitzero"`
	Balanced    bool      `json:"balanced"`
	Warnings    []warning `json:"warnings"`
}

type warning struct {
	Code   string `json:"code"`
	Detail string `json:"detail"`
}

// reckoner reads how data balikan stand. It sends nothing and holds no key.
type reckoner struct {
	outbox   *feedback.Outbox
	book     *store.Store
	beside   atomic.Pointer[comparison]
	reckoned atomic.Pointer[time.Time] // when this process looked last: of several replicas one does
	days     int                       // after which an open unit is late
	meter    *feedback.Meter
	set      *metrics.Set
	log      *slog.Logger
}

func newReckoner(parts *assembly.Parts, book *store.Store) (*reckoner, error) {
	outbox, err := feedback.New(parts.Redis, nil, feedback.Keys{}, parts.FeedbackSettings())
	if err != nil {
		return nil, err
	}
	set := metrics.NewSet()
	r := &reckoner{outbox: outbox, book: book, days: parts.Config.Feedback.WarnAfter, meter: feedback.NewMeter(set, time.Now), set: set, log: slog.Default()}
	r.show(set)
	return r, nil
}

// state returns nil where Redis does not tell: the rest of the state is worth showing, and the log says why.
func (r *reckoner) state(ctx context.Context) *owed {
	b, err := r.outbox.Balance(ctx)
	if err != nil {
		r.log.Error("how data balikan stand cannot be read", "error", err)
		return nil
	}
	return &owed{
		Units: b.Units, Delivered: b.Delivered, Closed: b.Closed, Queued: b.Queued, Dead: b.Dead, Open: b.Open,
		External: b.External, Corrections: b.Corrections, Late: b.Late, Oldest: b.Oldest.UTC().Truncate(time.Millisecond),
		Balanced: b.Holds(), Warnings: r.warnings(b),
	}
}

// reckon looks at the equation, as often as there is a seal, and says in the log what somebody must do.
func (r *reckoner) reckon(ctx context.Context) error {
	b, err := r.outbox.Balance(ctx)
	if err != nil {
		return err
	}
	r.meter.Note(b)
	if err := r.compare(ctx); err != nil {
		return err
	}
	now := time.Now()
	r.reckoned.Store(&now)
	if !b.Holds() {
		r.log.Error("data balikan do not add up", "units", b.Units, "delivered", b.Delivered, "closed", b.Closed, "queued", b.Queued, "dead", b.Dead, "open", b.Open)
	}
	if b.Late > 0 || b.Dead > 0 {
		r.log.Warn("data balikan are owed", "late", b.Late, "days", r.days, "to be sent again", b.Dead)
	}
	return nil
}

// warnings are what an administrator must see to, each with what to do.
func (r *reckoner) warnings(b feedback.Balance) []warning {
	all := []warning{}
	add := func(is bool, code, detail string, figures ...any) {
		if is {
			all = append(all, warning{code, fmt.Sprintf(detail, figures...)})
		}
	}
	add(b.Late > 0, "balikan_terlambat", "%d NIK yang diakses belum diberi data balikan setelah %d hari (PKS 2.2b). Lihat daftarnya pada submit-balikan, lalu kirim izin atau alasannya.", b.Late, r.days)
	add(b.Dead > 0, "harus_dikirim_ulang", "%d data balikan tidak dapat dikirim dan isinya sudah dihapus. Kirim ulang, atau akhiri dengan discard.", b.Dead)
	add(b.External > 0, "akses_luar_belum_dilaporkan", "%d akses di luar Simpul belum diberi data balikan. Kirim dengan access_origin manual.", b.External)
	add(!r.agrees(), "catatan_tidak_cocok", "Jumlah data balikan di Redis tidak sama dengan catatan akses. Administrator perlu membaca log quota-check; setelah Redis hilang, impor catatan lalu jalankan initialise.")
	add(!b.Holds(), "neraca_tidak_cocok", "Jumlah data balikan menurut keadaan tidak sama dengan jumlah seluruhnya. Administrator perlu membaca log quota-check dan memeriksa Redis.")
	return all
}
