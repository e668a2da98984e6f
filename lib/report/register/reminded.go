package register

import "context"

// Reminded returns which reminder was sent last, by what it was about. The error is penyimpanan_tidak_tersedia.
func (r *Register) Reminded(ctx context.Context) (map[string]string, error) {
	ctx, cancel := context.WithTimeout(ctx, r.timeout)
	defer cancel()
	sent, err := r.redis.HGetAll(ctx, reminderKey).Result()
	if err != nil {
		return nil, unavailable(err)
	}
	return sent, nil
}

// Remind keeps which reminders were sent, not none. The error is penyimpanan_tidak_tersedia.
func (r *Register) Remind(ctx context.Context, sent map[string]string) error {
	ctx, cancel := context.WithTimeout(ctx, r.timeout)
	defer cancel()
	if err := r.redis.HSet(ctx, reminderKey, sent).Err(); err != nil {
		return unavailable(err)
	}
	return nil
}
