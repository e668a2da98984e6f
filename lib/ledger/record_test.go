package ledger_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"simpul/lib/ledger"
)

const (
	accessID = "0190f2a0-0000-7000-8000-000000000001"
	actID    = "0190f2a0-0000-7000-8000-00000000000a"
)

var noon = time.Date(2026, 9, 16, 5, 0, 0, 4e6, time.UTC)

func access() ledger.Record {
	return ledger.Record{
		Kind: ledger.Access, AccessID: accessID, At: noon, Epoch: 1, Operator: "petugas-01", Frontend: "perizinan",
		Subject: ledger.Subject{Application: "k1.AAAAAAAAAAAAAAAAAAAAAA", LicenceType: "nib", SubjectRole: "pemohon", IdentityDocument: "ktp-el", Source: ledger.Typed},
		Answer:  ledger.Answer{Outcome: ledger.Data, Verdict: ledger.Sesuai},
		Charge:  ledger.Charge{Days: [2]string{"2026-09-16", "2026-09-16"}, Charged: true, Used: 7},
	}
}

func decision() ledger.Record {
	return ledger.Record{Kind: ledger.Decision, AccessID: accessID, At: noon, Operator: "petugas-01", Deed: ledger.Deed{Decision: ledger.Sesuai, Code: "sesuai_semua"}}
}

func initialise(hits int64) ledger.Record {
	return ledger.Record{Kind: ledger.Act, At: noon, Epoch: 1, Operator: "admin-01",
		Deed: ledger.Deed{ActID: actID, Action: ledger.Initialise, Code: "data_hilang", Paper: "400/12/2026", Hits: &hits}}
}

func delivered() ledger.Record {
	return ledger.Record{Kind: ledger.Feedback, At: noon, Operator: "petugas-01",
		Deed:    ledger.Deed{ActID: actID, Action: ledger.Delivered, Code: "already_sent"},
		Balikan: ledger.Balikan{Unit: accessID, Licences: []string{"nib", "nib"}, Unsure: true}}
}

func built() ledger.Record {
	return ledger.Record{Kind: ledger.Act, At: noon, Operator: "admin-01",
		Deed: ledger.Deed{ActID: actID, Action: ledger.ReportBuilt, Code: "terjadwal", Target: "laporan-2026-s1", Digest: &ledger.Hash{1, 2, 3}}}
}

func TestAnActOnAReportNamesItAndItsDigest(t *testing.T) {
	encoded, err := built().Encode()
	if err != nil {
		t.Fatal(err)
	}
	if back, err := ledger.Decode(encoded); err != nil || *back.Digest != *built().Digest {
		t.Errorf("%v: %s", err, encoded)
	}
	for name, wrong := range map[string]ledger.Record{
		"no digest":  with(built(), func(r *ledger.Record) { r.Digest = nil }),
		"no report":  with(built(), func(r *ledger.Record) { r.Target = "" }),
		"a receipt":  with(built(), func(r *ledger.Record) { r.Receipt = "TT-1" }),
		"another's":  with(initialise(0), func(r *ledger.Record) { r.Digest = &ledger.Hash{} }),
		"a decision": with(decision(), func(r *ledger.Record) { r.Digest = &ledger.Hash{} }),
	} {
		if wrong.Check() == nil {
			t.Error(name + " was taken")
		}
	}
}

// with returns the record with one field changed.
func with(r ledger.Record, change func(*ledger.Record)) ledger.Record {
	change(&r)
	return r
}

func TestARecordHasOneSpelling(t *testing.T) {
	for _, record := range []ledger.Record{access(), decision(), initialise(0), delivered(),
		with(access(), func(r *ledger.Record) {
			r.Kind, r.Subject, r.Answer, r.Operator = ledger.Swept, ledger.Subject{}, ledger.Answer{Outcome: ledger.Unknown}, ""
			r.Days[1] = "2026-09-17"
		})} {
		encoded, err := record.Encode()
		if err != nil {
			t.Fatal(err)
		}
		decoded, err := ledger.Decode(encoded)
		if err != nil || !reflect.DeepEqual(decoded, record) {
			t.Errorf("%v: %s", err, encoded)
		}
		for name, other := range map[string]string{
			"blank":         " " + string(encoded),
			"unknown field": strings.Replace(string(encoded), "{", `{"x":1,`, 1),
			"twice":         strings.Replace(string(encoded), "{", `{"kind":"access",`, 1),
			"other case":    strings.Replace(string(encoded), "kind", "Kind", 1),
			"empty field":   strings.Replace(string(encoded), "{", `{"verdict":"",`, 1),
			"offset":        strings.Replace(string(encoded), "05:00:00.004Z", "12:00:00.004+07:00", 1),
			"too long":      string(encoded) + strings.Repeat(" ", ledger.MaxRecord),
			"none":          "",
		} {
			if _, err := ledger.Decode([]byte(other)); err == nil {
				t.Errorf("%s: taken", name)
			}
		}
	}
}

// The bytes are pinned: records outlive a release.
func TestARecordIsTheSameInEveryRelease(t *testing.T) {
	encoded, err := access().Encode()
	const want = `{"kind":"access","access_id":"` + accessID + `","at":"2026-09-16T05:00:00.004Z","epoch":1,` +
		`"operator":"petugas-01","frontend":"perizinan","application":"k1.AAAAAAAAAAAAAAAAAAAAAA","licence_type":"nib",` +
		`"subject_role":"pemohon","identity_document":"ktp-el","source":"typed","outcome":"data","verdict":"sesuai",` +
		`"days":["2026-09-16","2026-09-16"],"charged":true,"used":7}`
	if err != nil || string(encoded) != want {
		t.Errorf("%v\n%s", err, encoded)
	}
}

func TestNoFieldCanHoldANIK(t *testing.T) {
	digits := "3303990101900001"
	for _, hidden := range []string{digits, "x" + digits + "y", "33 03 99 01 01 90 00 01", "3303.99-0101/9000_01", strings.Repeat("9", 20)} {
		for _, base := range []ledger.Record{access(), decision(), initialise(3), delivered()} {
			for name, r := range eachText(base, hidden) {
				if err := r.Check(); err == nil {
					t.Errorf("%s of a record of kind %s takes sixteen digits", name, base.Kind)
				}
			}
		}
	}
}

// eachText returns copies of a record, in each of which one text is another.
func eachText(base ledger.Record, text string) map[string]ledger.Record {
	all := map[string]ledger.Record{}
	for _, field := range reflect.VisibleFields(reflect.TypeOf(base)) {
		r := base
		switch v := reflect.ValueOf(&r).Elem().FieldByIndex(field.Index); v.Kind() {
		case reflect.String:
			v.SetString(text)
		case reflect.Slice:
			v.Set(reflect.ValueOf([]string{"nib", text}))
		case reflect.Array:
			v.Index(0).SetString(text)
		default:
			continue
		}
		all[field.Name] = r
	}
	return all
}

func TestTheLargestRecordHasRoom(t *testing.T) {
	long, most := strings.Repeat(`"`, 64), int64(1_000_000)
	a := with(access(), func(r *ledger.Record) {
		r.Epoch, r.Used, r.Application = 1<<63-1, most, "kunci-yang-panjang"[:16]+".AAAAAAAAAAAAAAAAAAAAAA"
		for _, text := range []*string{&r.Operator, &r.Frontend, &r.LicenceType, &r.SubjectRole, &r.IdentityDocument, &r.Hold, &r.Override} {
			*text = long
		}
	})
	b := with(initialise(most), func(r *ledger.Record) {
		r.Epoch, r.PaperDate, r.Until = 1<<63-1, "2026-09-16", "2026-09-16"
		for _, text := range []*string{&r.Operator, &r.Frontend, &r.Code, &r.Paper, &r.Target} {
			*text = long
		}
	})
	c := with(delivered(), func(r *ledger.Record) {
		r.Application, r.Licences = a.Application, slices.Repeat([]string{long}, 20)
		r.Operator, r.Frontend, r.Code, r.Override, r.Correction, r.Manual = long, long, long, long, true, true
	})
	for _, r := range []ledger.Record{a, b, c} {
		if encoded, err := r.Encode(); err != nil || len(encoded) > ledger.MaxRecord {
			t.Errorf("%d bytes, %v", len(encoded), err)
		}
	}
}

// FuzzDecode: what is taken is canonical, in form, and the same again; errors repeat nothing.
func FuzzDecode(f *testing.F) {
	for _, record := range []ledger.Record{access(), decision(), initialise(3), delivered()} {
		encoded, err := record.Encode()
		if err != nil {
			f.Fatal(err)
		}
		f.Add(encoded)
	}
	f.Add([]byte(`{"kind":"act"}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		record, err := ledger.Decode(b)
		if err != nil {
			return
		}
		again, err := record.Encode()
		if err != nil || string(again) != string(b) || !json.Valid(b) || len(b) > ledger.MaxRecord {
			t.Errorf("%v: %s", err, again)
		}
	})
}
