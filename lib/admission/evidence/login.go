package evidence

import "encoding/hex"

const (
	loginDomain = "simpul/login/v1"
	loginBytes  = 16
)

// Login returns the fingerprint of a credential pair: by it a pair that the registry refused is known again in every process
// (JUKNIS-II.C.2b.3a), and by nobody without the key. A rotation of the guard's keys makes every pair a new one.
func (m *Maker) Login(userID, password string) string {
	key := m.ring.All()[0]
	sum := key.MAC(loginDomain, []byte(userID), []byte(password))
	return key.ID() + ":" + hex.EncodeToString(sum[:loginBytes])
}
