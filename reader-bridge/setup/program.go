package setup

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"time"

	"simpul/lib/config"
	"simpul/lib/identity/errand"
	"simpul/lib/resident"
	"simpul/reader-bridge/bridge"
	"simpul/reader-bridge/ktpel"
	"simpul/reader-bridge/sam"
	"simpul/reader-bridge/smartcard"
)

// Program is a bridge put together, that does not listen yet.
type Program struct {
	Bridge      *bridge.Bridge
	Fingerprint string // SHA-256 of its certificate: what functions pin

	listen string
	tls    *tls.Config
	desk   *smartcard.Desk
	log    *slog.Logger
}

// Open puts a bridge together before a card service. The folder of its state is made if it is not there.
func (s Settings) Open(service smartcard.Service, now func() time.Time, log *slog.Logger) (*Program, error) {
	if err := os.MkdirAll(s.State, 0o700); err != nil {
		return nil, fmt.Errorf("state: %w", err)
	}
	p := &Program{listen: s.Listen, desk: smartcard.NewDesk(service), log: log}
	var err error
	if p.tls, p.Fingerprint, err = bridge.Identity(s.TLS, s.State, s.ID, now()); err != nil {
		return nil, err
	}
	options, err := s.options(p.desk, now, log)
	if err != nil {
		return nil, err
	}
	p.Bridge = bridge.New(options)
	return p, nil
}

func (s Settings) options(desk *smartcard.Desk, now func() time.Time, log *slog.Logger) (bridge.Options, error) {
	secrets := config.NewSecrets(s.Secrets)
	profile, err := s.profile()
	if err != nil {
		return bridge.Options{}, err
	}
	gate, err := errand.NewGate(s.ID, secrets, s.KeysFile, s.Leeway, now, log)
	if err != nil {
		return bridge.Options{}, fmt.Errorf("keys_file: %w", err)
	}
	counter, err := sam.OpenCounter(s.CountsFile())
	if err != nil {
		return bridge.Options{}, err
	}
	o := bridge.Options{ID: s.ID, Profile: profile.Name, Gate: gate, Desk: desk, SAMs: s.SAMs, Counter: counter, ReadTime: s.ReadTime, Now: now, Log: log}
	for _, r := range s.Readers {
		module, _ := s.Module(r.SAM) // Load has seen that it is there
		if _, err := module.Opening(secrets); err != nil {
			return bridge.Options{}, err
		}
		o.Readers = append(o.Readers, bridge.Reader{Name: r.Name, SAM: r.SAM, Slots: module.Slots(), Cards: cards{desk, profile, module, secrets}})
	}
	return o, nil
}

// cards reads with what unlocks the SAM now: one that is replaced needs no restart.
type cards struct {
	desk    *smartcard.Desk
	profile *ktpel.Profile
	module  sam.Module
	secrets *config.Secrets
}

// Read reads the card that lies there. Secret files that cannot be read are the SAM's fault, not the card's.
func (c cards) Read(ctx context.Context) (resident.Person, error) {
	opening, err := c.module.Opening(c.secrets)
	if err != nil {
		return resident.Person{}, &ktpel.Failure{Class: ktpel.SAMRefuses, Step: "secrets", Party: ktpel.SAM, Cause: err}
	}
	return ktpel.NewReader(c.desk, c.profile, c.module.Slots(), opening).Read(ctx)
}

// CountsFile is where the counts of reads are kept.
func (s Settings) CountsFile() string { return filepath.Join(s.State, "reads.json") }

// Run listens, and serves until ctx ends. ready, if not nil, is told the address once callers are taken.
func (p *Program) Run(ctx context.Context, ready func(address string)) error {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", p.listen)
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	go func() { // not waited for: a card that falls silent can hold the service, and so this, up
		if err := p.desk.Run(ctx); errors.Is(err, smartcard.ErrUnsupported) {
			p.log.Error("no card can be read: this program was built without PC/SC")
		}
	}()
	if ready != nil {
		ready(listener.Addr().String())
	}
	return p.Bridge.Serve(ctx, listener, p.tls)
}
