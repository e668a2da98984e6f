// Package webportal asks the registry through the office's account on its web portal, the access method that the agreement grants
// (JUKNIS-II.C.1): [Client] is a [registry.Connector] that does what an officer would do in a browser. What the pages look like is
// data, a profile; see package profile for how to make one. Package session keeps the login for all replicas.
//
// One question is, in a session that is there already: the search form is fetched, the NIK is posted, the page is read. A
// profile with form_once leaves the first out.
//
// What is promised, beside what package exchange promises:
//
//   - The NIK travels in the body of a POST, never in a URL. No redirect is followed that could carry it.
//   - What fails before the search leaves costs no hit: the fault is [registry.NotSent], or has Unsent set (JUKNIS-II.B.1).
//   - A search is posted once. It is posted a second time only if the portal met the first at its door: it answered with the
//     login page and no other word, in a session that nobody had tried since it was last used. Then nothing was looked up, since
//     who is not logged in cannot search. The second goes out in a session whose search form has just been seen. A login page in
//     answer to a search in such a session is a contradiction, and a fault that counts.
//   - An expired login is renewed once per question, by one process at a time. A refused login, a captcha or a changed login page
//     is remembered for a minute by all processes, and nobody tries again: what locks an account is many trying at once
//     (JUKNIS-II.C.2b.3a). Other credentials are tried at once.
//   - Only the agreement's elements leave a page (PKS-2.1a). A page is bounded in size, and in time by ctx.
//
// # Accounts
//
// The office has one account; operators listed in registry.portal.own_accounts have one each (JUKNIS-II.A). Each account has a
// session of its own. User id and password are read from their files for each question: when they change, a new session
// is made, without a restart (PKS-2.1d); the old one is left to who still searches in it, and to the portal to forget.
package webportal

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"sync"
	"time"

	"simpul/lib/config"
	"simpul/lib/registry"
	"simpul/lib/registry/exchange"
	"simpul/lib/registry/webportal/profile"
	"simpul/lib/registry/webportal/session"
)

// maxPage bounds a page, after decompression: generous for one with scripts and styles in it, and eight seconds of the line.
const maxPage = 1 << 20

// Client asks through the portal.
type Client struct {
	settings config.Registry
	origin   *url.URL
	secrets  *config.Secrets
	profile  *profile.Profile
	line     *exchange.Connections
	store    session.Store
	sealer   *session.Sealer

	mu   sync.Mutex
	used map[string]account // accounts whose sessions this process has used
}

var _ registry.Connector = (*Client)(nil)

// New returns a client of the portal that settings describe, with its sessions in store. It reads profile, session key and the
// credentials of every account once, so that a missing file stops the start and not the first question, and opens no
// connection. Close it when done.
func New(settings config.Registry, secrets *config.Secrets, store session.Store) (*Client, error) {
	origin, err := url.Parse(strings.TrimRight(settings.URL, "/"))
	if err != nil {
		return nil, errors.New("registry.url: not a URL") // whose text the error would repeat
	}
	c := &Client{settings: settings, origin: origin, secrets: secrets, store: store, used: map[string]account{}}
	text, err := secrets.Read(settings.Portal.ProfileFile)
	if err != nil {
		return nil, fmt.Errorf("registry.portal.profile_file: %w", err)
	}
	if c.profile, err = profile.Parse([]byte(text.Reveal())); err != nil {
		return nil, fmt.Errorf("registry.portal.profile_file: %w", err)
	}
	if c.sealer, err = session.NewSealer(secrets, settings.Portal.SessionKeyFile); err != nil {
		return nil, fmt.Errorf("registry.portal.session_key_file: %w", err)
	}
	for _, operator := range append([]string{""}, settings.Portal.OwnAccounts...) {
		if _, err := c.credentials(c.account(operator)); err != nil {
			return nil, err
		}
	}
	if c.line, err = exchange.NewConnections(settings, secrets, maxPage); err != nil {
		return nil, fmt.Errorf("registry.%w", err)
	}
	return c, nil
}

var errNoNIK = errors.New("there is no NIK to ask about")

// Ask asks about the NIK of q, through the account of its operator, and waits until the timeout of the settings or the end of
// ctx, whichever is first. The error is always a [*registry.Fault].
func (c *Client) Ask(ctx context.Context, q registry.Question) (registry.Answer, error) {
	if q.NIK.Empty() {
		return registry.Answer{}, &registry.Fault{Kind: registry.NotSent, NotTheLine: true, Cause: errNoNIK}
	}
	ctx, cancel := context.WithTimeout(ctx, c.settings.Timeout)
	defer cancel()
	v := &visit{Client: c, account: c.account(q.Operator)}
	defer v.leave(ctx)
	if err := v.enter(ctx); err != nil {
		return registry.Answer{}, unsent(err)
	}
	answer, err := v.search(ctx, q.NIK)
	if !errors.Is(err, errDoor) || v.seen {
		return answer, v.asFault(err)
	}
	if err := v.renew(ctx); err != nil {
		return registry.Answer{}, sent(err)
	}
	if answer, err = v.search(ctx, q.NIK); err != nil {
		return registry.Answer{}, sent(v.asFault(err))
	}
	return answer, nil
}

// Close logs out of every session that this process used and no other still does, within ctx, and closes the connections. Call
// it after the last Ask.
func (c *Client) Close(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, c.settings.Timeout)
	defer cancel()
	c.mu.Lock()
	defer c.mu.Unlock()
	var errs []error
	for _, a := range c.used {
		errs = append(errs, c.closeAccount(ctx, a))
	}
	c.line.Close()
	return errors.Join(errs...)
}

func (c *Client) closeAccount(ctx context.Context, a account) error {
	entry, err := c.store.Leave(ctx, a.name)
	if err != nil {
		return err
	}
	s, ok, err := c.sealer.Open(a.name, entry)
	if !ok || s.Refused != "" {
		return err
	}
	return c.logOut(ctx, s)
}

// Meter returns what counts the bytes of the line.
func (c *Client) Meter() *registry.Meter { return c.line.Meter() }

// Warm opens one connection ahead of the first question, within the timeout of the settings. It logs nobody in.
func (c *Client) Warm(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, c.settings.Timeout)
	defer cancel()
	c.line.Warm(ctx)
}

// now is this process's clock, in a form that survives a store.
func now() time.Time { return time.Now().UTC().Round(0) }
