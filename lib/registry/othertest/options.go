package othertest

import "errors"

// Options are the behaviours that can differ between two runs, and within one
// by [Server.Change]. The zero value counts no quota and answers by NIK.
type Options struct {
	// CountQuota makes every answer about a person use one hit of QuotaLeft.
	// Faults use none: whether they do at the real service is unknown (§6.8).
	CountQuota bool
	// QuotaLeft is the number of hits left, not negative; at 0 every request
	// with good credentials gets the quota fault. It falls as hits are used.
	QuotaLeft int
	// ShowQuotaLimiter puts quotaLimiter, the hits left after this answer, in
	// the envelope (§1.3); it needs CountQuota. Older lookups never have it.
	ShowQuotaLimiter bool
	// QuotaWithoutCode words the quota fault as the code-less RESPON (§1.9)
	// instead of code 05.
	QuotaWithoutCode bool
	// BareObject sends content as an object, as third-party proxies do (§1.3).
	// An empty content stays an empty array.
	BareObject bool
	// AnswerAs, if not empty, is the NIK of one of [Server.People]: every
	// request with good credentials is answered as if it asked for this one.
	// So any fault can be put in force for everybody, and lifted again.
	AnswerAs string
}

// Refusals of [Start] and [Server.Change].
var (
	// ErrQuota refuses a negative QuotaLeft.
	ErrQuota = errors.New("othertest: quota left is negative")
	// ErrLimiter refuses ShowQuotaLimiter without CountQuota.
	ErrLimiter = errors.New("othertest: quota limiter without a counted quota")
	// ErrAnswerAs refuses an AnswerAs that is not among the people.
	ErrAnswerAs = errors.New("othertest: answer-as is none of the people")
)

// check reports the first contradiction in the options.
func (o Options) check(people map[string]entry) error {
	if o.QuotaLeft < 0 {
		return ErrQuota
	}
	if o.ShowQuotaLimiter && !o.CountQuota {
		return ErrLimiter
	}
	if _, known := people[o.AnswerAs]; o.AnswerAs != "" && !known {
		return ErrAnswerAs
	}
	return nil
}

// quotaFault is the wording in force once the quota is used up.
func (o Options) quotaFault() entry {
	if o.QuotaWithoutCode {
		return faultEntry("", FaultQuota, gen1("Kuota akses hari ini telah habis"), "")
	}
	return faultEntry("", FaultQuota, gen3("05", "Kuota Akses Hari ini telah Habis"), "")
}

// Change switches behaviours at run time: change gets the options in force,
// with QuotaLeft as it stands, and edits them. Requests see all of the change or
// nothing of it. On an error (one of the refusals above) nothing changes.
// change must not call back into the server.
func (s *Server) Change(change func(*Options)) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	next := s.options
	change(&next)
	if err := next.check(s.people); err != nil {
		return err
	}
	s.options = next
	return nil
}
