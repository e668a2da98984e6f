package webportal

import (
	"context"
	"errors"
	"net/http"

	"simpul/lib/registry"
	"simpul/lib/registry/webportal/profile"
	"simpul/lib/registry/webportal/session"
)

// logIn makes a session of this visit's own, under the lease, and stores it; or stores that the portal refused. A session that is
// there, of other credentials or too old, is not logged out: somebody's search may be under way in it, and would be counted and
// lost. The portal forgets it by itself.
func (v *visit) logIn(ctx context.Context) error {
	v.session, v.fresh = session.New(v.key, now()), true
	err := v.authenticate(ctx)
	if err == nil {
		err = v.see(ctx)
	}
	if errors.Is(err, errDoor) {
		err = refused(registry.LoginFailed, errNoLogin)
	}
	if fault, ok := errors.AsType[*registry.Fault](err); ok && !fault.Transport() && !fault.NotTheLine {
		v.session.Refused = fault.Kind
	} else if err != nil {
		return err
	}
	return errors.Join(err, v.publish(ctx))
}

// authenticate sends user id and password, once.
func (v *visit) authenticate(ctx context.Context) error {
	form := v.profile.Login
	st, err := v.get(ctx, &v.session, form.Page)
	if err == nil {
		err = showsLogin(st)
	}
	if err != nil {
		return err
	}
	fields, headers, err := st.page.Tokens(form.Tokens)
	if err != nil {
		return err
	}
	fields = append(fields, profile.Field{Name: form.UserID, Value: v.userID.Reveal()}, profile.Field{Name: form.Password, Value: v.password.Reveal()})
	if st, err = v.post(ctx, &v.session, form.Form, fields, headers); err != nil {
		return err
	}
	if leadsTo(st.to, form.Page) { // where the words of a refusal stand
		if st, err = v.get(ctx, &v.session, form.Page); err != nil {
			return err
		}
	}
	return admitted(st)
}

func showsLogin(st step) error {
	switch {
	case st.page == nil:
		return missing(st)
	case st.page.HasCaptcha():
		return refused(registry.Captcha, nil)
	case !st.page.IsLogin():
		return changed(errPage)
	}
	return nil
}

// admitted returns why the portal did not let in. Whether it did shows only in the search form.
func admitted(st step) error {
	switch {
	case st.page == nil && st.to != nil:
		return nil
	case st.page == nil && st.says == "" && st.status >= http.StatusBadRequest && st.status < http.StatusInternalServerError:
		return refused(registry.LoginFailed, status(st.status))
	case st.page == nil:
		return missing(st)
	case st.page.IsLogin() && st.page.Refusal() == "" && !st.page.HasCaptcha():
		return refused(registry.LoginFailed, errNoLogin)
	}
	return stopped(st.page)
}

// publish stores the session for every process, whatever became of ctx: the portal has counted the login. One that could not be
// stored is logged out within ctx, and else left to the portal to forget.
func (v *visit) publish(ctx context.Context) error {
	idle := v.rest()
	if v.session.Refused != "" {
		idle = refusedFor
	}
	v.session.Made = true
	entry, err := v.sealer.Seal(v.name, v.session)
	if err != nil {
		return err
	}
	held, err := v.store.Save(context.WithoutCancel(ctx), v.name, v.owner, entry, idle)
	if err == nil && !held {
		err = errLease
	}
	if err != nil && v.alive {
		v.alive = false
		_ = v.logOut(ctx, v.session) // nobody else would find it
	}
	return err
}
