package upstream

import (
	"context"
	"net/http"
	"sync"
	"time"
)

const (
	// watchEvery is well below the time a stopping function still takes calls (healthcheck_interval, 3 s).
	watchEvery = time.Second
	// lookTimeout is a little more than a function gives its own checks.
	lookTimeout = 900 * time.Millisecond
)

// Watch looks at the processes every second until ctx ends.
func (p *Pool) Watch(ctx context.Context) {
	ticker := time.NewTicker(watchEvery)
	defer ticker.Stop()
	for {
		p.Look(ctx)
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}

// Look asks every process once whether it is ready.
func (p *Pool) Look(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, lookTimeout)
	defer cancel()
	var all sync.WaitGroup
	for _, one := range p.processes {
		all.Go(func() { one.unready.Store(!one.ready(ctx)) })
	}
	all.Wait()
}

func (c *process) ready(ctx context.Context) bool {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+c.address+"/_/ready", nil)
	if err != nil {
		return false
	}
	res, err := connections.RoundTrip(req)
	if err != nil {
		return false
	}
	return res.Body.Close() == nil && res.StatusCode == http.StatusOK
}
