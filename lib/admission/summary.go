package admission

import (
	"time"

	"simpul/lib/agreement"
)

// Summary is a [State] as callers see it (functions/openapi.yaml, Quota).
type Summary struct {
	Mode      agreement.Mode `json:"mode"`
	Limit     *int64         `json:"limit,omitzero"` // nil in mode unlimited
	Used      int64          `json:"used"`
	Left      *int64         `json:"left,omitzero"` // nil when nothing bounds it
	Exhausted bool           `json:"exhausted"`
	ResetsAt  time.Time      `json:"resets_at"` // the next midnight in WIB
}

// Summary returns s as callers see it.
func (s State) Summary() Summary {
	summary := Summary{Mode: s.Mode, Used: s.Used, Left: s.Left, Exhausted: s.Exhausted, ResetsAt: s.Midnight.In(agreement.WIB)}
	if s.Mode == agreement.ModePoC {
		summary.Limit = &s.Limit
	}
	return summary
}
