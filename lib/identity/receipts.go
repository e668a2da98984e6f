package identity

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"log/slog"
	"strings"

	"simpul/lib/config"
	"simpul/lib/keyring"
	"simpul/lib/nik"
)

// ErrReceipt is what [Receipts.Check] returns for a receipt that was not made for this access and NIK.
var ErrReceipt = errors.New("receipt does not belong to this access and NIK")

// receiptDomain keeps a receipt from being mistaken for another HMAC, should a key ever serve twice.
const receiptDomain = "simpul/receipt/v1\x00"

const receiptVersion = "v1"

// Receipts makes and checks receipts: who submits feedback shows with one that this access was about this NIK, though nothing
// about the NIK is kept (agreement.md, "What counts as storing").
//
// A receipt is v1.<key id>.<HMAC-SHA-256 in base64url, 43 characters>. Package keyring says what the secret file holds; drop an old
// key when the oldest feedback that may still come is younger. Receipts is safe for concurrent use.
type Receipts struct{ keys *keyring.Ring }

// NewReceipts reads the receipt file of settings. It reports on log when a changed file cannot be used; the last good one stays.
func NewReceipts(settings config.Identity, secrets *config.Secrets, log *slog.Logger) (*Receipts, error) {
	keys, err := keyring.Open(secrets, settings.ReceiptFile, log)
	if err != nil {
		return nil, fmt.Errorf("identity: receipt_file: %w", err)
	}
	return &Receipts{keys}, nil
}

// Make returns the receipt of an access about n. It fails only without an access id or without a NIK.
func (r *Receipts) Make(accessID string, n nik.NIK) (string, error) {
	if accessID == "" || n.Empty() {
		return "", errors.New("identity: a receipt needs an access id and a NIK")
	}
	return sign(r.keys.Current(), accessID, n), nil
}

// Check returns nil for a receipt that one of the keys made for this access and NIK, else [ErrReceipt]. It takes the same time
// wherever the first difference is.
func (r *Receipts) Check(receipt, accessID string, n nik.NIK) error {
	if accessID == "" || n.Empty() {
		return ErrReceipt
	}
	for _, key := range r.keys.All() {
		if hmac.Equal([]byte(receipt), []byte(sign(key, accessID, n))) {
			return nil
		}
	}
	return ErrReceipt
}

// onceDomain keeps what stands for an Idempotency-Key apart from receipts.
const onceDomain = "simpul/once/v1\x00"

// Once returns what stands for an operator's Idempotency-Key where it is remembered: without the key file nobody can find the
// header or the operator by trying. After a rotation a repeated call counts as a new one.
func (r *Receipts) Once(operator, idempotencyKey string) [sha256.Size]byte {
	return once(r.keys.Current(), operator, idempotencyKey)
}

// callDomain keeps what stands for a call apart from what stands for its Idempotency-Key.
const callDomain = "simpul/once/call/v1"

// OnceWith returns [Receipts.Once], and what stands for the body that came with it, both under one key: a rotation in between cannot
// make another call of a repeated one.
func (r *Receipts) OnceWith(operator, idempotencyKey string, body []byte) (name, call [sha256.Size]byte) {
	key := r.keys.Current()
	name = once(key, operator, idempotencyKey)
	return name, key.MAC(callDomain, name[:], body)
}

func once(k keyring.Key, operator, idempotencyKey string) [sha256.Size]byte {
	message := binary.BigEndian.AppendUint64([]byte(onceDomain), uint64(len(operator)))
	return k.Sum(append(append(message, operator...), idempotencyKey...))
}

func sign(k keyring.Key, accessID string, n nik.NIK) string {
	message := binary.BigEndian.AppendUint64([]byte(receiptDomain), uint64(len(accessID))) // no two pairs run together alike
	sum := k.Sum(append(append(message, accessID...), n.RevealPersonalData()...))
	return strings.Join([]string{receiptVersion, k.ID, base64.RawURLEncoding.EncodeToString(sum[:])}, ".")
}
