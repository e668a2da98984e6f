package shape_test

import (
	"sync"
	"testing"

	"simpul/lib/shape"
)

func TestAWordHasTheShapeOrNot(t *testing.T) {
	keyID := shape.Of(`^[a-z0-9-]{1,16}$`)
	for word, want := range map[string]bool{"2026-a": true, "": false, "A": false, "seventeen-letters": false} {
		if keyID(word) != want {
			t.Errorf("%q: %v", word, !want)
		}
	}
}

func TestAShapeIsAskedByManyAtOnce(t *testing.T) {
	digits := shape.Of(`^[0-9]+$`)
	var all sync.WaitGroup
	for range 16 {
		all.Go(func() {
			if !digits("7") || digits("x") {
				t.Error("wrong")
			}
		})
	}
	all.Wait()
}

func TestWhatIsNoPatternPanicsAtItsFirstUse(t *testing.T) {
	wrong := shape.Of(`(`)
	defer func() {
		if recover() == nil {
			t.Error("it did not")
		}
	}()
	wrong("x")
}

var benchmarked = `^[!-~]{1,128}$`

func BenchmarkOf(b *testing.B) { // what a start pays for each
	for b.Loop() {
		shape.Of(benchmarked)
	}
}
