package registry

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"simpul/lib/problem"
)

// FaultKind is a way in which the registry says nothing about the person.
type FaultKind string

// The kinds; the comment names the source.
const (
	LoginFailed         FaultKind = "login_failed"         // JUKNIS-II.C.2b.3a, code 03
	QuotaExhausted      FaultKind = "quota_exhausted"      // JUKNIS-II.C.2b.3b, code 05
	InstitutionInactive FaultKind = "institution_inactive" // JUKNIS-II.C.2b.3c, code 16
	UserInactive        FaultKind = "user_inactive"        // JUKNIS-II.C.2b.3d, code 17
	AddressRefused      FaultKind = "address_refused"      // codes 04 and 10
	OutsideHours        FaultKind = "outside_hours"        // code 06
	RequestIncomplete   FaultKind = "request_incomplete"   // codes 07 and 09
	NotProcessable      FaultKind = "not_processable"      // code 08
	Captcha             FaultKind = "captcha"              // the web portal wants a human
	PageChanged         FaultKind = "page_changed"         // the web portal's page is not as its profile says
	Unknown             FaultKind = "unknown"              // a code or text nobody has seen, or none: never guessed, never retried
	NotSent             FaultKind = "not_sent"             // ended before one byte of the question left: the only give-back
	NoAnswer            FaultKind = "no_answer"            // sent, and time ran out or the caller hung up: may have been counted
	BrokenAnswer        FaultKind = "broken_answer"        // sent; cut, too large, unreadable or about another person: may have been counted
	HTTPError           FaultKind = "http_error"           // sent, answered with a status other than 200
)

var problemOf = map[FaultKind]problem.Code{
	LoginFailed:         problem.CodeGagalLogin,
	QuotaExhausted:      problem.CodeKuotaHabis,
	InstitutionInactive: problem.CodeInstansiTidakAktif,
	UserInactive:        problem.CodeUserIDNonAktif,
	AddressRefused:      problem.CodeAlamatIPDitolak,
	OutsideHours:        problem.CodeDiLuarJamAkses,
	RequestIncomplete:   problem.CodePermintaanTidakLengkap,
	NotProcessable:      problem.CodeNIKTidakDapatDiproses,
	Captcha:             problem.CodeCaptchaDiminta,
	PageChanged:         problem.CodeHalamanBerubah,
	Unknown:             problem.CodeTidakDikenal,
	NotSent:             problem.CodeDukcapilTidakTerjangkau,
	NoAnswer:            problem.CodeDukcapilTidakMenjawab,
	BrokenAnswer:        problem.CodeJawabanRusak,
	HTTPError:           problem.CodeDukcapilMenolakKoneksi,
}

// FaultKinds returns every kind, sorted.
func FaultKinds() []FaultKind { return slices.Sorted(maps.Keys(problemOf)) }

// Fault is an error that says nothing about the person.
type Fault struct {
	Kind  FaultKind
	Code  string // the registry's own code, at most 4 letters or digits; "" if none
	Left  *int64 // quotaLimiter, where the registry sends it beside the fault (wire §1.3)
	Cause error  // detail for the log, free of personal data, credentials and addresses

	// ObservedAddress is where the question came from as the registry saw it, where its words name one address: AddressRefused
	// alone. See [Address.RevealAddress] for who may see it.
	ObservedAddress Address

	// Unsent says of any kind what [NotSent] says by itself: nothing of the question left, and no hit was used. The web portal can
	// refuse a login, or show a changed page, before it is asked about anybody.
	Unsent bool

	// NotTheLine says of a kind that is the line's by its name that the line had no part in it: this process could not ask, since a
	// secret, the store of sessions or its turn was missing; or an answer came whole and was of no use.
	NotTheLine bool

	// Passing says of a changed page that it may be a maintenance notice: nobody needs to be stopped yet. No further question leaves
	// before the page that it would be asked from is there again.
	Passing bool

	// Held says that the word is not new: the registry gave it to another question a moment ago, and was not asked again. Whoever
	// heard it has settled it. It is no news for the day, which may be another by now, and none for the access, which an
	// administrator may have opened again.
	Held bool
}

// Error returns kind, code and cause.
func (f *Fault) Error() string {
	text := "registry: " + string(f.Kind)
	if f.Code != "" {
		text += fmt.Sprintf(" (code %s)", f.Code)
	}
	if f.Cause != nil {
		text += ": " + f.Cause.Error()
	}
	return text
}

// Unwrap returns the cause.
func (f *Fault) Unwrap() error { return f.Cause }

// Transport reports whether the line failed rather than the registry spoke: what a breaker counts.
func (f *Fault) Transport() bool {
	switch f.Kind {
	case NotSent, NoAnswer, BrokenAnswer, HTTPError:
		return !f.NotTheLine
	}
	return false
}

// unreachableAgain and heldAgain are the Retry-After of a registry that could not be reached, a moment, since nothing was spent;
// and of one that was not asked, because it refused somebody less than a minute ago.
const (
	unreachableAgain = 5 * time.Second
	heldAgain        = time.Minute
)

// Problem returns what the officer sees: the fault's own problem code, and the registry's code as registry_code. Retry-After
// of kuota_habis is left to who knows the day.
func (f *Fault) Problem() *problem.Problem {
	code, known := problemOf[f.Kind]
	if !known {
		code = problem.CodeKesalahanInternal
	}
	p := problem.New(code).Because(f)
	switch {
	case f.Kind == NotSent:
		p = p.WithRetryAfter(unreachableAgain)
	case f.Held:
		p = p.WithRetryAfter(heldAgain)
	}
	if f.Code != "" {
		p = p.With("registry_code", f.Code)
	}
	return p
}
