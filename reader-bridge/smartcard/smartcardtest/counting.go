package smartcardtest

import (
	"sync/atomic"

	"simpul/reader-bridge/smartcard"
)

// Counting is a [smartcard.Service] that counts what is taken of another, and what is released.
type Counting struct {
	smartcard.Service
	taken, released atomic.Int64
	twice           atomic.Int64
}

// Connect counts a connection that came about.
func (c *Counting) Connect(slot string) (smartcard.Card, error) {
	card, err := c.Service.Connect(slot)
	if err != nil {
		return nil, err
	}
	c.taken.Add(1)
	return &counted{Card: card, by: c}, nil
}

// Taken returns how many connections came about.
func (c *Counting) Taken() int64 { return c.taken.Load() }

// Held returns how many connections are not yet released.
func (c *Counting) Held() int64 { return c.taken.Load() - c.released.Load() }

// Twice returns how many were released more than once.
func (c *Counting) Twice() int64 { return c.twice.Load() }

type counted struct {
	smartcard.Card
	by   *Counting
	over atomic.Bool
}

// Disconnect counts.
func (c *counted) Disconnect() error {
	if c.over.Swap(true) {
		c.by.twice.Add(1)
	} else {
		c.by.released.Add(1)
	}
	return c.Card.Disconnect()
}
