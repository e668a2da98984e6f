// Package delivery sends data balikan to the registry's service over HTTPS (JUKNIS-III.B, wire §3).
//
//	client, err := delivery.New(cfg.Feedback, secrets)
//	outcomes := client.Deliver(ctx, parcels)
//
// It is the [feedback.Service] of an office. Address, path, token, the office's id and name and the keys of the param object are
// configuration; what may stand there is not: licence number and licence type, beside the NIK (JUKNIS-III.A).
//
// Each outcome says how sure it is, because a unit must neither be lost nor stored twice:
//
//   - accepted: the answer is "Success", which alone counts (wire §3).
//   - already_sent: "Data sudah pernah dikirim", about this unit alone. It is marked where this client may have sent it before, in a
//     batch that was refused as a whole.
//   - refused: with a status of refusal the service speaks about the unit and will not have it.
//   - later: certainly not taken: nothing of the request left, the token or the address is wrong, too many requests.
//   - unknown: everything else, from the first byte that left on.
//
// What the service says of a batch as a whole is no word about any one unit, so a refused batch is halved until each bad unit
// stands alone, and one bad unit keeps no other from going out. A refusal that does not speak about a NIK may mean the sender, an
// id for one: it is taken as later, or a slip in the configuration would end every unit.
//
// A request is bounded in bytes as well as in units, for the line is thin and verifications come first (JUKNIS-I.B), and so is an
// answer. Certificates, proxies and redirects are treated as package exchange does. No error, code or log holds a NIK, a licence
// number, the token, an address, or a text of the service: its refusals quote what they refuse.
package delivery

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"simpul/lib/config"
	"simpul/lib/feedback"
	"simpul/lib/registry/exchange"
)

const (
	// maxAnswer bounds an answer: a result for each of a hundred units is under 16 KiB.
	maxAnswer = 64 << 10
	// maxRequest bounds what one request puts before a verification that waits: 0.26 s of the agreement's line.
	maxRequest = 32 << 10
	// slots is how many requests are under way: the duty's, and one for an officer who waits.
	slots = 2
)

// Client is the service of one office. It is safe for concurrent use.
type Client struct {
	line    *exchange.Connections
	writer  writer
	batch   int
	timeout time.Duration
	slots   chan struct{}
}

var _ feedback.Service = (*Client)(nil)

// New returns a client of the service that settings describe. It reads the token once, so that a missing file stops the start and
// not the first unit, and opens no connection. Close it when done.
func New(settings config.Feedback, secrets *config.Secrets) (*Client, error) {
	target, err := url.Parse(strings.TrimRight(settings.URL, "/") + settings.Path)
	if err != nil {
		return nil, errors.New("feedback.url and feedback.path: not a URL") // whose text the error would repeat
	}
	line, err := exchange.NewConnections(config.Registry{URL: settings.URL, Path: settings.Path, TLS: settings.TLS, Slots: slots}, secrets, maxAnswer)
	if err != nil {
		return nil, fmt.Errorf("feedback.%w", err)
	}
	c := &Client{line: line, writer: writer{settings, secrets, target}, batch: settings.Batch, timeout: settings.Timeout, slots: make(chan struct{}, slots)}
	if err := checkTemplate(settings.Template); err != nil {
		return nil, err
	}
	if _, err := c.writer.token(); err != nil {
		return nil, fmt.Errorf("feedback.token_file: %w", err)
	}
	return c, nil
}

// Deliver sends the parcels in as few requests as the limits allow and returns an outcome for each, in their order. A request ends
// with ctx or after feedback.timeout, whichever is first.
func (c *Client) Deliver(ctx context.Context, parcels []feedback.Parcel) []feedback.Outcome {
	outcomes := make([]feedback.Outcome, 0, len(parcels))
	for len(parcels) > 0 {
		batch := c.cut(parcels)
		outcomes = append(outcomes, c.deliver(ctx, batch)...)
		parcels = parcels[len(batch):]
	}
	return outcomes
}

// cut returns the parcels of one request, at least one.
func (c *Client) cut(parcels []feedback.Parcel) []feedback.Parcel {
	bytes := 0
	for i, p := range parcels {
		bytes += size(p)
		if i > 0 && (i == c.batch || bytes > maxRequest) {
			return parcels[:i]
		}
	}
	return parcels
}

// deliver sends one request, and the halves of it where the answer is about no unit in particular.
func (c *Client) deliver(ctx context.Context, parcels []feedback.Parcel) []feedback.Outcome {
	outcomes, whole, left := c.once(ctx, parcels)
	if !whole || len(parcels) == 1 {
		return outcomes
	}
	half := len(parcels) / 2
	outcomes = append(c.deliver(ctx, parcels[:half]), c.deliver(ctx, parcels[half:])...)
	if left {
		doubt(outcomes)
	}
	return outcomes
}

// doubt takes back the certainty of what did not get through alone, or was there already: the service may have kept it when it refused
// the batch.
func doubt(outcomes []feedback.Outcome) {
	for i, o := range outcomes {
		if o.Verdict == feedback.Later && !strings.HasPrefix(o.Code, refusedCode) {
			outcomes[i].Verdict = feedback.Unknown
		}
		outcomes[i].Unsure = o.Unsure || o.Verdict == feedback.AlreadySent
	}
}

// once sends one request. whole reports a refusal of all that may mean only one of them, left that the service has heard it.
func (c *Client) once(ctx context.Context, parcels []feedback.Parcel) (outcomes []feedback.Outcome, whole, left bool) {
	ctx, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	select {
	case c.slots <- struct{}{}:
		defer func() { <-c.slots }()
	case <-ctx.Done():
		return alike(parcels, later("jalur_penuh")), false, false
	}
	request, failed := c.writer.request(parcels)
	if failed.Verdict != "" {
		return alike(parcels, failed), failed.Verdict == feedback.Refused, false
	}
	answer, err := c.line.Send(ctx, request, wanted...)
	if err != nil {
		return alike(parcels, faulty(err)), false, false
	}
	outcomes, whole = judge(answer, parcels)
	return outcomes, whole, true
}

// Warm opens one connection ahead of the first unit.
func (c *Client) Warm(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	c.line.Warm(ctx)
}

// Close closes idle connections.
func (c *Client) Close() { c.line.Close() }

func alike(parcels []feedback.Parcel, o feedback.Outcome) []feedback.Outcome {
	outcomes := make([]feedback.Outcome, len(parcels))
	for i := range outcomes {
		outcomes[i] = o
	}
	return outcomes
}
