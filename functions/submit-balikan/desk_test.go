package main

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/VictoriaMetrics/metrics"
	"github.com/google/uuid"

	"simpul/functions/functiontest"
	"simpul/lib/config"
	"simpul/lib/function"
	"simpul/lib/identity"
	"simpul/lib/identity/identitytest"
	"simpul/lib/keyring/keyringtest"
	"simpul/lib/nik"
)

const root = "../.."

// Invented people.
const someone, applicant = "3303990101900001", "3303994507880002"

// desk is where an officer hands in data balikan: the function, its world, and a token that may submit.
type desk struct {
	*functiontest.Rig
	*functiontest.Client
	token    string
	receipts *identity.Receipts
	set      *metrics.Set
}

func newDesk(t testing.TB, environ map[string]string) *desk {
	t.Helper()
	rig := functiontest.New(t, root, environ)
	rig.Initialise(t, 0)
	return openDesk(t, rig)
}

// openDesk opens another replica in the same world.
func openDesk(t testing.TB, rig *functiontest.Rig) *desk {
	t.Helper()
	receipts, err := identity.NewReceipts(config.Identity{ReceiptFile: identitytest.ReceiptFile}, config.NewSecrets(rig.Secrets), slog.Default())
	must(t, err)
	d := &desk{Rig: rig, token: rig.Token(t, identity.ScopeSubmitFeedback), receipts: receipts}
	d.Client = rig.Serve(t, "submit-balikan", func(ctx context.Context) (function.Function, error) {
		f, err := build(ctx)
		d.set = f.Metrics
		return f, err
	})
	return d
}

func (d *desk) metrics(t testing.TB) string {
	t.Helper()
	var text bytes.Buffer
	d.set.WritePrometheus(&text)
	return text.String()
}

// submit sends units with a good token.
func (d *desk) submit(units ...any) functiontest.Answer {
	return d.Do(functiontest.Call{Token: d.token, Body: map[string]any{"units": units}})
}

// unit is a good one about an access that nobody made, changed by the pairs that follow; nil takes a field away.
func (d *desk) unit(t testing.TB, number string, changes ...any) map[string]any {
	t.Helper()
	who, err := nik.Parse(number)
	must(t, err)
	id := uuid.Must(uuid.NewV7()).String()
	receipt, err := d.receipts.Make(id, who)
	must(t, err)
	unit := map[string]any{
		"application_number": "503/0001/2026", "access_ids": []string{id}, "nik": number, "receipt": receipt,
		"licences": []any{licenceOf("NIB/1", "nib")},
	}
	return changed(unit, changes...)
}

func licenceOf(number, kind string) map[string]any {
	return map[string]any{"number": number, "type": kind}
}

func changed(unit map[string]any, changes ...any) map[string]any {
	for i := 0; i < len(changes); i += 2 {
		name := changes[i].(string)
		if changes[i+1] == nil {
			delete(unit, name)
			continue
		}
		unit[name] = changes[i+1]
	}
	return unit
}

// silent fails unless neither answer nor log holds a NIK or what else was marked.
func (d *desk) silent(t testing.TB, name string, a functiontest.Answer) {
	t.Helper()
	for _, secret := range []string{"330399", "PENANDA", functiontest.FeedbackToken} {
		if strings.Contains(a.Text, secret) || strings.Contains(d.Log.String(), secret) || strings.Contains(fmt.Sprint(a.Header), secret) {
			t.Errorf("%s: %q is echoed or logged", name, secret)
		}
	}
}

// identityReceipts is the file of keys of receipts.
const identityReceipts = identitytest.ReceiptFile

// rotate puts a new key first in a file of keys.
func (d *desk) rotate(t testing.TB, file string) {
	t.Helper()
	path := filepath.Join(d.Secrets, file)
	old, err := os.ReadFile(path)
	must(t, err)
	must(t, keyringtest.Write(path, "uji-2"))
	fresh, err := os.ReadFile(path)
	must(t, err)
	d.Write(t, file, strings.TrimSpace(string(fresh))+"\n"+string(old))
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
