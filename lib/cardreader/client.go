package cardreader

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/go-json-experiment/json"

	"simpul/lib/config"
	"simpul/lib/identity/errand"
	"simpul/lib/problem"
	"simpul/lib/resident"
)

// Client reaches the bridges of an office. Make one with [Open]; it is safe for concurrent use.
type Client struct {
	readers map[string]reader
	mint    *errand.Minter
	wait    time.Duration
	now     func() time.Time
}

// reader is one reader with the connection to its bridge.
type reader struct {
	config.Reader

	http *http.Client
}

// Order is a card to be read, and why it may be.
type Order struct {
	Reader        string
	Operator      string
	Application   string // keyed token of the application number
	Consent       Consent
	HolderPresent bool
}

// Read is a genuine card.
type Read struct {
	Person resident.Person
	At     time.Time // by the clock of the bridge
}

// Open returns a client of the bridges in settings. It asks nothing of them yet.
func Open(settings config.Readers, secrets *config.Secrets, now func() time.Time, log *slog.Logger) (*Client, error) {
	mint, err := errand.NewMinter(secrets, settings.KeyFile, now, log)
	if err != nil {
		return nil, fmt.Errorf("readers.key_file: %w", err)
	}
	c := &Client{readers: map[string]reader{}, mint: mint, wait: settings.Wait, now: now}
	for _, known := range settings.Known {
		transport, err := transport(known.Fingerprint, settings.ClientFile, secrets)
		if err != nil {
			return nil, err
		}
		known.URL = strings.TrimSuffix(known.URL, "/")
		c.readers[known.Name] = reader{known, &http.Client{Transport: transport, CheckRedirect: stay}}
	}
	return c, nil
}

// stay follows no redirect: a bridge has none, and the token is for it alone.
func stay(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

// Knows reports whether there is a reader of that name. A nil client knows none.
func (c *Client) Knows(name string) bool {
	if c == nil {
		return false
	}
	_, known := c.readers[name]
	return known
}

// Read reads a card, and returns by the deadline of ctx, which it must have. It waits for a card as long as the deadline leaves room
// for the read itself ([ReadTime]), and no longer than the settings say. The error is always a [*problem.Problem].
func (c *Client) Read(ctx context.Context, o Order) (Read, error) {
	at, known := c.readers[o.Reader]
	if !known {
		return Read{}, problem.New(problem.CodePembacaTidakTerdaftar)
	}
	deadline, _ := ctx.Deadline()
	wait, ok := waiting(time.Until(deadline), c.wait)
	if !ok {
		return Read{}, problem.New(problem.CodePembacaTidakMenjawab).Because(errNoTime)
	}
	request := Request{
		Reader: o.Reader, Elements: resident.Elements(), Consent: o.Consent, HolderPresent: o.HolderPresent,
		Application: o.Application, Nonce: rand.Text(), WaitSeconds: wait,
	}
	token, err := c.mint.Mint(errand.Errand{Bridge: at.Bridge, Reader: o.Reader, Operator: o.Operator, Application: o.Application, Nonce: request.Nonce})
	if err != nil {
		return Read{}, problem.As(err)
	}
	return at.ask(ctx, request, token)
}

var errNoTime = errors.New("the caller's deadline leaves no time to read a card")

// waiting returns the whole seconds to wait for a card: fewer than are left beyond the read itself.
func waiting(left, most time.Duration) (seconds int, ok bool) {
	spare := left - ReadTime - 1
	return int(min(spare, most).Seconds()), spare >= 0
}

// ask sends one request, once: a read that may have happened is not repeated behind the officer's back.
func (r reader) ask(ctx context.Context, request Request, token string) (Read, error) {
	body, err := json.Marshal(request)
	if err != nil {
		return Read{}, problem.As(err)
	}
	call, err := http.NewRequestWithContext(ctx, http.MethodPost, r.URL+PathRead, bytes.NewReader(body))
	if err != nil {
		return Read{}, problem.As(errors.New("cardreader: url of a bridge cannot be used"))
	}
	call.Header.Set("Content-Type", "application/json")
	call.Header.Set("Authorization", "Bearer "+token)
	answer, err := r.http.Do(call)
	if err != nil {
		return Read{}, unheard(err)
	}
	defer func() { _ = answer.Body.Close() }()
	return understand(answer, request)
}
