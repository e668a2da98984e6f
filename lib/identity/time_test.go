package identity_test

import (
	"testing"
	"time"

	"simpul/lib/identity/identitytest"
	"simpul/lib/problem"
)

// The clock stands still; the claims move around it. Leeway is 5 seconds.
func TestExpiryAndBeginningHoldToTheSecond(t *testing.T) {
	w := newWorld(t, identitytest.EdDSA)
	at := func(d time.Duration) int64 { return w.now.Add(d).Unix() }
	const leeway, shift = identitytest.Leeway, 12 * time.Hour
	for _, row := range []struct {
		name          string
		exp, iat, nbf any
		code          problem.Code
		cause         string
	}{
		{"last second of the leeway", at(1*time.Second - leeway), at(-time.Hour), nil, "", ""},
		{"leeway over", at(-leeway), at(-time.Hour), nil, problem.CodeTokenKedaluwarsa, ""},
		{"long expired", at(-time.Hour), at(-2 * time.Hour), nil, problem.CodeTokenKedaluwarsa, ""},
		{"issued at the edge of the leeway", at(time.Hour), at(leeway), nil, "", ""},
		{"issued later than that", at(time.Hour), at(leeway + time.Second), nil, problem.CodeTokenTidakSah, "nbf or iat"},
		{"valid from the edge of the leeway", at(time.Hour), nil, at(leeway), "", ""},
		{"valid from later than that", at(time.Hour), nil, at(leeway + time.Second), problem.CodeTokenTidakSah, "nbf or iat"},
		{"twelve hours from issue", at(time.Hour), at(time.Hour - shift), nil, "", ""},
		{"more than twelve hours from issue", at(time.Hour), at(time.Hour - shift - time.Second), nil, problem.CodeTokenTidakSah, "12 hours"},
		{"twelve hours from now", at(shift), at(0), nil, "", ""},
		{"more than twelve hours from now", at(shift + time.Second), at(0), nil, problem.CodeTokenTidakSah, "12 hours"},
		{"twelve hours and leeway from now, issue unsaid", at(shift + leeway), nil, nil, "", ""},
		{"more than that, issue unsaid", at(shift + leeway + time.Second), nil, nil, problem.CodeTokenTidakSah, "12 hours"},
		{"never expires", 1e300, at(0), nil, "", "any"},
		{"issued before time", at(time.Hour), -1e300, nil, "", "any"},
		{"expired and for somebody else", at(-time.Hour), at(-2 * time.Hour), "aud", problem.CodeTokenTidakSah, "aud"},
	} {
		claims := w.claims().With("exp", row.exp).With("iat", row.iat).With("nbf", row.nbf)
		if row.nbf == "aud" {
			claims = claims.With("nbf", nil).With("aud", "arsip")
		}
		if header := w.header(w.key, claims); row.cause == "any" {
			if code, _ := w.refusal(header); code == "" {
				t.Errorf("%s: accepted", row.name)
			}
		} else {
			w.expect(row.name, header, row.code, row.cause)
		}
	}
}

func TestATokenAgesWithTheClock(t *testing.T) {
	w := newWorld(t, identitytest.ES256)
	header := w.header(w.key, w.claims())
	last := morning.Add(identitytest.Lifetime + identitytest.Leeway)
	for offset, code := range map[time.Duration]problem.Code{-time.Nanosecond: "", 0: problem.CodeTokenKedaluwarsa} {
		w.now = last.Add(offset)
		w.expect(offset.String(), header, code, "")
	}
	w.now = morning.Add(-identitytest.Leeway - time.Nanosecond)
	w.expect("before its time", header, problem.CodeTokenTidakSah, "nbf or iat")
}

func TestWithoutLeewayTheSecondItselfCounts(t *testing.T) {
	w := newWorld(t, identitytest.EdDSA)
	w.settings.Leeway = 0
	w.start()
	header := w.header(w.key, w.claims())
	w.now = morning.Add(identitytest.Lifetime)
	w.expect("at exp", header, problem.CodeTokenKedaluwarsa, "")
	w.now = w.now.Add(-time.Nanosecond)
	w.expect("just before", header, "", "")
}
