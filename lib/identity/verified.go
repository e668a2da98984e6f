package identity

import (
	"crypto/sha256"
	"sync"
)

// mostVerified bounds the memory: many more officers than an office has, and some 100 KB.
const mostVerified = 256

// verified remembers what tokens say whose signature held: checking one is the dearest thing a call does here, and a frontend
// sends an officer's token all shift long. A key set has its own, so a key that is changed or taken away takes along what it
// signed.
//
// A token is known again by the digest of all of it, signature included; its text is not kept. Only good tokens get in, and
// whatever the clock, the operators or the frontends have a say in is asked on each call all the same.
type verified struct {
	mu     sync.Mutex
	tokens map[digest]*signed
}

type digest [sha256.Size]byte

// signed is what a token says that a key signed. All calls with that token share it, so nobody may change it.
type signed struct {
	claims claims
	grant  grant
}

// get returns nil for a token that must be checked.
func (v *verified) get(d digest) *signed {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.tokens[d]
}

// put keeps a good token. When there are enough it forgets another, whichever: that costs one more check.
func (v *verified) put(d digest, s *signed) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.tokens == nil {
		v.tokens = map[digest]*signed{}
	}
	if v.tokens[d] == nil && len(v.tokens) >= mostVerified {
		for other := range v.tokens {
			delete(v.tokens, other)
			break
		}
	}
	v.tokens[d] = s
}

func (v *verified) forget(d digest) {
	v.mu.Lock()
	defer v.mu.Unlock()
	delete(v.tokens, d)
}
