package ledger_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"simpul/lib/ledger"
)

func TestARecordIsOfTheFormItsKindHas(t *testing.T) {
	hits := int64(-1)
	for want, changes := range map[string][]ledger.Record{
		"kind":        {with(access(), func(r *ledger.Record) { r.Kind = "other" })},
		"access_id":   {with(access(), func(r *ledger.Record) { r.AccessID = "" }), with(decision(), func(r *ledger.Record) { r.AccessID = strings.ToUpper(actID) })},
		"at":          {with(access(), func(r *ledger.Record) { r.At = time.Time{} }), with(access(), func(r *ledger.Record) { r.At = noon.Add(1) }), with(access(), func(r *ledger.Record) { r.At = noon.In(time.FixedZone("WIB", 7*3600)) })},
		"application": {with(access(), func(r *ledger.Record) { r.Application = "k1.3303990101900001aaaaaa" }), with(access(), func(r *ledger.Record) { r.Application = "503/0001/2026" })},
		"epoch":       {with(access(), func(r *ledger.Record) { r.Epoch = 0 }), with(initialise(1), func(r *ledger.Record) { r.Epoch = 0 }), with(decision(), func(r *ledger.Record) { r.Epoch = -1 })},
		"operator":    {with(access(), func(r *ledger.Record) { r.Operator = "" }), with(access(), func(r *ledger.Record) { r.Operator = strings.Repeat("a", 65) }), with(access(), func(r *ledger.Record) { r.Operator = "é" })},
		"source":      {with(access(), func(r *ledger.Record) { r.Source = "other" })},
		"outcome":     {with(access(), func(r *ledger.Record) { r.Outcome = "meninggal" }), with(access(), func(r *ledger.Record) { r.Kind = ledger.Swept })},
		"charged":     {with(access(), func(r *ledger.Record) { r.Kind, r.Outcome, r.Charged = ledger.Swept, ledger.Unknown, false })},
		"verdict":     {with(access(), func(r *ledger.Record) { r.Verdict = "meninggal" })},
		"days":        {with(access(), func(r *ledger.Record) { r.Days[1] = "2026-09-18" }), with(access(), func(r *ledger.Record) { r.Days = [2]string{} }), with(access(), func(r *ledger.Record) { r.Days[1] = "2026-09-15" })},
		"used":        {with(access(), func(r *ledger.Record) { r.Used = -1 })},
		"deed":        {with(access(), func(r *ledger.Record) { r.Deed.Code = "x" }), with(decision(), func(r *ledger.Record) { r.Target = "x" })},
		"decision":    {with(decision(), func(r *ledger.Record) { r.Deed.Decision = ledger.TidakDinilai }), with(initialise(1), func(r *ledger.Record) { r.Deed.Decision = ledger.Sesuai })},
		"subject":     {with(decision(), func(r *ledger.Record) { r.LicenceType = "nib" })},
		"answer":      {with(decision(), func(r *ledger.Record) { r.Outcome = ledger.Data })},
		"act_id":      {with(initialise(1), func(r *ledger.Record) { r.ActID = "" })},
		"action":      {with(initialise(1), func(r *ledger.Record) { r.Action = "other" })},
		"hits":        {with(initialise(1), func(r *ledger.Record) { r.Hits = nil }), with(initialise(1), func(r *ledger.Record) { r.Hits = &hits }), with(initialise(1), func(r *ledger.Record) { r.Action, r.Epoch = "suspend", 0 })},
		"paper_date":  {with(initialise(1), func(r *ledger.Record) { r.PaperDate = "16-09-2026" })},
		"until":       {with(initialise(1), func(r *ledger.Record) { r.Until = "2026-02-30" })},
		"access":      {with(initialise(1), func(r *ledger.Record) { r.AccessID = accessID })},
	} {
		for i, record := range changes {
			if _, err := record.Encode(); !errors.Is(err, ledger.ErrRecord{Field: want}) {
				t.Errorf("%s %d: %v", want, i, err)
			}
		}
	}
}
