package webportal

import (
	"context"
	"errors"
	"net/http"
	"slices"

	"simpul/lib/nik"
	"simpul/lib/registry"
	"simpul/lib/registry/webportal/profile"
)

// search posts one NIK and reads what comes back. Its error is errDoor when the portal turned it away before it looked for
// anything, else a [*registry.Fault].
func (v *visit) search(ctx context.Context, n nik.NIK) (registry.Answer, error) {
	form := v.profile.Search
	fields := slices.Concat(v.fields, []profile.Field{{Name: form.NIK, Value: n.RevealPersonalData()}})
	st, err := v.post(ctx, &v.session, form.Form, fields, v.headers)
	if err != nil {
		return registry.Answer{}, err
	}
	// Only these two turn a POST into a GET, and only to the path of the profile, which has no NIK in it. Who is sent there was
	// let in: what follows is no door, since the search may have been counted.
	if form.Answer != "" && (st.status == http.StatusFound || st.status == http.StatusSeeOther) && leadsTo(st.to, form.Answer) {
		if st, err = v.get(ctx, &v.session, form.Answer); err != nil {
			return registry.Answer{}, sent(err)
		}
	} else if v.atDoor(st) {
		v.alive = false
		return registry.Answer{}, errDoor
	}
	if st.page == nil {
		return registry.Answer{}, v.doubted(v.unanswered(st), true)
	}
	answer, err := st.page.Answer(n)
	return answer, v.doubted(err, !v.seen)
}

// doubted marks a page that nobody knows, or a redirect to one. Where passing is set, all of the portal may be away, for
// maintenance: the next question looks at the form first, which costs nothing. If that is there and the answer is not, once more,
// then the pages have changed.
func (v *visit) doubted(err error, passing bool) error {
	fault, ok := errors.AsType[*registry.Fault](err)
	if ok && fault.Kind == registry.PageChanged {
		fault.Passing = passing && !v.session.Doubt
		v.session.Doubt = true
		return err
	}
	v.session.Doubt = false
	return err
}

// unanswered is a search that no page came of: an error with words or without, or a redirect that the profile does not name, or
// that turns somebody away who was let in.
func (v *visit) unanswered(st step) error {
	switch {
	case leadsTo(st.to, v.profile.Login.Page):
		return &registry.Fault{Kind: registry.BrokenAnswer, NotTheLine: true, Cause: errAway}
	case st.says == "" && st.status >= http.StatusBadRequest:
		return status(st.status)
	}
	return missing(st)
}

// asFault is what a search came to, where nobody can try again.
func (v *visit) asFault(err error) error {
	switch {
	case !errors.Is(err, errDoor):
		return err
	case v.fresh:
		return refused(registry.LoginFailed, errNoLogin)
	}
	return &registry.Fault{Kind: registry.BrokenAnswer, NotTheLine: true, Cause: errKnownForm}
}
