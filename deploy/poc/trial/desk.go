package trial

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"time"

	"simpul/lib/admission"
	"simpul/lib/admission/evidence"
	"simpul/lib/config"
	"simpul/lib/keyring"
	"simpul/lib/registry"
	"simpul/lib/registry/connectors"
)

// way is a connector behind a line of its own.
type way struct {
	connectors.Connection
	line *registry.Line
}

// desk is where a trial asks from: what verify-nik has, without HTTP before it.
type desk struct {
	trial        Trial
	evidence     *evidence.Maker
	applications *keyring.Ring
	main         way
	started      string // apart from other trials
	asked        int
}

func open(t Trial) (*desk, error) {
	cfg := t.Parts.Config
	guard, err := keyring.Open(t.Parts.Secrets, cfg.Guard.KeyFile, slog.Default())
	if err != nil {
		return nil, fmt.Errorf("guard.key_file: %w", err)
	}
	applications, err := keyring.Open(t.Parts.Secrets, cfg.Ledger.ApplicationFile, slog.Default())
	if err != nil {
		return nil, fmt.Errorf("ledger.application_file: %w", err)
	}
	d := &desk{trial: t, evidence: evidence.New(evidence.Keyring(guard)), applications: applications, started: time.Now().UTC().Format("20060102150405")}
	d.main, err = d.way(cfg.Registry)
	return d, err
}

func (d *desk) way(settings config.Registry) (way, error) {
	parts := d.trial.Parts
	connection, err := connectors.Open(settings, parts.Secrets, parts.Redis, parts.Config.Redis.Timeout)
	return way{connection, registry.NewLine(settings)}, err
}

// through returns the way that leads over address, on this machine, to the same registry.
func (d *desk) through(address string) (way, error) {
	settings := d.trial.Parts.Config.Registry
	target, err := url.Parse(settings.URL)
	if err != nil {
		return way{}, errors.New("registry.url: not a URL")
	}
	if target.Scheme == "https" && settings.TLS.ServerName == "" {
		settings.TLS.ServerName = target.Hostname()
	}
	settings.URL = target.Scheme + "://" + address
	return d.way(settings)
}

func (d *desk) close() { d.main.end(d.trial.Parts.Config.Registry.Timeout) }

// end closes the way. A session at the web portal that cannot be ended ends by itself.
func (w way) end(patience time.Duration) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if err := w.Close(ctx); err != nil {
		slog.Warn("the session at the web portal was not ended", "error", err)
	}
}

// basis is on whose behalf the trial acts: the code, and the letter, stand in the ledger.
func (d *desk) basis() admission.Basis {
	b := admission.Basis{Operator: d.trial.Caller.Operator, Code: reason}
	if letter := d.trial.Letter; letter != nil {
		b.Paper, b.PaperDate = letter.Number, letter.Date
	}
	return b
}

// reason is the code of everything that a trial does on record.
const reason = "uji_coba"

// resume lifts what the trial itself brought about, even when it is being stopped.
func (d *desk) resume(ctx context.Context) error {
	return d.trial.Parts.Admission.Resume(context.WithoutCancel(ctx), d.basis())
}
