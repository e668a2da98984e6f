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
	counts, err := sam.OpenCounts(s.CountsFile())
	if err != nil {
		return bridge.Options{}, err
	}
	o := bridge.Options{ID: s.ID, Profile: profile.Name, Gate: gate, Desk: desk, Term: s.Agreement, Counts: counts, ReadTime: s.ReadTime, Now: now, Log: log}
	for i, r := range s.Readers {
		opening, err := opening(secrets, r.SAM)
		if err != nil {
			return bridge.Options{}, fmt.Errorf("readers[%d].sam: %w", i, err)
		}
		slots := ktpel.Slots{Card: r.CardSlot, SAM: r.SAMSlot}
		o.Readers = append(o.Readers, bridge.Reader{Name: r.Name, Slots: slots, SAM: r.SAM, Cards: ktpel.NewReader(desk, profile, slots, opening)})
	}
	return o, nil
}

// CountsFile is where the counts of reads are kept.
func (s Settings) CountsFile() string { return filepath.Join(s.State, "reads.json") }

// opening reads what unlocks a SAM. A new pair needs a restart of the bridge, which comes with the new SAM anyway.
func opening(secrets *config.Secrets, s sam.SAM) (ktpel.Opening, error) {
	pcid, err := secrets.Read(s.PCIDFile)
	if err != nil {
		return ktpel.Opening{}, err
	}
	conf, err := secrets.Read(s.CONFFile)
	if err != nil {
		return ktpel.Opening{}, err
	}
	return ktpel.NewOpening(pcid.Reveal(), conf.Reveal())
}

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
