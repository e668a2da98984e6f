package feedback

import (
	"context"
	"math/rand/v2"
	"time"

	"simpul/lib/nik"
)

// sending is one leased unit on its way.
type sending struct {
	job     *job
	parcel  Parcel
	outcome Outcome
	sent    bool // or the outcome is known without: its content cannot be opened
}

// dispatch sends what holder has leased, for budget at the longest, and writes down what came of it; what was not sent goes back. A
// NIK is in one call once: the service answers by NIK (wire §3). What is heard is written even if ctx has ended.
func (o *Outbox) dispatch(ctx context.Context, holder string, started time.Time, budget time.Duration, all []*sending) error {
	if len(all) == 0 {
		return nil
	}
	within, cancel := context.WithTimeout(ctx, budget)
	defer cancel()
	for rest := all; len(rest) > 0; {
		var wave []*sending
		wave, rest = o.wave(rest)
		if within.Err() == nil && !o.heldUp(started, budget) {
			o.deliver(within, wave)
		}
		if err := o.write(ctx, holder, wave); err != nil {
			return err
		}
	}
	return nil
}

// wave takes the next call's units: as many as a batch, no NIK twice.
func (o *Outbox) wave(all []*sending) (wave, rest []*sending) {
	seen := map[nik.NIK]bool{}
	for _, s := range all {
		if seen[s.parcel.NIK] || len(wave) == o.settings.Batch {
			rest = append(rest, s)
			continue
		}
		if !s.sent {
			seen[s.parcel.NIK] = true
		}
		wave = append(wave, s)
	}
	return wave, rest
}

// heldUp reports whether a lease could run out before the service has answered: a machine that was paused must not send what another
// process may have. Wall clocks are compared, since others stand still meanwhile.
func (o *Outbox) heldUp(started time.Time, budget time.Duration) bool {
	return o.settings.Clock().Round(0).Sub(started.Round(0))+budget > o.settings.lease()-o.settings.Timeout
}

// deliver asks the service about a wave.
func (o *Outbox) deliver(ctx context.Context, wave []*sending) {
	var parcels []Parcel
	var asked []*sending
	for _, s := range wave {
		if !s.sent {
			parcels, asked = append(parcels, s.parcel), append(asked, s)
		}
	}
	if len(parcels) == 0 {
		return
	}
	outcomes := o.service.Deliver(ctx, parcels)
	for i, s := range asked {
		s.sent, s.outcome = true, Outcome{Verdict: Unknown}
		if i < len(outcomes) {
			s.outcome = outcomes[i]
		}
	}
}

// write takes the wave's units to where their outcomes lead.
func (o *Outbox) write(ctx context.Context, holder string, wave []*sending) error {
	jobs := make([]*job, len(wave))
	for i, s := range wave {
		outcome, dice := s.outcome.named(), rand.Float64()
		jobs[i] = &job{tokens: []string{s.job.unit.token}, decide: func(u *unit, now int64) (plan, bool) {
			if !s.sent {
				return release(u, holder, now)
			}
			return hear(outcome.of(u), holder, outcome, now, o.settings.terms(), dice)
		}}
	}
	err := o.change(context.WithoutCancel(ctx), jobs)
	for i, s := range wave {
		if jobs[i].unit != nil {
			s.job.unit = jobs[i].unit
		}
	}
	return err
}

// of returns the unit as the outcome finds it: marked if it was sent before without a clear answer.
func (o Outcome) of(u *unit) *unit {
	if u == nil || !o.Unsure {
		return u
	}
	marked := *u
	marked.Unsure = true
	return &marked
}

// named is an outcome whose code can be recorded; what a service says is never repeated.
func (o Outcome) named() Outcome {
	known := map[Verdict]string{Accepted: "", AlreadySent: "sudah_pernah_dikirim", Refused: "ditolak", Later: "belum_terkirim", Unknown: "tidak_diketahui"}
	if _, isKnown := known[o.Verdict]; !isKnown {
		o.Verdict = Unknown
	}
	if !isReason(o.Code) {
		o.Code = known[o.Verdict]
	}
	return o
}
