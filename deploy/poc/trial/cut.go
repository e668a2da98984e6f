package trial

import (
	"context"
	"errors"
	"net"
	"net/url"

	"simpul/deploy/poc/protocol"
	"simpul/deploy/poc/relay"
	"simpul/lib/agreement"
	"simpul/lib/registry"
	"simpul/lib/registry/webportal/profile"
	"simpul/lib/resident"
)

// found is the case that is asked about when the line is cut.
func (r *run) found() (Case, bool) {
	for _, c := range r.Cases {
		if c.Expect == string(resident.Found) {
			return c, true
		}
	}
	return Case{}, false
}

// search says which request of a question carries the NIK: at the web portal the search form is fetched first, unless its profile
// says otherwise. The trial has logged in by then.
func (r *run) search() (int, error) {
	settings := r.Parts.Config.Registry
	if settings.Method != agreement.MethodWebPortal {
		return 1, nil
	}
	text, err := r.Parts.Secrets.Read(settings.Portal.ProfileFile)
	if err != nil {
		return 0, err
	}
	p, err := profile.Parse([]byte(text.Reveal()))
	if err != nil || p.Search.FormOnce {
		return 1, err
	}
	return 2, nil
}

// cut cuts the line before a question and after one, and looks whether the registry counted the one whose answer was lost.
func (r *run) cut(ctx context.Context, s *protocol.Step) {
	c, found := r.found()
	if !found {
		untested(s, "Tidak ada NIK uji yang ditemukan.")
		return
	}
	target, errURL := url.Parse(r.Parts.Config.Registry.URL)
	nth, err := r.search()
	if errors.Join(errURL, err) != nil {
		fail(s, "registry.url atau profil portal tidak dapat dibaca.")
		return
	}
	r.cutTwice(ctx, s, c, hostPort(target), nth)
}

func (r *run) cutTwice(ctx context.Context, s *protocol.Step, c Case, target string, nth int) {
	before := r.lastLeft()
	for _, x := range cuts(nth) {
		s.Cases = append(s.Cases, r.over(ctx, c, target, x))
	}
	after := r.ask(ctx, c)
	after.Note = "Sesudah jalur pulih."
	s.Cases = append(s.Cases, after)
	s.Judge()
	r.lost = counted(before, after.Left)
	fact(s, "Akses yang jawabannya hilang, menurut hitungan Dukcapil", r.lost)
	fact(s, "Menurut hitungan Simpul", "dihitung, dan tidak ditanyakan ulang")
}

// lastLeft is what the registry said last.
func (r *run) lastLeft() *int64 {
	if len(r.hits) == 0 {
		return nil
	}
	return r.hits[len(r.hits)-1].left()
}

// counted says what two answers tell of one that was lost between them.
func counted(before, after *int64) string {
	if before == nil || after == nil {
		return "tidak diketahui: sisa kuota tidak disebutkan"
	}
	switch *before - *after {
	case 2:
		return "dihitung"
	case 1:
		return "tidak dihitung"
	}
	return "tidak diketahui: sisa kuota berubah lain dari yang diharapkan"
}

// severance is a way to cut the line, and what must come of a question then.
type severance struct {
	expect registry.FaultKind
	hits   int64
	note   string
	do     func(context.Context, *relay.Relay, way) error
}

// cuts: where nobody listens any more, the hit must be given back; where the answer is lost, to the nth request of the question, it
// counts whatever the registry does.
func cuts(nth int) []severance {
	return []severance{
		{registry.NotSent, 0, "Putus sebelum pertanyaan dikirim: akses dikembalikan.", func(_ context.Context, l *relay.Relay, _ way) error { return l.Close() }},
		{registry.NoAnswer, 1, "Putus sesudah pertanyaan dikirim: akses dihitung.", func(ctx context.Context, l *relay.Relay, w way) error {
			w.Warm(ctx)
			return l.Lose(ctx, nth)
		}},
	}
}

// over asks through a relay that cuts.
func (r *run) over(ctx context.Context, c Case, target string, x severance) protocol.Case {
	c.Expect = string(x.expect)
	told := protocol.Case{Expected: c.Expect, Result: protocol.Untested, Note: "Perantara tidak dapat dijalankan."}
	l, err := relay.Start(target)
	if err != nil {
		return told
	}
	defer func() { _ = l.Close() }()
	w, err := r.desk.through(l.Address())
	if err != nil {
		return told
	}
	defer w.end(r.Parts.Config.Registry.Timeout)
	if x.do(ctx, l, w) != nil {
		return told
	}
	h := r.desk.mustHit(ctx, w, c)
	if h.cost.Hits > 0 {
		r.hits = append(r.hits, h)
	}
	told = r.tell(c, h)
	told.Note = x.note
	if told.Hits != x.hits {
		told.Result = protocol.Failed
	}
	return told
}

func hostPort(target *url.URL) string {
	if target.Port() != "" {
		return target.Host
	}
	if target.Scheme == "http" {
		return net.JoinHostPort(target.Hostname(), "80")
	}
	return net.JoinHostPort(target.Hostname(), "443")
}
