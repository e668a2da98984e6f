package trial

import (
	"context"
	"net"
	"net/url"

	"simpul/deploy/poc/protocol"
	"simpul/deploy/poc/relay"
	"simpul/lib/agreement"
	"simpul/lib/problem"
	"simpul/lib/registry"
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

// cuttable: one question at the web portal is several pages of one session, which others share.
func (r *run) cuttable() bool { return r.Parts.Config.Registry.Method != agreement.MethodWebPortal }

// cut cuts the line before a question and after one, and looks whether the registry counted the one whose answer was lost.
func (r *run) cut(ctx context.Context, s *protocol.Step) {
	c, found := r.found()
	switch {
	case !r.cuttable():
		untested(s, "Pada web portal jalur diputus dengan mencabut kabel; hasilnya dicatat pada berita acara.")
		return
	case !found:
		untested(s, "Tidak ada NIK uji yang ditemukan.")
		return
	}
	target, err := url.Parse(r.Parts.Config.Registry.URL)
	if err != nil {
		fail(s, "registry.url tidak dapat dibaca.")
		return
	}
	before := r.lastLeft()
	refused, lost := r.cutBefore(ctx, c, target), r.cutAfter(ctx, c, target)
	after := r.ask(ctx, c)
	after.Note = "Sesudah jalur pulih."
	s.Cases = []protocol.Case{refused, lost, after}
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

// cutBefore asks where nobody listens: the hit must be given back.
func (r *run) cutBefore(ctx context.Context, c Case, target *url.URL) protocol.Case {
	return r.over(ctx, c, target, registry.NotSent, "Putus sebelum pertanyaan dikirim: akses dikembalikan.", func(l *relay.Relay, _ way) { _ = l.Close() })
}

// cutAfter loses the answer: the hit counts, whatever the registry does.
func (r *run) cutAfter(ctx context.Context, c Case, target *url.URL) protocol.Case {
	return r.over(ctx, c, target, registry.NoAnswer, "Putus sesudah pertanyaan dikirim: akses dihitung.", func(l *relay.Relay, w way) {
		w.Warm(ctx)
		l.Mute()
	})
}

// over asks through a relay with which something has been done.
func (r *run) over(ctx context.Context, c Case, target *url.URL, expect registry.FaultKind, note string, do func(*relay.Relay, way)) protocol.Case {
	l, err := relay.Start(hostPort(target))
	if err != nil {
		return protocol.Case{Expected: string(expect), Result: protocol.Untested, Note: "Perantara tidak dapat dijalankan."}
	}
	defer func() { _ = l.Close() }()
	w, err := r.desk.through(l.Address())
	if err != nil {
		return protocol.Case{Expected: string(expect), Result: protocol.Untested, Note: "Perantara tidak dapat dipakai."}
	}
	defer w.end(r.Parts.Config.Registry.Timeout)
	do(l, w)
	h, err := r.desk.hit(ctx, w, c)
	if err != nil {
		h.refused = problem.As(err)
	}
	if h.cost.Hits > 0 {
		r.hits = append(r.hits, h)
	}
	c.Expect = string(expect)
	told := r.tell(c, h)
	told.Note = note
	if (told.Hits == 0) != (expect == registry.NotSent) {
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
