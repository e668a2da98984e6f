package feedback

import (
	"context"
	"crypto/rand"

	"github.com/google/uuid"

	"simpul/lib/nik"
	"simpul/lib/problem"
	"simpul/lib/shape"
)

// Submit takes up to [MaxSubmissions] submissions and returns a result for each, in their order: those that are wrong do not keep the
// others from being taken. What is taken is in Redis, sealed, before anything is sent; it is sent at once, for Settings.Immediate at
// the longest, and what did not get through waits for the duty. A unit that is dead is revived by submitting it again.
//
// The same content twice gets the same answer and is sent once. The problems of a result are
//
//   - balikan_tidak_ada: nothing is owed for this application and NIK, or its end was forgotten (Settings.Keep);
//   - balikan_sudah_selesai: it was delivered or closed with another content, and this is no correction;
//   - balikan_sedang_dikirim with RetryAfter: another content is on its way;
//   - status_tidak_mendukung: licences without override, and the latest answer was not found (PKS-2.2a);
//   - isian_salah, for access_ids of another unit, for a manual one where Simpul made the access, and for what could not be recorded;
//     nothing is told of the unit then.
//
// The error is penyimpanan_tidak_tersedia, or penyimpanan_mundur once admission has found Redis rolled back: nothing is known of any of them, and repeating is safe.
func (o *Outbox) Submit(ctx context.Context, who Person, submissions []Submission) ([]Result, error) {
	if len(submissions) > MaxSubmissions {
		return nil, problem.Invalid(problem.Field{Name: "units", Code: "terlalu_banyak", Detail: "Kirim paling banyak 100 data balikan sekaligus."})
	}
	results, jobs, holder := make([]Result, len(submissions)), make([]*job, len(submissions)), rand.Text()
	var asked []*job
	for i, s := range submissions {
		if results[i].Problem = s.check(); results[i].Problem != nil {
			continue
		}
		jobs[i] = o.submission(who, s, holder, &results[i].Problem)
		asked = append(asked, jobs[i])
	}
	started := o.settings.Clock()
	if err := o.change(ctx, asked); err != nil {
		return nil, err
	}
	if err := o.dispatch(ctx, holder, started, o.settings.Immediate, submitted(asked, holder)); err != nil {
		return nil, err
	}
	for i, j := range jobs {
		results[i].fill(j)
	}
	return results, nil
}

// submission is the job of one; why it was not taken is left in refused.
func (o *Outbox) submission(who Person, s Submission, holder string, refused **problem.Problem) *job {
	t := told{Submission: s, who: who, same: sameAs(o.keys.Applications, s.Licences), fresh: uuid.Must(uuid.NewV7()).String()}
	if s.Closed == "" {
		t.digest = digest(o.keys.Applications.Current(), s.Licences)
	}
	return &job{tokens: Tokens(o.keys.Applications, s.Application, s.NIK), content: &s, decide: func(u *unit, now int64) (p plan, changed bool) {
		p, changed, *refused = heed(u, t, now)
		if changed && p.seal && o.service != nil { // whoever takes it sends it
			p.next.Holder, p.next.Lease = holder, now+o.settings.terms().lease
			p.due = p.next.Lease
		}
		return p, changed
	}}
}

// submitted are the parcels of what was taken now.
func submitted(jobs []*job, holder string) []*sending {
	var all []*sending
	for _, j := range jobs {
		if j.changed && j.unit.State == Queued && j.unit.Holder == holder {
			p := Parcel{NIK: j.content.NIK, Licences: j.content.Licences, Correction: j.unit.Correction}
			all = append(all, &sending{job: j, parcel: p})
		}
	}
	return all
}

// fill says where the unit stands.
func (r *Result) fill(j *job) {
	if j == nil {
		return
	}
	switch {
	case j.broken:
		r.Problem = problem.New(problem.CodeKesalahanInternal).Because(errUnit)
	case !j.over && r.Problem == nil:
		r.Problem = moving()
	}
	stranger := r.Problem != nil && r.Problem.Code == problem.CodeIsianSalah // who names wrong accesses, or none, is told nothing
	if u := j.unit; u != nil && !stranger {
		r.Unit, r.State, r.Unsure, r.Code = u.token, u.State, u.Unsure, u.Code
		r.Again = r.Problem == nil && !j.changed
	}
}

var (
	reasonCode = shape.Of(`^[a-z0-9_]{1,64}$`)
	plainText  = shape.Of(`^[ -~]{1,64}$`)
)

// isReason reports whether a code can be recorded.
func isReason(code string) bool { return reasonCode(code) && !nik.ContainsLongDigits(code) }

// check refuses what could not be recorded or sealed; the caller has checked more.
func (s Submission) check() *problem.Problem {
	wrong := func(field, code, detail string) *problem.Problem {
		return problem.Invalid(problem.Field{Name: field, Code: code, Detail: detail})
	}
	switch {
	case s.NIK.Empty():
		return wrong("nik", "wajib", "Isi NIK yang diperiksa.")
	case s.Application == "" || len(s.Application) > 128 || hasControls(s.Application):
		return wrong("application_number", "wajib", "Isi nomor permohonan.")
	case (s.Closed == "") == (len(s.Licences) == 0), len(s.Licences) > MaxLicences:
		return wrong("licences", "wajib", "Isi izin yang terbit, paling banyak 20, atau alasan ditutup tanpa izin.")
	case s.Closed != "" && !isReason(s.Closed), s.Override != "" && !isReason(s.Override):
		return wrong("code", "bentuk", "Isi kode alasan dengan huruf kecil, angka, dan garis bawah.")
	}
	for _, l := range s.Licences {
		number := l.Number.RevealPersonalData()
		if number == "" || len(number) > 256 || hasControls(number) || nik.StandsIn(number, s.NIK) || !plainText(l.Type) || nik.ContainsLongDigits(l.Type) {
			return wrong("licences", "bentuk", "Isi nomor dan jenis izin tanpa NIK dan tanpa karakter kendali.")
		}
	}
	return nil
}

func hasControls(s string) bool {
	for _, r := range s {
		if r < ' ' || r == 0x7f {
			return true
		}
	}
	return false
}
