package smartcard

import "testing"

// Between a user's deadline and what the desk notes of it, the call may come back, and another take the slot.
func TestWhoHasLetGoOfASlotSaysNothingOfItAnyMore(t *testing.T) {
	d := NewDesk(nil)
	first := &user{desk: d, slots: []string{"Pembaca 00 00"}}
	if err := d.take(first.slots); err != nil {
		t.Fatal(err)
	}
	d.free(first)
	if err := d.take(first.slots); err != nil {
		t.Fatal(err)
	}
	d.stick(first)
	if state := d.held[first.slots[0]]; state != InUse {
		t.Errorf("the slot of the next is %s", state)
	}
}
