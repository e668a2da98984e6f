package trial

import (
	"context"

	"simpul/deploy/poc/protocol"
)

// Feedback tries the delivery of data balikan (PKS-2.2b, JUKNIS-III).
type Feedback interface {
	// Try fills in the step: result, reason, facts.
	Try(ctx context.Context, s *protocol.Step)
}

// Unwired is the feedback of an installation that cannot deliver any yet.
type Unwired struct{}

// Try says why nothing is tried.
func (Unwired) Try(_ context.Context, s *protocol.Step) {
	untested(s, "Pengiriman data balikan belum dirangkai ke uji coba ini. Uji tersendiri sebelum surat hasil diterbitkan (Juknis III).")
}

func (r *run) feedback(ctx context.Context, s *protocol.Step) { r.Feedback.Try(ctx, s) }
