// Package lookup asks the registry's get_json service (dukcapil-wire §1) about one NIK: [Client] is a [registry.Connector].
// Package exchange says what is promised of the question's way.
//
// The agreement's elements are all of an answer that leaves this package (PKS-2.1a); a record about another NIK is no answer.
package lookup

import (
	"context"

	"simpul/lib/config"
	"simpul/lib/registry"
	"simpul/lib/registry/exchange"
)

// Client asks over a few warm connections.
type Client struct{ exchange *exchange.Client }

var _ registry.Connector = (*Client)(nil)

// New returns a client of the service that settings describe; see [exchange.New].
func New(settings config.Registry, secrets *config.Secrets) (*Client, error) {
	e, err := exchange.New(settings, secrets)
	if err != nil {
		return nil, err
	}
	return &Client{e}, nil
}

// Ask asks about the NIK of q, once; nothing else of q is sent. See [exchange.Client.Post].
func (c *Client) Ask(ctx context.Context, q registry.Question) (registry.Answer, error) {
	body, err := c.exchange.Post(ctx, q.NIK)
	if err != nil {
		return registry.Answer{}, err
	}
	return classify(body, q.NIK)
}

// Meter returns what counts the bytes of the line.
func (c *Client) Meter() *registry.Meter { return c.exchange.Meter() }

// Warm opens one connection ahead of the first question; see [exchange.Client.Warm].
func (c *Client) Warm(ctx context.Context) { c.exchange.Warm(ctx) }

// Close closes the idle connections; those in use close when their answer is there.
func (c *Client) Close() { c.exchange.Close() }
