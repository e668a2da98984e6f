// Command reader-simulator is a reader-bridge whose reader, SAM and cards are simulated: development and demonstration. The bridge
// is the real one; only what PC/SC would reach is invented, and its cryptography is of our own (package smartcardtest).
//
//	reader-simulator -addr 127.0.0.1:7443 -secrets ./secrets -state ./reader
//
// On its reader lies the card of the invented person whose NIK is in the file card of its state; an empty one takes it away. It begins with the
// first sample's, prints one line when it is ready, with its address and the fingerprint of its certificate, and stops at SIGTERM or SIGINT.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"simpul/lib/agreement"
	"simpul/lib/identity/errand"
	"simpul/lib/registry/registrytest"
	"simpul/lib/resident"
	"simpul/reader-bridge/ktpel"
	"simpul/reader-bridge/sam"
	"simpul/reader-bridge/setup"
	"simpul/reader-bridge/smartcard/smartcardtest"
)

// Names of the simulated counter; deploy/local/stack tells verify-nik the same.
const (
	bridgeID = "pc-loket-1"
	reader   = "loket-1"
	label    = "SAM-SIMULASI"
	cardSlot = "Simulasi 00 00"
	samSlot  = "Simulasi 00 01"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "reader-simulator:", err)
		stop()
		os.Exit(1)
	}
}

type options struct{ address, secrets, state string }

// run serves until ctx ends.
func run(ctx context.Context, args []string, out io.Writer) error {
	var o options
	flags := flag.NewFlagSet("reader-simulator", flag.ContinueOnError)
	flags.StringVar(&o.address, "addr", "127.0.0.1:0", "loopback `address` and port to listen on")
	flags.StringVar(&o.secrets, "secrets", "", "`folder` with simpul-bridge, the key that verify-nik mints with")
	flags.StringVar(&o.state, "state", "", "`folder` for the certificate and the simulated secrets")
	if err := flags.Parse(args); err != nil {
		return err
	}
	d := newDesk()
	settings, err := d.settings(o)
	if err != nil {
		return err
	}
	program, err := settings.Open(d.service, time.Now, slog.New(slog.NewJSONHandler(os.Stderr, nil)))
	if err != nil {
		return err
	}
	first := registrytest.Samples()[0].NIK
	if err := os.WriteFile(filepath.Join(o.state, "card"), []byte(first), 0o600); err != nil {
		return err
	}
	d.lay(first)
	go d.obey(ctx, filepath.Join(o.state, "card"), first)
	return program.Run(ctx, func(address string) {
		_, _ = fmt.Fprintln(out, "reader-simulator: ready", address, program.Fingerprint) // who waits for it reads a log
	})
}

// desk is the simulated reader.
type desk struct {
	issuer  *smartcardtest.Issuer
	chip    *smartcardtest.SAM
	cards   *smartcardtest.Tray
	service *smartcardtest.Readers
}

func newDesk() desk {
	issuer := smartcardtest.NewIssuer(smartcardtest.Public())
	d := desk{issuer: issuer, chip: issuer.SAM(), cards: smartcardtest.NewTray(nil)}
	sams := smartcardtest.NewTray(nil)
	sams.Put(d.chip)
	d.service = smartcardtest.NewReaders(map[string]*smartcardtest.Tray{cardSlot: d.cards, samSlot: sams})
	return d
}

// settings writes the secrets of a SAM that lives as long as the process, and the public half of verify-nik's key.
func (d desk) settings(o options) (setup.Settings, error) {
	secret, err := os.ReadFile(filepath.Join(o.secrets, "simpul-bridge"))
	if err != nil {
		return setup.Settings{}, errors.New("there is no key simpul-bridge in the folder of secrets")
	}
	public, err := errand.Public(string(secret))
	pcid, conf := d.chip.Secrets()
	err = errors.Join(err, os.MkdirAll(o.state, 0o700))
	for name, text := range map[string]string{"bridge-keys": public, "sam-pcid": pcid, "sam-conf": conf} {
		err = errors.Join(err, os.WriteFile(filepath.Join(o.state, name), []byte(text), 0o600))
	}
	today := agreement.DateOf(time.Now())
	return setup.Settings{
		ID: bridgeID, Listen: o.address, State: o.state, Secrets: o.state, KeysFile: "bridge-keys", ReadTime: 4 * time.Second, Agreement: "simulasi",
		SAMs: sam.Inventory{ValidUntil: agreement.DateOf(time.Now().AddDate(1, 0, 0)),
			Modules: []sam.Module{{Label: label, CardSlot: cardSlot, SAMSlot: samSlot, PCIDFile: "sam-pcid", CONFFile: "sam-conf", ActivatedOn: today}}},
		Readers: []setup.Reader{{Name: reader, SAM: label}},
	}, err
}

// lay puts the card of an invented person on the reader; of nobody known, it takes the card away.
func (d desk) lay(nik string) {
	for _, person := range registrytest.People() {
		if person.NIK == nik {
			d.cards.Put(d.issuer.Card(smartcardtest.Print{Fields: fields(person)}))
			return
		}
	}
	d.cards.Take()
}

// fields are a person's elements in the order of the card's record.
func fields(person registrytest.Person) []string {
	elements, all := person.Elements(), []string{}
	for _, name := range ktpel.Default().Record.Fields {
		text := elements[name]
		if name == string(resident.NIK) {
			text = person.NIK
		}
		all = append(all, text)
	}
	return all
}

// look is how often the file is looked at.
const look = 200 * time.Millisecond

// obey lays the card that the file names whenever that changes.
func (d desk) obey(ctx context.Context, path, lies string) {
	ticks := time.NewTicker(look)
	defer ticks.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticks.C:
		}
		text, err := os.ReadFile(path)
		if nik := strings.TrimSpace(string(text)); err == nil && nik != lies {
			lies = nik
			d.lay(nik)
		}
	}
}
