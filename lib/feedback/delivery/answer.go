package delivery

import (
	"errors"
	"net/http"
	"strconv"
	"time"

	"simpul/lib/feedback"
	"simpul/lib/registry"
	"simpul/lib/registry/exchange"
)

// wanted are the statuses whose bodies speak: a success, and the ways to refuse units (wire §3 knows 400 alone).
var wanted = []int{
	http.StatusOK, http.StatusCreated, http.StatusAccepted,
	http.StatusBadRequest, http.StatusConflict, http.StatusUnprocessableEntity,
}

// faulty is the outcome of a request without an answer. Only [registry.NotSent] gives certainty.
func faulty(err error) feedback.Outcome {
	fault, ok := errors.AsType[*registry.Fault](err)
	switch {
	case !ok:
		return unknown("jawaban_rusak")
	case fault.Kind == registry.NotSent:
		return later("tidak_terjangkau")
	case fault.Kind == registry.NoAnswer:
		return unknown("tidak_menjawab")
	}
	return unknown("jawaban_rusak")
}

// judge says what an answer means for each parcel. whole reports a refusal of all that may mean only one of them.
func judge(a exchange.Answer, parcels []feedback.Parcel) (outcomes []feedback.Outcome, whole bool) {
	switch a.Status {
	case http.StatusOK, http.StatusCreated, http.StatusAccepted:
		return read(a.Body).accepted(parcels)
	case http.StatusBadRequest, http.StatusConflict, http.StatusUnprocessableEntity:
		return read(a.Body).refused(a.Status, parcels)
	}
	return alike(parcels, byStatus(a)), a.Status == http.StatusRequestEntityTooLarge
}

// byStatus is what a status says by itself. A server that broke may have stored before it did.
func byStatus(a exchange.Answer) feedback.Outcome {
	code := "http_" + strconv.Itoa(a.Status)
	switch {
	case a.Status == http.StatusUnauthorized, a.Status == http.StatusForbidden:
		return later("token_ditolak")
	case a.Status == http.StatusRequestEntityTooLarge:
		return feedback.Outcome{Verdict: feedback.Refused, Code: code}
	case a.Status == http.StatusTooManyRequests:
		return feedback.Outcome{Verdict: feedback.Later, Code: code, After: retryAfter(a.Header)}
	case a.Status >= 300 && a.Status < 500 && a.Status != http.StatusRequestTimeout:
		return later(code)
	}
	return feedback.Outcome{Verdict: feedback.Unknown, Code: code, After: retryAfter(a.Header)}
}

// longestPause bounds what a service may ask for: a slip there must not keep a unit for a year.
const longestPause = 24 * time.Hour

// retryAfter reads whole seconds (RFC 9110 §10.2.3). The other form, a date, needs two clocks that agree; the outbox's own pause
// does without.
func retryAfter(h http.Header) time.Duration {
	seconds, err := strconv.Atoi(h.Get("Retry-After"))
	if err != nil || seconds < 0 {
		return 0
	}
	return min(time.Duration(min(seconds, int(longestPause/time.Second)))*time.Second, longestPause)
}

func later(code string) feedback.Outcome {
	return feedback.Outcome{Verdict: feedback.Later, Code: code}
}

func unknown(code string) feedback.Outcome {
	return feedback.Outcome{Verdict: feedback.Unknown, Code: code}
}
