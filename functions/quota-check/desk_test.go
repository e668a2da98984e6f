package main

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/redis/go-redis/v9"

	"simpul/functions/functiontest"
	"simpul/lib/admission"
	"simpul/lib/agreement"
	"simpul/lib/assembly"
	"simpul/lib/config"
	"simpul/lib/identity"
	"simpul/lib/ledger"
	"simpul/lib/ledger/store"
)

const root = "../.."

type desk struct {
	*functiontest.Rig
	*functiontest.Client
}

func newDesk(t testing.TB, environ map[string]string) *desk {
	t.Helper()
	return openDesk(t, functiontest.New(t, root, environ))
}

// openDesk starts one more replica.
func openDesk(t testing.TB, rig *functiontest.Rig) *desk {
	t.Helper()
	return &desk{rig, rig.Serve(t, "quota-check", build)}
}

func (d *desk) read(t testing.TB) functiontest.Answer {
	t.Helper()
	return d.Do(functiontest.Call{Method: http.MethodGet, Token: d.Token(t, identity.ScopeReadQuota)})
}

func (d *desk) order(t testing.TB, body map[string]any) functiontest.Answer {
	t.Helper()
	return d.Do(functiontest.Call{Token: d.Token(t, identity.ScopeAdmin), Body: body})
}

// orderOnce orders with an Idempotency-Key that is the act's.
func (d *desk) orderOnce(t testing.TB, body map[string]any) functiontest.Answer {
	t.Helper()
	key := fmt.Sprint(body["action"], "/", body["operator"])
	return d.Do(functiontest.Call{Token: d.Token(t, identity.ScopeAdmin), Body: body, Header: map[string]string{"Idempotency-Key": key}})
}

// done orders what must be done.
func (d *desk) done(t testing.TB, body map[string]any) functiontest.Answer {
	t.Helper()
	a := d.order(t, body)
	if a.Code != http.StatusOK {
		t.Fatalf("%s: %d %s", body["action"], a.Code, a.Text)
	}
	return a
}

func order(action string, more ...any) map[string]any {
	body := map[string]any{"action": action, "code": "uji_coba", "paper_number": "400/1/2026"}
	for i := 0; i < len(more); i += 2 {
		body[more[i].(string)] = more[i+1]
	}
	return body
}

// today, and days after it, as a body has them.
func today(after int) string {
	return agreement.DateOf(time.Now().AddDate(0, 0, after)).String()
}

// at returns the admission of a process whose time, and Redis's as it sees it, is that far from now.
func (d *desk) at(t testing.TB, offset time.Duration) *admission.Admission {
	t.Helper()
	parts, err := assembly.Build()
	must(t, err)
	t.Cleanup(func() { must(t, parts.Close(context.Background())) })
	cfg := parts.Config
	a, err := admission.New(parts.Redis, admission.Settings{
		Quota: cfg.Agreement.Quota, Ends: cfg.Agreement.Ends(), Guard: cfg.Guard, Ledger: ledger.NewSigner(parts.Ledger),
		CallDeadline: cfg.Registry.Timeout, Timeout: cfg.Redis.Timeout, ClockTolerance: cfg.Redis.ClockTolerance,
		Clock:  func() time.Time { return time.Now().Add(offset) },
		Offset: func() time.Duration { return offset },
	})
	must(t, err)
	return a
}

// evidence stands for one NIK in one application.
var evidence = []admission.Evidence{{
	Member: "0123456789ab", Application: "app:uji", Pair: "pair:uji",
	Runs: [admission.Families]string{"a:uji", "b:uji", "c:uji", "d:uji", "e:uji", "f:uji"},
}}

// admit makes an access that nobody settles.
func admit(t testing.TB, a *admission.Admission) error {
	t.Helper()
	id, err := uuid.NewV7()
	must(t, err)
	_, err = a.Admit(t.Context(), admission.Request{
		AccessID: id, Evidence: evidence, Recheck: true,
		Unit:   admission.Unit{Tokens: []string{"k1.AAAAAAAAAAAAAAAAAAAAAA"}, Application: "503/1/2026"},
		Record: ledger.Record{Operator: "petugas-01", Frontend: "perizinan", Subject: ledger.Subject{LicenceType: "nib", SubjectRole: "pemohon"}},
	})
	return err
}

// raw sees what is stored.
func (d *desk) raw(t testing.TB) *redis.Client {
	t.Helper()
	client, err := admission.NewClient(config.Redis{URL: d.Redis.URL(), Timeout: 10 * time.Second}, nil)
	must(t, err)
	t.Cleanup(func() { must(t, client.Close()) })
	return client.Client
}

// records are the ledger's, in their order.
func (d *desk) records(t testing.TB) []ledger.Record {
	t.Helper()
	var all []ledger.Record
	for item, err := range store.New(d.raw(t)).Items(t.Context()) {
		must(t, err)
		if item.Entry != nil {
			record, err := ledger.Decode(item.Entry.Record)
			must(t, err)
			all = append(all, record)
		}
	}
	return all
}

// names are the fields that an answer complains about.
func names(a functiontest.Answer) []string {
	var all []string
	for _, f := range a.Fields {
		all = append(all, f.Name)
	}
	return all
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// tamper adds to one of the numbers at the head of the quota: 1 is the revision, 2 the latest day.
func (d *desk) tamper(t testing.TB, which int, by int64) {
	t.Helper()
	client := d.raw(t)
	head := strings.Fields(client.HGet(t.Context(), "{simpul}:quota", "head").Val())
	n, err := strconv.ParseInt(head[which], 10, 64)
	must(t, err)
	head[which] = strconv.FormatInt(n+by, 10)
	must(t, client.HSet(t.Context(), "{simpul}:quota", "head", strings.Join(head, " ")).Err())
}
