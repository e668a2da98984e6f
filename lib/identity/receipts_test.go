package identity_test

import (
	"encoding/base64"
	"errors"
	"log/slog"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"simpul/lib/config"
	"simpul/lib/identity"
	"simpul/lib/identity/identitytest"
	"simpul/lib/nik"
)

const access = "0190f2a0-0000-7000-8000-000000000001"

func person(t testing.TB, digits string) nik.NIK {
	t.Helper()
	n, err := nik.Parse(digits)
	must(t, err)
	return n
}

func newReceipts(t testing.TB, dir string, log *buffer) (*identity.Receipts, error) {
	t.Helper()
	return identity.NewReceipts(identitytest.Settings(), config.NewSecrets(dir), slog.New(slog.NewTextHandler(log, nil)))
}

func issue(t testing.TB, r *identity.Receipts, accessID string, n nik.NIK) string {
	t.Helper()
	receipt, err := r.Make(accessID, n)
	must(t, err)
	return receipt
}

func TestAReceiptBelongsToOneAccessAndOneNIK(t *testing.T) { // PKS-2.2b
	dir := t.TempDir()
	must(t, identitytest.WriteReceiptKeys(dir, "k1"))
	receipts, err := newReceipts(t, dir, &buffer{})
	must(t, err)
	n, other := person(t, "3303990101900001"), person(t, "3303990101900002")
	receipt := issue(t, receipts, access, n)
	if !regexp.MustCompile(`^v1\.k1\.[A-Za-z0-9_-]{43}$`).MatchString(receipt) || issue(t, receipts, access, n) != receipt {
		t.Errorf("another form, or not the same twice: %s", receipt)
	}
	must(t, receipts.Check(receipt, access, n))
	last := map[bool]string{true: "B", false: "A"}[strings.HasSuffix(receipt, "A")]
	for name, refusal := range map[string]error{
		"other NIK":       receipts.Check(receipt, access, other),
		"other access":    receipts.Check(receipt, access[:35]+"2", n),
		"access cut":      receipts.Check(receipt, access[:35], n),
		"no access":       receipts.Check(receipt, "", n),
		"no NIK":          receipts.Check(receipt, access, nik.NIK{}),
		"empty":           receipts.Check("", access, n),
		"changed":         receipts.Check(receipt[:len(receipt)-1]+last, access, n),
		"cut":             receipts.Check(receipt[:len(receipt)-1], access, n),
		"longer":          receipts.Check(receipt+"A", access, n),
		"other version":   receipts.Check("v2"+receipt[2:], access, n),
		"unknown key":     receipts.Check(strings.Replace(receipt, "k1", "k9", 1), access, n),
		"blank around it": receipts.Check(" "+receipt, access, n),
	} {
		if !errors.Is(refusal, identity.ErrReceipt) {
			t.Errorf("%s: %v", name, refusal)
		}
	}
}

func TestAReceiptNeedsAnAccessAndANIK(t *testing.T) {
	dir := t.TempDir()
	must(t, identitytest.WriteReceiptKeys(dir, "k1"))
	receipts, err := newReceipts(t, dir, &buffer{})
	must(t, err)
	if receipt, err := receipts.Make("", person(t, "3303990101900001")); err == nil || receipt != "" {
		t.Errorf("%q, %v", receipt, err)
	}
	if receipt, err := receipts.Make(access, nik.NIK{}); err == nil || receipt != "" {
		t.Errorf("%q, %v", receipt, err)
	}
}

// The value pins the format, computed apart from this code: receipts outlive a release.
func TestAReceiptIsTheSameInEveryRelease(t *testing.T) {
	dir := t.TempDir()
	writeFile(t, filepath.Join(dir, identitytest.ReceiptFile), "k1:"+base64.StdEncoding.EncodeToString([]byte(strings.Repeat("k", 32))))
	receipts, err := newReceipts(t, dir, &buffer{})
	must(t, err)
	if got := issue(t, receipts, access, person(t, "3303990101900001")); got != "v1.k1.KjakXSW5MJQUrqxJ8hmofRamaCv_MZmGqv5gBxGSlHk" {
		t.Errorf("got %s", got)
	}
}

func TestACallStandsUnderTheKeyOfItsName(t *testing.T) {
	dir := t.TempDir()
	writeFile(t, filepath.Join(dir, identitytest.ReceiptFile), "k1:"+base64.StdEncoding.EncodeToString([]byte(strings.Repeat("k1", 16))))
	var log buffer
	r, err := newReceipts(t, dir, &log)
	must(t, err)
	name, call := r.OnceWith("petugas-01", "kunci-1", []byte("{}"))
	again, same := r.OnceWith("petugas-01", "kunci-1", []byte("{}"))
	_, another := r.OnceWith("petugas-01", "kunci-1", []byte("[]"))
	_, elsewhere := r.OnceWith("petugas-01", "kunci-2", []byte("{}"))
	if name != r.Once("petugas-01", "kunci-1") || name != again || call != same || call == another || call == elsewhere || call == name {
		t.Error("a call is not one of its key and body")
	}
}

func TestReceiptKeysRotateByOverlapWithoutRestart(t *testing.T) {
	dir := t.TempDir()
	var log buffer
	path := filepath.Join(dir, identitytest.ReceiptFile)
	line := func(id string) string {
		return id + ":" + base64.StdEncoding.EncodeToString([]byte(strings.Repeat(id, 16))) + "\r\n"
	}
	writeFile(t, path, line("k1"))
	receipts, err := newReceipts(t, dir, &log)
	must(t, err)
	n := person(t, "3303990101900001")
	old := issue(t, receipts, access, n)
	writeFile(t, path, line("k2")+line("k1"))
	fresh := issue(t, receipts, access, n)
	if !strings.HasPrefix(fresh, "v1.k2.") {
		t.Errorf("the first line does not make: %s", fresh)
	}
	must(t, receipts.Check(old, access, n), receipts.Check(fresh, access, n))
	writeFile(t, path, line("k2"))
	if err := receipts.Check(old, access, n); !errors.Is(err, identity.ErrReceipt) {
		t.Errorf("a dropped key still counts: %v", err)
	}
	must(t, receipts.Check(fresh, access, n))
	writeFile(t, path, "broken")
	must(t, receipts.Check(fresh, access, n))
	if !strings.Contains(log.String(), "last good one stays") {
		t.Errorf("nothing in the log: %s", log.String())
	}
}

func TestABrokenReceiptFileRefusesToStartWithoutRepeatingIt(t *testing.T) {
	encoded := base64.StdEncoding.EncodeToString([]byte("Penanda-" + strings.Repeat("k", 24)))
	for name, row := range map[string]struct{ text, want string }{
		"no colon":     {encoded, "line 1: needs a key id"},
		"no id":        {":" + encoded, "line 1: needs a key id"},
		"odd id":       {"K.1:" + encoded, "line 1: needs a key id"},
		"long id":      {strings.Repeat("k", 17) + ":" + encoded, "line 1: needs a key id"},
		"id twice":     {"k1:" + encoded + "\nk1:" + encoded, "line 2: needs a key id"},
		"blank line":   {"k1:" + encoded + "\n\nk2:" + encoded, "line 2: needs a key id"},
		"no base64":    {"k1:Penanda!", "line 1: needs base64"},
		"short key":    {"k1:" + base64.StdEncoding.EncodeToString([]byte(strings.Repeat("k", 31))), "line 1: needs base64 of at least 32 bytes"},
		"empty file":   {" ", "secret file simpul-receipt: empty"},
		"second short": {"k1:" + encoded + "\nk2:YQ==", "line 2: needs base64"},
	} {
		dir := t.TempDir()
		writeFile(t, filepath.Join(dir, identitytest.ReceiptFile), row.text)
		if _, err := newReceipts(t, dir, &buffer{}); err == nil || !strings.Contains(err.Error(), "identity: receipt_file: ") ||
			!strings.Contains(err.Error(), row.want) || strings.Contains(err.Error(), "Penanda") || strings.Contains(err.Error(), encoded) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func BenchmarkReceipt(b *testing.B) {
	dir := b.TempDir()
	must(b, identitytest.WriteReceiptKeys(dir, "k1", "k0"))
	settle(b, dir, identitytest.ReceiptFile)
	receipts, err := newReceipts(b, dir, &buffer{})
	must(b, err)
	n := person(b, "3303990101900001")
	for b.Loop() {
		must(b, receipts.Check(issue(b, receipts, access, n), access, n))
	}
}
