package feedback

import "context"

// Retry lets a unit that waits go out with the next duty, whatever pause it was given. The problems are balikan_tidak_ada,
// balikan_sudah_selesai and, for a dead one, whose content is gone, balikan_harus_dikirim_ulang.
func (o *Outbox) Retry(ctx context.Context, who Person, unit string) (Result, error) {
	return Result{}, errNotYet
}
