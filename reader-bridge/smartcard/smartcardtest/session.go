package smartcardtest

import (
	"bytes"
	"crypto/cipher"
	"crypto/des" // what a KTP-el speaks (Permendagri 34/2014)
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"slices"
)

const (
	randomLength     = 16
	macLength        = 8
	cryptogramLength = 2*randomLength + macLength // 28 in hex
)

// key is one of 3-key Triple-DES.
type key [24]byte

// derive makes a key of its parts. Our own invention, as everything in this file.
func derive(parts ...[]byte) key { return key(sha256Of(parts...)[:24]) }

func sha256Of(parts ...[]byte) []byte {
	h := sha256.New()
	for _, part := range parts {
		h.Write(part)
	}
	return h.Sum(nil)
}

// block is the cipher with that key.
func (k key) block() cipher.Block {
	block, err := des.NewTripleDESCipher(k[:])
	if err != nil {
		panic(err) // of the key's length alone
	}
	return block
}

// crypted encrypts or decrypts whole blocks.
func crypted(mode cipher.BlockMode, data []byte) []byte {
	out := make([]byte, len(data))
	mode.CryptBlocks(out, data)
	return out
}

func (k key) mac(parts ...[]byte) []byte {
	h := hmac.New(sha256.New, k[:])
	for _, part := range parts {
		h.Write(part)
	}
	return h.Sum(nil)[:macLength]
}

// cryptogram is 32 secret bytes with a check value over them and what goes along.
func (k key) cryptogram(secret, along []byte) []byte {
	sealed := crypted(cipher.NewCBCEncrypter(k.block(), make([]byte, des.BlockSize)), secret)
	return append(sealed, k.mac(sealed, along)...)
}

// open reports false for what k has not made.
func (k key) open(cryptogram, along []byte) ([]byte, bool) {
	if len(cryptogram) != cryptogramLength {
		return nil, false
	}
	sealed, mac := cryptogram[:2*randomLength], cryptogram[2*randomLength:]
	if !hmac.Equal(mac, k.mac(sealed, along)) {
		return nil, false
	}
	return crypted(cipher.NewCBCDecrypter(k.block(), make([]byte, des.BlockSize)), sealed), true
}

// session is secure messaging after mutual authentication. Each message has a number, so none can be played again.
type session struct {
	key    key
	block  cipher.Block
	number uint64
}

func newSession(samRandom, cardRandom []byte) *session {
	k := derive([]byte("session"), samRandom, cardRandom)
	return &session{key: k, block: k.block()}
}

func (s *session) next() []byte {
	s.number++
	return binary.BigEndian.AppendUint64(nil, s.number)
}

// seal pads, encrypts and adds a check value.
func (s *session) seal(plain, along []byte) []byte {
	number := s.next()
	padded := append(slices.Clone(plain), 0x80)
	padded = append(padded, make([]byte, (des.BlockSize-len(padded)%des.BlockSize)%des.BlockSize)...)
	sealed := crypted(cipher.NewCBCEncrypter(s.block, number), padded)
	return append(sealed, s.key.mac(number, along, sealed)...)
}

// open reports false for what was not sealed for this session, at this place.
func (s *session) open(message, along []byte) ([]byte, bool) {
	number, n := s.next(), len(message)-macLength
	if n <= 0 || n%des.BlockSize != 0 || !hmac.Equal(message[n:], s.key.mac(number, along, message[:n])) {
		return nil, false
	}
	padded := crypted(cipher.NewCBCDecrypter(s.block, number), message[:n])
	return padded[:bytes.LastIndexByte(padded, 0x80)], true
}

func random(n int) []byte {
	b := make([]byte, n)
	_, _ = rand.Read(b) // never fails (crypto/rand)
	return b
}
