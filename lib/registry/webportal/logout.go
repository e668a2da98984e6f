package webportal

import (
	"context"
	"net/http"

	"simpul/lib/registry/webportal/profile"
	"simpul/lib/registry/webportal/session"
)

// logOut ends a session at the portal, if it has a way to.
func (c *Client) logOut(ctx context.Context, s session.Session) error {
	way := c.profile.Logout
	if way == nil {
		return nil
	}
	v := &visit{Client: c, session: s, fields: s.Fields, headers: s.Headers}
	if way.Method == http.MethodGet {
		_, err := v.get(ctx, &v.session, way.Path)
		return err
	}
	if !c.profile.Search.FormOnce {
		if err := v.see(ctx); err != nil {
			return err
		}
	}
	_, err := v.post(ctx, &v.session, profile.Form{Page: c.profile.Search.Page, Action: way.Path}, v.fields, v.headers)
	return err
}
