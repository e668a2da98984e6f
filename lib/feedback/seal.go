package feedback

import (
	"crypto/aes"
	"crypto/cipher"
	"encoding/base64"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"simpul/lib/keyring"
	"simpul/lib/nik"
	"simpul/lib/personal"
)

const (
	sealDomain    = "simpul/feedback/seal/v1"
	contentDomain = "simpul/feedback/content/v1"
)

// Why a sealed content cannot be opened. One whose key this process does not have may be another's to open: keys rotate.
var (
	errSealKey = errors.New("feedback: sealed with a key that is not in the file")
	errSeal    = errors.New("feedback: a seal that does not open")
)

// content is what a delivery says. It is in clear in a process's memory, and in Redis only sealed.
type content struct {
	NIK      string    `json:"nik"`
	Licences []licence `json:"licences"`
}

type licence struct {
	Number string `json:"number"`
	Type   string `json:"type"`
}

// seal returns <key id>.<base64> of AES-256-GCM (NIST SP 800-38D) with a nonce of the system's randomness before the text. The key is
// the file's, for this purpose alone.
func seal(keys *keyring.Ring, s Submission, bound []byte) (string, error) {
	c := content{NIK: s.NIK.RevealPersonalData()}
	for _, l := range s.Licences {
		c.Licences = append(c.Licences, licence{l.Number.RevealPersonalData(), l.Type})
	}
	text, err := json.Marshal(c)
	if err != nil {
		return "", err
	}
	key := keys.Current()
	aead, err := gcm(key)
	if err != nil {
		return "", err
	}
	return key.ID + "." + base64.RawStdEncoding.EncodeToString(aead.Seal(nil, nil, text, bound)), nil
}

// open returns the parcel of a sealed content, errSealKey or errSeal.
func open(keys *keyring.Ring, sealed string, bound []byte) (Parcel, error) {
	id, encoded, _ := strings.Cut(sealed, ".")
	key, known := keys.Find(id)
	if !known {
		return Parcel{}, errSealKey
	}
	raw, err := base64.RawStdEncoding.Strict().DecodeString(encoded)
	if err != nil {
		return Parcel{}, errSeal
	}
	aead, err := gcm(key)
	if err != nil {
		return Parcel{}, err
	}
	text, err := aead.Open(nil, nil, raw, bound)
	if err != nil {
		return Parcel{}, errSeal
	}
	return parcel(text)
}

func parcel(text []byte) (Parcel, error) {
	var c content
	if err := json.Unmarshal(text, &c); err != nil {
		return Parcel{}, errSeal
	}
	n, err := nik.Parse(c.NIK)
	if err != nil {
		return Parcel{}, errSeal
	}
	p := Parcel{NIK: n}
	for _, l := range c.Licences {
		p.Licences = append(p.Licences, Licence{personal.New(l.Number), l.Type})
	}
	return p, nil
}

func gcm(key keyring.Key) (cipher.AEAD, error) {
	secret := key.MAC(sealDomain)
	block, err := aes.NewCipher(secret[:])
	if err != nil {
		return nil, err
	}
	return cipher.NewGCMWithRandomNonce(block)
}

// bound is what a seal holds for besides the text: it opens for its own unit, its accesses and its submission alone.
func (u unit) bound() []byte {
	return []byte(strings.Join(append([]string{sealDomain, u.token, u.ID, u.Digest}, u.For...), "\x00"))
}

// digest returns what stands for the licences, in any order: <key id>.<22 characters>. Without the key nobody finds a number by trying.
func digest(key keyring.Key, licences []Licence) string {
	var parts [][]byte
	for _, l := range licences {
		parts = append(parts, []byte(l.Type+"\x00"+l.Number.RevealPersonalData()))
	}
	slices.SortFunc(parts, slices.Compare)
	sum := key.MAC(contentDomain, parts...)
	return key.ID + "." + base64.RawURLEncoding.EncodeToString(sum[:unitBytes])
}

// sameAs returns a test of whether a digest is that of these licences, under whichever key of the ring made it.
func sameAs(keys *keyring.Ring, licences []Licence) func(string) bool {
	return func(other string) bool {
		id, _, _ := strings.Cut(other, ".")
		key, known := keys.Find(id)
		return known && digest(key, licences) == other
	}
}
