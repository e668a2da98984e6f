package admission

import "context"

// CountRead counts a card read by its class, such as asli (JUKNIS-IV, PKS-8.1: the report tells how many cards were genuine). No more
// of it is kept: the total of a day goes into the next day's first seal. The problems are those that an admission has before it looks
// at the access; after one that nobody heard of, repeating may count twice.
func (a *Admission) CountRead(ctx context.Context, class string) error {
	r, err := a.run(ctx, countScript, nil, "", "", class)
	if err == nil && r.word != done {
		err = r.problem()
	}
	return err
}
