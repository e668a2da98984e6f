package acceptance_test

import (
	"net/http"
	"sync"
	"sync/atomic"

	"simpul/lib/registry/registrytest"
)

// load is callers who verify all the time; each answer must be a verification.
type load struct {
	w      *world
	body   map[string]any
	many   int
	token  atomic.Pointer[string]
	answer chan int
	done   chan struct{}
	all    sync.WaitGroup
}

func (w *world) underLoad(token string) *load {
	return w.underLoadOf(4, verification(registrytest.Samples()[0]), token)
}

func (w *world) underLoadOf(many int, body map[string]any, token string) *load {
	l := &load{w: w, body: body, many: many, answer: make(chan int), done: make(chan struct{})}
	l.token.Store(&token)
	for range many {
		l.all.Go(l.call)
	}
	return l
}

func (l *load) call() {
	for {
		req := l.w.request(http.MethodPost, l.w.URL+"/function/verify-nik", l.body)
		req.Header.Set("Authorization", "Bearer "+*l.token.Load())
		a, err := l.w.do(req)
		if err != nil || a.code != http.StatusOK {
			l.w.t.Errorf("a verification failed: %d %s %v", a.code, a.Type, err)
		}
		select {
		case l.answer <- a.code:
		case <-l.done:
			return
		}
	}
}

// more waits until each caller had its answer some times: what was changed has been met by then.
func (l *load) more() {
	for range 6 * l.many {
		<-l.answer
	}
}

func (l *load) end() {
	close(l.done)
	l.all.Wait()
}
