// Package bridgetest is a counter for tests: a bridge on loopback with a simulated card and SAM in its reader, and the keys with which
// verify-nik sends for cards. Nothing that ships links it.
package bridgetest

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"simpul/lib/agreement"
	"simpul/lib/config"
	"simpul/lib/identity/errand"
	"simpul/lib/keyring/keyringtest"
	"simpul/lib/resident"
	"simpul/reader-bridge/bridge"
	"simpul/reader-bridge/ktpel"
	"simpul/reader-bridge/sam"
	"simpul/reader-bridge/setup"
	"simpul/reader-bridge/smartcard"
	"simpul/reader-bridge/smartcard/smartcardtest"
)

// Names of the counter's parts.
const (
	ID       = "pc-loket-1"
	Reader   = "loket-1"
	SAMLabel = "SAM-UJI-1"
	KeyFile  = "simpul-bridge" // of the minter, in [Counter].Secrets
	CardSlot = "Pembaca uji 00 00"
	SAMSlot  = "Pembaca uji 00 01"

	Second         = "loket-2" // another reader of the same bridge
	secondSAM      = "SAM-UJI-2"
	secondCardSlot = "Pembaca uji 01 00"
	secondSAMSlot  = "Pembaca uji 01 01"
)

// Outside is what the simulated cards hold beyond the agreement (PKS-2.1a).
const Outside = "PENANDADILUARPERJANJIAN"

// Counter is a running bridge.
type Counter struct {
	URL         string
	Fingerprint string
	Secrets     string // folder
	Issuer      *smartcardtest.Issuer
	Cards, SAMs *smartcardtest.Tray // of the first reader
	SecondCards *smartcardtest.Tray
	Services    *smartcardtest.Readers
	Log         *Buffer
	Bridge      *bridge.Bridge

	profile string
	fields  []string
	offset  atomic.Int64
}

// Options change a counter before it starts.
type Options struct {
	Service  func(simulated *smartcardtest.Readers) smartcard.Service // nil: the simulated one itself
	Settings func(*setup.Settings)
	Plan     *smartcardtest.Plan
	Profile  string                // file of the card dialog; "": the shipped one
	Dialect  smartcardtest.Dialect // that card and SAM speak it in; left out: as the shipped profile
	Starting bool                  // leave the bridge in its first seconds, in which it lets nobody in
}

// Start starts a counter, with a SAM and no card, that ends with the test.
func Start(t testing.TB, o Options) *Counter {
	t.Helper()
	c := &Counter{Secrets: t.TempDir(), Log: new(Buffer), Cards: smartcardtest.NewTray(o.Plan), SAMs: smartcardtest.NewTray(o.Plan),
		SecondCards: smartcardtest.NewTray(nil), profile: o.Profile}
	c.Issuer, c.fields = issuer(t, o)
	second := smartcardtest.NewTray(nil)
	c.Services = smartcardtest.NewReaders(map[string]*smartcardtest.Tray{
		CardSlot: c.Cards, SAMSlot: c.SAMs, secondCardSlot: c.SecondCards, secondSAMSlot: second})
	service := smartcard.Service(c.Services)
	if o.Service != nil {
		service = o.Service(c.Services)
	}
	settings := c.settings(t, second)
	if o.Settings != nil {
		o.Settings(&settings)
	}
	if !o.Starting { // it started a while ago
		c.offset.Store(int64(-10 * time.Second))
	}
	program, err := settings.Open(service, c.now, slog.New(slog.NewJSONHandler(c.Log, &slog.HandlerOptions{Level: slog.LevelDebug})))
	must(t, err)
	c.offset.Store(0)
	c.Bridge, c.Fingerprint = program.Bridge, program.Fingerprint
	c.run(t, program)
	return c
}

// issuer makes cards that a profile can read; the order of their fields is the profile's.
func issuer(t testing.TB, o Options) (*smartcardtest.Issuer, []string) {
	t.Helper()
	if o.Profile == "" {
		return smartcardtest.NewIssuer(smartcardtest.Public()), ktpel.Default().Record.Fields
	}
	text, err := os.ReadFile(o.Profile)
	must(t, err)
	profile, err := ktpel.Parse(text)
	must(t, err)
	return smartcardtest.NewIssuer(o.Dialect), profile.Record.Fields
}

func (c *Counter) run(t testing.TB, program *setup.Program) {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	address, done := make(chan string, 1), make(chan error, 1)
	go func() { done <- program.Run(ctx, func(a string) { address <- a }) }()
	t.Cleanup(func() {
		stop()
		c.Cards.Take() // whoever waits for a silent card
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	select {
	case a := <-address:
		c.URL = "https://" + a
	case err := <-done:
		done <- nil
		t.Fatal(err)
	}
}

func (c *Counter) now() time.Time { return time.Now().Add(time.Duration(c.offset.Load())) }

// settings are those of the counter, with its secret files written.
func (c *Counter) settings(t testing.TB, second *smartcardtest.Tray) setup.Settings {
	t.Helper()
	must(t, keyringtest.Write(filepath.Join(c.Secrets, KeyFile), "uji-1"))
	secret, err := os.ReadFile(filepath.Join(c.Secrets, KeyFile))
	must(t, err)
	public, err := errand.Public(string(secret))
	must(t, err)
	must(t, os.WriteFile(filepath.Join(c.Secrets, "bridge-keys"), []byte(public), 0o600))
	return setup.Settings{
		ID: ID, Listen: "127.0.0.1:0", State: t.TempDir(), Secrets: c.Secrets, KeysFile: "bridge-keys", ProfileFile: c.profile, Leeway: 5 * time.Second, ReadTime: 2 * time.Second,
		Agreement: "uji",
		SAMs: sam.Inventory{ValidUntil: agreement.DateOf(time.Now().AddDate(1, 0, 0)), Modules: []sam.Module{
			c.activate(t, sam.Module{Label: SAMLabel, CardSlot: CardSlot, SAMSlot: SAMSlot}, c.SAMs),
			c.activate(t, sam.Module{Label: secondSAM, CardSlot: secondCardSlot, SAMSlot: secondSAMSlot}, second),
		}},
		Readers: []setup.Reader{{Name: Reader, SAM: SAMLabel}, {Name: Second, SAM: secondSAM}},
	}
}

// activate puts a SAM into its slot and its secrets into files.
func (c *Counter) activate(t testing.TB, m sam.Module, slot *smartcardtest.Tray) sam.Module {
	t.Helper()
	chip := c.Issuer.SAM()
	slot.Put(chip)
	pcid, conf := chip.Secrets()
	m.ActivatedOn, m.PCIDFile, m.CONFFile = agreement.DateOf(time.Now().AddDate(0, -1, 0)), m.Label+"-pcid", m.Label+"-conf"
	must(t, os.WriteFile(filepath.Join(c.Secrets, m.PCIDFile), []byte(pcid), 0o600))
	must(t, os.WriteFile(filepath.Join(c.Secrets, m.CONFFile), []byte(conf), 0o600))
	return m
}

// Config is what verify-nik's configuration says of the counter.
func (c *Counter) Config() config.Readers {
	return config.Readers{KeyFile: KeyFile, Wait: time.Second,
		Known: []config.Reader{{Name: Reader, URL: c.URL, Bridge: ID, Fingerprint: c.Fingerprint}}}
}

// Print makes a genuine card with these elements.
func (c *Counter) Print(elements map[resident.Element]string) *smartcardtest.Card {
	var fields []string
	for _, name := range c.fields {
		value, within := elements[resident.Element(name)]
		if !within && !resident.Element(name).Valid() {
			value = Outside
		}
		fields = append(fields, value)
	}
	return c.Issuer.Card(smartcardtest.Print{Fields: fields})
}

// Lay prints a card and lays it on the reader.
func (c *Counter) Lay(elements map[resident.Element]string) { c.Cards.Put(c.Print(elements)) }

// Shift sets the bridge's clock ahead, or back.
func (c *Counter) Shift(by time.Duration) { c.offset.Store(int64(by)) }

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(fmt.Errorf("bridgetest: %w", err))
	}
}

// Buffer is a log that several goroutines may write.
type Buffer struct {
	mu   sync.Mutex
	text bytes.Buffer
}

// Write appends.
func (b *Buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(p)
}

// Forget drops what was written.
func (b *Buffer) Forget() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.text = bytes.Buffer{}
}

// String returns all that was written.
func (b *Buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}
