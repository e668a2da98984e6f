package errand

import (
	"testing"
	"time"
)

// Between the look at a token's dates and the look at its id others may be let in, and time passes.
func TestAnIdThatIsForgottenBetweenTwoLooksIsNotNew(t *testing.T) {
	start := time.Date(2026, time.May, 4, 2, 0, 0, 0, time.UTC)
	first := ticket{start, start.Add(Lifetime)}
	var u used
	if fresh, room := u.add("id-1", first, start); !fresh || !room {
		t.Fatal("the first is not new")
	}
	later := start.Add(Lifetime + time.Second)
	if fresh, _ := u.add("id-2", ticket{later, later.Add(Lifetime)}, later); !fresh || len(u.ids) != 1 {
		t.Error("the second is not new, or the first not forgotten")
	}
	if fresh, _ := u.add("id-1", first, later); fresh {
		t.Error("a token is new a second time")
	}
}

func TestNoMoreIdsAreKeptThanThereIsRoomFor(t *testing.T) {
	start := time.Date(2026, time.May, 4, 2, 0, 0, 0, time.UTC)
	var u used
	for i := range mostUsed {
		u.add(time.Duration(i).String(), ticket{start, start.Add(Lifetime)}, start)
	}
	if fresh, room := u.add("one more", ticket{start, start.Add(Lifetime)}, start); fresh || room {
		t.Error("one more is let in")
	}
	after := start.Add(2 * Lifetime)
	if fresh, _ := u.add("another", ticket{after, after.Add(Lifetime)}, after); !fresh || len(u.ids) != 1 {
		t.Error("no room although all have expired")
	}
}
