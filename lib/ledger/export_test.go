package ledger_test

import (
	"bytes"
	"errors"
	"io"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"

	"simpul/lib/ledger"
	"simpul/lib/ledger/ledgertest"
)

func export(t testing.TB, b *ledgertest.Book) string {
	t.Helper()
	var out strings.Builder
	if err := ledger.Export(&out, ledgertest.Items(b.Items())); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// imported returns what an export holds, and how it ends.
func imported(r io.Reader) (items []ledger.Item, err error) {
	for item, itemErr := range ledger.Import(r) {
		if itemErr != nil {
			return items, itemErr
		}
		items = append(items, item)
	}
	return items, nil
}

func TestAnExportHoldsTheWholeLedger(t *testing.T) {
	b := book()
	for name, r := range map[string]io.Reader{"at once": strings.NewReader(export(t, b)), "in bits": iotest.OneByteReader(strings.NewReader(export(t, b)))} {
		items, err := imported(r)
		if err != nil || !reflect.DeepEqual(items, b.Items()) {
			t.Errorf("%s: %d items, %v", name, len(items), err)
		}
	}
	if items, err := imported(strings.NewReader(export(t, &ledgertest.Book{}))); err != nil || len(items) != 0 {
		t.Errorf("an empty one: %v, %v", items, err)
	}
}

func TestAnExportThatWasCutIsNoExport(t *testing.T) {
	whole := export(t, ledgertest.NewBook(3, 2))
	for n := range len(whole) - 1 {
		if _, err := imported(strings.NewReader(whole[:n])); !errors.Is(err, ledger.ErrExport) {
			t.Fatalf("after %d bytes: %v", n, err)
		}
	}
	lines := strings.SplitAfter(whole, "\n")
	for name, text := range map[string]string{
		"a line less":     strings.Join(append(lines[:2:2], lines[3:]...), ""),
		"a line twice":    strings.Join(append(lines[:2:2], lines[1:]...), ""),
		"behind the end":  whole + lines[1],
		"no first line":   strings.Join(lines[1:], ""),
		"another format":  strings.Replace(whole, "export/1", "export/2", 1),
		"unknown field":   strings.Replace(whole, `{"seq":1,`, `{"seq":1,"x":1,`, 1),
		"entry and seal":  strings.Replace(whole, `{"seq":1,`, `{"seq":1,"seal":1,`, 1),
		"number zero":     strings.Replace(whole, `{"seq":1,`, `{"seq":0,`, 1),
		"a line too long": strings.Replace(whole, `"seq":1,`, `"seq":1,`+strings.Repeat(" ", 300<<10), 1),
	} {
		if _, err := imported(strings.NewReader(text)); !errors.Is(err, ledger.ErrExport) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAnExportEndsWithTheErrorOfItsSource(t *testing.T) {
	broken := errors.New("broken")
	err := ledger.Export(io.Discard, func(yield func(ledger.Item, error) bool) { yield(ledger.Item{}, broken) })
	if !errors.Is(err, broken) {
		t.Error(err)
	}
	if err := ledger.Export(failing{}, ledgertest.Items(book().Items())); err == nil {
		t.Error("a full disk goes unnoticed")
	}
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, io.ErrShortWrite }

// FuzzImport: whatever is read comes out of another export again; nothing that was not signed verifies.
func FuzzImport(f *testing.F) {
	f.Add([]byte(export(f, ledgertest.NewBook(3, 2))))
	f.Add([]byte(`{"format":"simpul-ledger-export/1"}` + "\n" + `{"items":0}`))
	known := ledgertest.NewBook(3, 2)
	f.Fuzz(func(t *testing.T, text []byte) {
		items, err := imported(bytes.NewReader(text))
		if err != nil {
			return
		}
		var out bytes.Buffer
		if err := ledger.Export(&out, ledgertest.Items(items)); err != nil {
			t.Fatal(err)
		}
		if again, err := imported(&out); err != nil || !reflect.DeepEqual(again, items) {
			t.Errorf("%v: %v", err, again)
		}
		if _, err := ledger.Verify(ledgertest.Items(items), known.Proof()); err == nil && !isPrefix(items, known.Items()) {
			t.Errorf("verified: %s", text)
		}
	})
}

// isPrefix reports whether items are the first of all.
func isPrefix(items, all []ledger.Item) bool {
	return len(items) <= len(all) && (len(items) == 0 || reflect.DeepEqual(items, all[:len(items)]))
}
