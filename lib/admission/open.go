package admission

import (
	"context"

	"simpul/lib/problem"
)

// Open returns nil while there is access at all, and else what an admission would meet whoever asked: akses_ditangguhkan,
// perjanjian_berakhir, or a problem of the package comment's "fail closed". It reserves nothing: it is for what is done before an
// admission, and must not be done where there is no access, as reading a card (PKS-5, PKS-9.4).
func (a *Admission) Open(ctx context.Context) error {
	s, err := a.State(ctx)
	switch {
	case err != nil:
		return err
	case s.Suspended != nil:
		return problem.New(problem.CodeAksesDitangguhkan)
	case a.settings.over(s):
		return problem.New(problem.CodePerjanjianBerakhir)
	}
	return nil
}

// over reports whether the agreement has ended, and no bridging goes on (PKS-4).
func (s Settings) over(now State) bool {
	return !s.Ends.IsZero() && !now.Now.Before(s.Ends) && !now.Now.Before(now.Bridged)
}
