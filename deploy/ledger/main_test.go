package main

import (
	"bytes"
	"os"
	"regexp"
	"strings"
	"testing"

	"simpul/lib/ledger"
	"simpul/lib/ledger/ledgertest"
)

func TestALedgerIsCheckedCarriedAndCheckedAgain(t *testing.T) {
	o := filled(t)
	export := o.path("export")
	live := o.good(o.args("verify", "-redis", o.url, "-mac-file", o.path("mac"))...)
	o.good("export", "-redis", o.url, "-file", export)
	elsewhere := o.good(o.args("verify", "-file", export, "-mac-file", o.path("mac"))...)
	if live != elsewhere || !strings.Contains(live, "Tersegel dan utuh: 20 catatan (nomor 1–20), 1 segel.") ||
		!strings.Contains(live, "Belum tersegel: 5 catatan, MAC-nya cocok.") || !strings.Contains(live, "Tanpa -expect-seal") {
		t.Errorf("%s\n%s", live, elsewhere)
	}
	if info, err := os.Stat(export); err != nil || info.Mode() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	fresh := newOffice(t)
	fresh.good(o.args("import", "-redis", fresh.url, "-file", export)...)
	if again := fresh.good(o.args("verify", "-redis", fresh.url, "-mac-file", o.path("mac"))...); again != live {
		t.Error(again)
	}
	fresh.ends(unchecked, "redis has a ledger already", o.args("import", "-redis", fresh.url, "-file", export)...)
	fresh.ends(unchecked, "file exists", "export", "-redis", fresh.url, "-file", export)
}

func TestABadRecordIsNamed(t *testing.T) {
	o := filled(t)
	export := o.path("export")
	o.good("export", "-redis", o.url, "-file", export)
	whole, err := os.ReadFile(export)
	if err != nil {
		t.Fatal(err)
	}
	for name, row := range map[string]struct{ old, fresh, want string }{
		"sealed":   {`{"seq":14,"r":"{\"kind\":\"access\"`, `{"seq":14,"r":"{\"kind\":\"swept\"`, "RUSAK: catatan 14: isinya bukan yang disegel (segel 1)."},
		"waiting":  {`{"seq":23,"r":"{\"kind\":\"access\"`, `{"seq":23,"r":"{\"kind\":\"swept\"`, "RUSAK: catatan 23: belum disegel, dan MAC-nya tidak cocok."},
		"a seal":   {`\"number\":1`, `\"number\":2`, "RUSAK: catatan 1: segel untuknya tidak ditandatangani kunci yang berwenang (segel 1)."},
		"dropped":  {`{"seq":24`, `{"seq":124`, "RUSAK: catatan 24: tidak ada."},
		"repeated": {`{"seq":5`, `{"seq":4`, "RUSAK: catatan 4: disisipkan, tidak pernah dicatat di tempat ini (segel 1)."},
	} {
		o.file("export", strings.Replace(string(whole), row.old, row.fresh, 1))
		o.ends(bad, row.want, o.args("verify", "-file", export, "-mac-file", o.path("mac"))...)
		fresh := newOffice(t)
		fresh.ends(bad, row.want, o.args("import", "-redis", fresh.url, "-file", export, "-mac-file", o.path("mac"))...)
		if keys, err := fresh.client.Exists(t.Context(), "{simpul}:ledger", "{simpul}:seals").Result(); err != nil || keys != 0 {
			t.Errorf("%s: imported all the same", name)
		}
	}
}

func TestAnExpectedSealIsComparedOrMissed(t *testing.T) {
	o := filled(t)
	seal := regexp.MustCompile(`1:[0-9a-f-]{71}`).FindString(o.good(o.args("verify", "-redis", o.url)...))
	if out := o.good(o.args("verify", "-redis", o.url, "-expect-seal", seal)...); !strings.Contains(out, "Segel 1 yang diharapkan ada dan sama.") {
		t.Error(out)
	}
	o.ends(bad, "RUSAK: catatan 21: buku berakhir sebelum catatan ini", o.args("verify", "-redis", o.url, "-expect-seal", "2"+seal[1:])...)
	o.ends(bad, "RUSAK: catatan 1: segel untuknya bukan lanjutan", o.args("verify", "-redis", o.url, "-expect-seal", "1:"+ledger.Hash{}.String())...)
	for _, odd := range []string{"1", seal[2:], "0" + seal[1:], "1:" + strings.ReplaceAll(seal[2:], "-", ""), strings.ToUpper(seal)} {
		o.ends(unchecked, "-expect-seal: needs", o.args("verify", "-redis", o.url, "-expect-seal", odd)...)
	}
}

func TestTheRecordsOfAnApplicationAreFoundByItsNumber(t *testing.T) {
	o := filled(t)
	out := o.good(o.args("find", "-redis", o.url, "-application-file", o.path("application"))...)
	lines := strings.Split(out, "\n")
	for i, want := range []string{"3\t{\"kind\":\"access\"", "13\t{\"kind\":\"access\"", "21\t{\"kind\":\"decision\"", "Ditemukan: 3 catatan."} {
		if !strings.HasPrefix(lines[i], want) {
			t.Errorf("%s, want %s", lines[i], want)
		}
	}
	if strings.Contains(out, number) {
		t.Error("the number is printed")
	}
	o.file("application", ledgertest.KeyLine("k3"))
	if out := o.good(o.args("find", "-redis", o.url, "-application-file", o.path("application"))...); !strings.Contains(out, "Ditemukan: 0 catatan.") {
		t.Error(out)
	}
	for _, odd := range []string{"", "\n", strings.Repeat("5", 65)} {
		code := run(t.Context(), o.args("find", "-redis", o.url, "-application-file", o.path("application")), console{strings.NewReader(odd), &bytes.Buffer{}, &bytes.Buffer{}})
		if code != unchecked {
			t.Errorf("%q: %d", odd, code)
		}
	}
}

func TestWhatCannotBeCheckedIsSaid(t *testing.T) {
	o := filled(t)
	empty := o.path("empty")
	o.file("empty", "{}")
	for _, row := range []struct {
		says string
		args []string
	}{
		{"use: ledger verify", nil},
		{"use: ledger verify", []string{"check"}},
		{"verify takes -redis, -password-file, -file", []string{"verify", "-x"}},
		{"verify takes -redis, -password-file, -file", []string{"verify", "-h"}},
		{"export takes -redis, -password-file, -file", []string{"export", "-trust", "x"}},
		{"verify takes", o.args("verify", "-file", empty, "more")},
		{"either -redis or -file", o.args("verify")},
		{"either -redis or -file", o.args("verify", "-redis", o.url, "-file", empty)},
		{"-trust is missing", []string{"verify", "-redis", o.url}},
		{"-trust: line 1", []string{"verify", "-redis", o.url, "-trust", empty}},
		{"-trust: secret file", []string{"verify", "-redis", o.url, "-trust", o.path("none")}},
		{"-mac-file: line 1", o.args("verify", "-redis", o.url, "-mac-file", empty)},
		{"-file: open", o.args("verify", "-file", o.path("none"))},
		{"not a whole export", o.args("verify", "-file", empty)},
		{"-file is missing", o.args("import", "-redis", o.url)},
		{"-redis is missing", o.args("import", "-file", empty)},
		{"-file: open", o.args("import", "-redis", o.url, "-file", o.path("none"))},
		{"-file is missing", []string{"export", "-redis", o.url}},
		{"-redis is missing", []string{"export", "-file", o.path("new")}},
		{"redis.url", []string{"export", "-file", o.path("new"), "-redis", "redis://:rahasia@127.0.0.1:1"}},
		{"no answer of redis", []string{"export", "-file", o.path("new"), "-redis", "redis://127.0.0.1:1"}},
		{"-application-file is missing", o.args("find", "-redis", o.url)},
		{"-key-file: line 1", []string{"public", "-key-file", empty}},
		{"-key-file is missing", []string{"public"}},
	} {
		o.ends(unchecked, row.says, row.args...)
	}
	if _, err := os.Stat(o.path("new")); err == nil {
		t.Error("half an export is left")
	}
}

func TestEveryFaultHasWords(t *testing.T) {
	for _, wrong := range []ledger.Wrong{
		ledger.Changed, ledger.Missing, ledger.Swapped, ledger.Moved, ledger.Inserted, ledger.Repeated, ledger.Unreadable, ledger.Unsigned,
		ledger.NoSeal, ledger.ForgedSeal, ledger.OtherChain, ledger.TailCut, ledger.TooOld,
	} {
		if meanings()[wrong] == "" {
			t.Errorf("%s has none", wrong)
		}
	}
	if text := explain(&ledger.Bad{Wrong: ledger.Swapped, Seq: 3, Other: 5, Seal: 1}); text != "catatan 3: bertukar tempat dengan catatan lain, yaitu catatan 5 (segel 1)." {
		t.Error(text)
	}
}
