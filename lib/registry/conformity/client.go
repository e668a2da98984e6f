// Package conformity asks the registry's kesesuaian service (dukcapil-wire §2) whether a claim agrees with its records:
// [Client] is a [registry.Connector]. Package exchange says what is promised of the question's way.
//
// It is the method that discloses least: claimed elements go out, in the registry's way of writing
// ([resident.Person.AsRegistered]), and match results come back, never an element. Which elements are sent, under which names,
// and what a score is worth is configuration ([config.Conformity]); an element that is not claimed, or not configured, is not
// sent. It needs an addendum (JUKNIS-II.C.3).
//
// What is promised of an answer:
//
//   - Only what was sent is judged: results on other elements, which some hosts give, are skipped unread (wire §2.3).
//   - A result is "Sesuai" or "Tidak Sesuai", with a score or without, in any case. Any other text is [registry.Unknown]: never a
//     verdict. A missing or empty result is no band.
//   - The registry's Tidak Sesuai stays a difference whatever its score.
//   - A status (deceased, duplicate, …) replaces the results (wire §2.3).
package conformity

import (
	"context"
	"errors"

	"simpul/lib/config"
	"simpul/lib/registry"
	"simpul/lib/registry/exchange"
)

// Client asks over a few warm connections.
type Client struct {
	exchange *exchange.Client
	form     form
}

var _ registry.Connector = (*Client)(nil)

// New returns a client of the service that settings describe; see [exchange.New].
func New(settings config.Registry, secrets *config.Secrets) (*Client, error) {
	service := settings.Conformity
	if service == nil {
		return nil, errors.New("registry.conformity: is missing")
	}
	settings.Path, settings.Keys = service.Path, service.Keys.RequestKeys
	e, err := exchange.New(settings, secrets)
	if err != nil {
		return nil, err
	}
	return &Client{e, newForm(*service)}, nil
}

// Ask asks whether the claim of q agrees with what is registered under its NIK, once. See [exchange.Client.Post].
func (c *Client) Ask(ctx context.Context, q registry.Question) (registry.Answer, error) {
	sent := c.form.fill(q.Claimed)
	body, err := c.exchange.Post(ctx, q.NIK, c.form.members(sent)...)
	if err != nil {
		return registry.Answer{}, err
	}
	return c.form.classify(body, q.NIK, sent)
}

// Meter returns what counts the bytes of the line.
func (c *Client) Meter() *registry.Meter { return c.exchange.Meter() }

// Warm opens one connection ahead of the first question; see [exchange.Client.Warm].
func (c *Client) Warm(ctx context.Context) { c.exchange.Warm(ctx) }

// Close closes the idle connections; those in use close when their answer is there.
func (c *Client) Close() { c.exchange.Close() }
