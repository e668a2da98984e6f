package smartcardtest

import (
	"context"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"time"
)

// Control bytes of the vpcd driver: a message of one byte (vsmartcard, virtualsmartcard/src/vpcd).
const (
	vpcdOff   = 0
	vpcdOn    = 1
	vpcdReset = 2
	vpcdATR   = 4
)

// dialAgain is how long [Serve] waits before it knocks again at a pcscd that is not there.
const dialAgain = 20 * time.Millisecond

// Serve puts a tray behind a real pcscd: address is where a slot of its vpcd driver listens. A chip on the tray is a connection,
// an empty tray is none. Serve returns when ctx ends; a pcscd that goes away is waited for.
func Serve(ctx context.Context, address string, tray *Tray) {
	for ctx.Err() == nil {
		chip, changed := tray.look()
		if chip == nil {
			await(ctx, changed)
			continue
		}
		conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", address)
		if err != nil {
			after, stop := context.WithTimeout(ctx, dialAgain)
			await(after, changed)
			stop()
			continue
		}
		serve(ctx, conn, tray, chip)
	}
}

func await(ctx context.Context, changed <-chan struct{}) {
	select {
	case <-ctx.Done():
	case <-changed:
	}
}

// serve answers on one connection until it is closed: by pcscd, because the chip was taken away, or because ctx ends.
func serve(ctx context.Context, conn net.Conn, tray *Tray, chip *faulty) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	go func() { // closing is what a driver sees of a card that is taken away
		defer func() { _ = conn.Close() }()
		for {
			now, changed := tray.look()
			if now != chip || ctx.Err() != nil {
				return
			}
			await(ctx, changed)
		}
	}()
	for {
		message, err := receive(conn)
		if err != nil {
			return
		}
		answer, ok := react(tray, chip, message, ctx.Done())
		if !ok || answer != nil && send(conn, answer) != nil {
			return
		}
	}
}

// react returns the answer to a message, nil for none, and false once the chip is gone.
func react(tray *Tray, chip *faulty, message []byte, over <-chan struct{}) (answer []byte, ok bool) {
	if len(message) != 1 {
		return tray.transmit(chip, message, over)
	}
	switch message[0] {
	case vpcdATR:
		return chip.ATR(), true
	case vpcdOff, vpcdOn, vpcdReset:
		chip.Reset()
	}
	return nil, true
}

// receive reads a message: two bytes of length, big endian, then so many.
func receive(conn net.Conn) ([]byte, error) {
	var length [2]byte
	if err := readFull(conn, length[:]); err != nil {
		return nil, err
	}
	message := make([]byte, binary.BigEndian.Uint16(length[:]))
	return message, readFull(conn, message)
}

// readFull acknowledges at once: the driver sends length and payload apart, and its TCP holds the second back until the first
// is acknowledged, which by itself takes 40 ms.
func readFull(conn net.Conn, b []byte) error {
	if err := quickACK(conn); err != nil {
		return err
	}
	_, err := io.ReadFull(conn, b)
	return err
}

func send(conn net.Conn, payload []byte) error {
	if len(payload) > 0xFFFF {
		return errors.New("longer than a message of vpcd")
	}
	message := binary.BigEndian.AppendUint16(make([]byte, 0, 2+len(payload)), uint16(len(payload)))
	_, err := conn.Write(append(message, payload...))
	return err
}
