package identity

import (
	"encoding/binary"
	"sync"
	"testing"
)

func TestVerifiedTokensStayBounded(t *testing.T) {
	var v verified
	var frontends sync.WaitGroup
	for frontend := range 4 {
		frontends.Go(func() {
			for i := range 3 * mostVerified {
				d := digest(binary.BigEndian.AppendUint64(make([]byte, len(digest{})-8), uint64(frontend<<32|i)))
				s := &signed{}
				v.put(d, s)
				v.get(d)
			}
		})
	}
	frontends.Wait()
	if len(v.tokens) != mostVerified {
		t.Errorf("%d tokens are kept", len(v.tokens))
	}
}

func TestOneTokenDisplacesNoOther(t *testing.T) {
	var v verified
	for i := range mostVerified {
		v.put(digest{byte(i)}, &signed{})
	}
	v.put(digest{}, &signed{})
	for i := range mostVerified {
		if v.get(digest{byte(i)}) == nil {
			t.Errorf("token %d is gone", i)
		}
	}
	v.forget(digest{1})
	if v.get(digest{1}) != nil || len(v.tokens) != mostVerified-1 {
		t.Error("a forgotten token is still there")
	}
}
