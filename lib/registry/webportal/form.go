package webportal

import (
	"context"
	"slices"

	"simpul/lib/registry"
	"simpul/lib/registry/webportal/profile"
)

// stopped returns what a page of the portal says instead of what it should show: a captcha, or words of a fault.
func stopped(page *profile.Page) error {
	switch {
	case page.HasCaptcha():
		return refused(registry.Captcha, nil)
	case page.Refusal() != "":
		return refused(page.Refusal(), nil)
	}
	return nil
}

// see fetches the search form, which only who is logged in sees, and takes its tokens. errDoor: nobody is.
func (v *visit) see(ctx context.Context) error {
	st, err := v.get(ctx, &v.session, v.profile.Search.Page)
	if err == nil {
		err = v.showsSearch(st)
	}
	if err != nil {
		return err
	}
	if v.fields, v.headers, err = st.page.Tokens(v.profile.Search.Tokens); err != nil {
		return err
	}
	if v.profile.Search.FormOnce {
		v.session.Fields, v.session.Headers = v.fields, v.headers
	}
	v.alive, v.seen = true, true
	return nil
}

func (v *visit) showsSearch(st step) error {
	if v.atDoor(st) {
		return errDoor
	}
	if st.page == nil {
		return missing(st)
	}
	if err := stopped(st.page); err != nil {
		return err
	}
	switch {
	case st.page.IsLogin():
		return errDoor
	case !st.page.IsSearch():
		return changed(errPage)
	}
	return nil
}

// atDoor reports whether the portal turned a request away because nobody is logged in: by a redirect to the login page, by one of
// the profile's statuses, or by the login page, with no other word on it.
func (v *visit) atDoor(st step) bool {
	if st.page != nil {
		return st.page.IsExpired() && !st.page.HasCaptcha()
	}
	return leadsTo(st.to, v.profile.Login.Page) || st.says == "" && slices.Contains(v.profile.Pages.Statuses, st.status)
}
