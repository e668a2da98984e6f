package load

import (
	"errors"
	"sync"
)

// Race lets callers meet a limit at once, each attempts times, and returns how many it let through beyond it; negative is too
// few.
func Race(callers, attempts, limit int, try func() (bool, error)) (over int, err error) {
	var (
		mu       sync.Mutex
		admitted int
		errs     []error
		all      sync.WaitGroup
		start    = make(chan struct{})
	)
	for range callers {
		all.Go(func() {
			<-start
			for range attempts {
				ok, err := try()
				mu.Lock()
				if ok {
					admitted++
				}
				if err != nil {
					errs = append(errs, err)
				}
				mu.Unlock()
			}
		})
	}
	close(start)
	all.Wait()
	return admitted - limit, errors.Join(errs...)
}
