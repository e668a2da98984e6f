//go:build cgo && linux

package pcsc_test

import (
	"bytes"
	"context"
	"slices"
	"testing"
	"time"

	"github.com/ebfe/scard"

	"simpul/reader-bridge/ktpel"
	"simpul/reader-bridge/smartcard"
	"simpul/reader-bridge/smartcard/pcsc"
	"simpul/reader-bridge/smartcard/pcscdtest"
	"simpul/reader-bridge/smartcard/smartcardtest"
)

// BenchmarkRead reads a card through pcscd, and by turns sends the same commands in a bare loop over scard: own-% is what the read takes
// beyond it, at the median. The chips are parrots, so that neither waits for a simulator's ciphers.
func BenchmarkRead(b *testing.B) {
	commands, answers := recorded(b)
	pcscd := pcscdtest.Start(b)
	for i := range 2 {
		tray := smartcardtest.NewTray(nil)
		tray.Put(&parrot{answers: answers[i]})
		background(b, func(ctx context.Context) { smartcardtest.Serve(ctx, pcscd.Address(i), tray) })
	}
	desk := smartcard.NewDesk(pcsc.New())
	background(b, func(ctx context.Context) { _ = desk.Run(ctx) })
	ctx, cancel := context.WithTimeout(b.Context(), 10*time.Second)
	defer cancel()
	for i := range 2 {
		if err := desk.Await(ctx, pcscdtest.Slot(i)); err != nil {
			b.Fatal(err)
		}
	}
	reader := ktpel.NewReader(desk, ktpel.Default(), ktpel.Slots{Card: pcscdtest.Slot(0), SAM: pcscdtest.Slot(1)}, ktpel.Opening{})
	var alone, ours []time.Duration
	for b.Loop() { // by turns: what else the machine does falls on both
		begin := time.Now()
		bare(b, commands)
		between := time.Now()
		if _, err := reader.Read(b.Context()); err != nil {
			b.Fatal(err)
		}
		alone, ours = append(alone, between.Sub(begin)), append(ours, time.Since(between))
	}
	b.ReportMetric(float64(median(alone)), "bare-ns")
	b.ReportMetric(float64(median(ours)), "read-ns")
	b.ReportMetric(100*float64(median(ours)-median(alone))/float64(median(alone)), "own-%")
}

func median(all []time.Duration) time.Duration {
	slices.Sort(all)
	return all[len(all)/2]
}

// sent is one command, and to which slot.
type sent struct {
	slot int
	apdu []byte
}

// bare is what a program does that only sends.
func bare(b *testing.B, commands []sent) {
	var cards [2]*scard.Card
	for i := range cards {
		c, err := scard.EstablishContext()
		if err != nil {
			b.Fatal(err)
		}
		defer func() { _ = c.Release() }()
		if cards[i], err = c.Connect(pcscdtest.Slot(i), scard.ShareExclusive, scard.ProtocolAny); err != nil {
			b.Fatal(err)
		}
		defer func() { _ = cards[i].Disconnect(scard.ResetCard) }()
	}
	for _, command := range commands {
		if _, err := cards[command.slot].Transmit(command.apdu); err != nil {
			b.Fatal(err)
		}
	}
}

// parrot gives the same answers after each reset.
type parrot struct {
	answers [][]byte
	next    int
}

func (p *parrot) ATR() []byte { return []byte{0x3B, 0x80, 0x01, 0x81} }

func (p *parrot) Reset() { p.next = 0 }

func (p *parrot) Transmit([]byte) []byte {
	answer := p.answers[p.next%len(p.answers)]
	p.next++
	return answer
}

// recorder keeps what goes to the simulator and comes from it.
type recorder struct {
	smartcard.Service
	commands []sent
	answers  [2][][]byte
}

type recording struct {
	smartcard.Card
	slot int
	by   *recorder
}

func (r *recorder) Connect(slot string) (smartcard.Card, error) {
	card, err := r.Service.Connect(slot)
	number := 0
	if slot == pcscdtest.Slot(1) {
		number = 1
	}
	return recording{card, number, r}, err
}

func (c recording) Transmit(apdu []byte) ([]byte, error) {
	answer, err := c.Card.Transmit(apdu)
	c.by.commands = append(c.by.commands, sent{c.slot, bytes.Clone(apdu)})
	c.by.answers[c.slot] = append(c.by.answers[c.slot], bytes.Clone(answer))
	return answer, err
}

// recorded reads a simulated card without pcscd.
func recorded(b *testing.B) ([]sent, [2][][]byte) {
	b.Helper()
	issuer, trays := smartcardtest.NewIssuer(smartcardtest.Public()), map[string]*smartcardtest.Tray{}
	sam := issuer.SAM()
	for i, chip := range []smartcardtest.Chip{issuer.Card(smartcardtest.Print{Fields: fields(ktpel.Default())}), sam} {
		trays[pcscdtest.Slot(i)] = smartcardtest.NewTray(nil)
		trays[pcscdtest.Slot(i)].Put(chip)
	}
	r := &recorder{Service: smartcardtest.NewReaders(trays)}
	opening, err := ktpel.NewOpening(sam.Secrets())
	if err != nil {
		b.Fatal(err)
	}
	slots := ktpel.Slots{Card: pcscdtest.Slot(0), SAM: pcscdtest.Slot(1)}
	if _, err := ktpel.NewReader(smartcard.NewDesk(r), ktpel.Default(), slots, opening).Read(b.Context()); err != nil {
		b.Fatal(err)
	}
	return r.commands, r.answers
}
