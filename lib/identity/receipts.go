package identity

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"log/slog"
	"regexp"
	"strings"

	"simpul/lib/config"
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
// A receipt is v1.<key id>.<HMAC-SHA-256 in base64url, 43 characters>. The secret file has a line <key id>:<base64 of at least
// 32 bytes> per key: the first makes, all check. Rotate by putting a new line first, and drop the old one when the oldest
// feedback that may still come is younger. Receipts is safe for concurrent use.
type Receipts struct{ keys *watched[[]receiptKey] }

type receiptKey struct {
	id     string
	secret []byte
}

// NewReceipts reads the receipt file of settings. It reports on log when a changed file cannot be used; the last good one stays.
func NewReceipts(settings config.Identity, secrets *config.Secrets, log *slog.Logger) (*Receipts, error) {
	keys, err := watch(secrets, settings.ReceiptFile, parseReceiptKeys, log)
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
	return r.keys.current()[0].sign(accessID, n), nil
}

// Check returns nil for a receipt that one of the keys made for this access and NIK, else [ErrReceipt]. It takes the same time
// wherever the first difference is.
func (r *Receipts) Check(receipt, accessID string, n nik.NIK) error {
	if accessID == "" || n.Empty() {
		return ErrReceipt
	}
	for _, key := range r.keys.current() {
		if hmac.Equal([]byte(receipt), []byte(key.sign(accessID, n))) {
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
	mac := hmac.New(sha256.New, r.keys.current()[0].secret)
	message := binary.BigEndian.AppendUint64([]byte(onceDomain), uint64(len(operator)))
	mac.Write(append(append(message, operator...), idempotencyKey...))
	return [sha256.Size]byte(mac.Sum(nil))
}

func (k receiptKey) sign(accessID string, n nik.NIK) string {
	mac := hmac.New(sha256.New, k.secret)
	message := binary.BigEndian.AppendUint64([]byte(receiptDomain), uint64(len(accessID))) // no two pairs run together alike
	mac.Write(append(append(message, accessID...), n.RevealPersonalData()...))
	return strings.Join([]string{receiptVersion, k.id, base64.RawURLEncoding.EncodeToString(mac.Sum(nil))}, ".")
}

var receiptKeyID = regexp.MustCompile(`^[a-z0-9-]{1,16}$`)

// parseReceiptKeys reads the lines of a receipt file.
func parseReceiptKeys(text string) ([]receiptKey, error) {
	keys, seen := []receiptKey{}, map[string]bool{}
	for i, line := range strings.Split(text, "\n") {
		id, encoded, _ := strings.Cut(strings.TrimSpace(line), ":")
		secret, err := base64.StdEncoding.Strict().DecodeString(encoded)
		switch {
		case !receiptKeyID.MatchString(id) || seen[id]:
			return nil, fmt.Errorf("line %d: needs a key id of its own, of a–z, 0–9 and dash", i+1)
		case err != nil || len(secret) < sha256.Size:
			return nil, fmt.Errorf("line %d: needs base64 of at least %d bytes after the colon", i+1, sha256.Size)
		}
		seen[id] = true
		keys = append(keys, receiptKey{id, secret})
	}
	return keys, nil
}
