package ktpel_test

import (
	"os"
	"strings"
	"testing"

	"simpul/reader-bridge/ktpel"
)

func shipped(t testing.TB) string {
	t.Helper()
	text, err := os.ReadFile("publik.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestAProfileThatCannotWorkOrProvesNothingSaysWhere(t *testing.T) {
	for _, change := range [][3]string{
		{"name: publik", "nama: publik", "unknown key"},
		{"name: publik", "name: ''", "name: is missing"},
		{"to: card, send: \"FFCA 0000 00\"", "to: kartu, send: \"FFCA 0000 00\"", "steps[1].to: must be one of"},
		{`"FFCA 0000 00"`, `"FFCA 00"`, "steps[1].send: has no four bytes of header"},
		{`"FFCA 0000 00"`, `"FFCA 0000 0"`, "steps[1].send: is not hex"},
		{`"FFCA 0000 00"`, `"FFCA 0000 {uid"`, "steps[1].send: is not hex"},
		{`"FFCA 0000 00"`, `"FFCA 0000 {uid}"`, "steps[1].send: needs a name that no earlier step keeps"},
		{`"00FF 0000 00"`, `"00FF 0000 {command}"`, "steps[6].send: needs a name"},
		{`"00F2 0000 {lc} {card_cryptogram}"`, `"00F2 00{cc_p2} {lc} {offset}"`, "steps[10].send: needs a name"},
		{`{lc} {command}`, `{lc} {answer}`, "secure.wrap: needs a name"},
		{`{lc} {answer}`, `{lc} {opening}`, "secure.unwrap: needs a name"},
		{"unless: uid", "unless: nomor", "steps[3].unless: no earlier step keeps it"},
		{"as: challenge", "as: opening", "steps[7].keep.as: is not a free name"},
		{"as: challenge", "as: Tantangan", "steps[7].keep.as: is not a free name"},
		{`prefix: "80"`, `prefix: "8"`, "steps[1].keep.prefix: is not hex"},
		{`p2: "01"`, `p2: "0x"`, "cc[1].p2: is not hex"},
		{"{length: 51,", "{length: 29,", "cc: holds an entry twice"},
		{"name: tantangan", "name: sesi_sam", "steps: holds an entry twice"},
		{"first: 8, chunk: 208, max: 4096", "first: 8, chunk: 208, max: 40960", "steps[16].read.max: must be at most"},
		{"first: 8, chunk: 208, max: 4096", "first: 1, chunk: 208, max: 4096", "steps[16].read.first: must be at least"},
		{`"00B0 {offset} {le}", read: {first: 8`, `"00B0 0000 {le}", read: {first: 8`, "steps[16].send: lacks {offset}"},
		{"refused: bukan_ktp_el, proves: card", "refused: baca_gagal, proves: card", "steps[10]: proves something"},
		{"refused: bukan_ktp_el, proves: card", "refused: bukan_ktp_el, unless: uid, proves: card", "steps[10]: proves something"},
		{"refused: bukan_ktp_el, proves: card", "refused: bukan_ktp_el", "need exactly one: a step that proves card"},
		{"refused: tanda_tangan_tidak_cocok, proves: signature", "proves: signature", "steps[17]: proves something"},
		{"tanda_tangan_tidak_cocok, proves: signature", "tanda_tangan_tidak_cocok", "need exactly one: a step that proves signature"},
		{`refused: sam_menolak}` + "\n\n# The fields", `refused: bukan_ktp_el, proves: card}` + "\n\n# The fields", "need exactly one: a step that proves card"},
		{"keep: {as: record}", "keep: {as: biodata}", "need exactly one: a step that keeps record"},
		{"keep: {as: record}", "keep: {as: record, optional: true}", "steps[16]: keeps record"},
		{`baca_biodata, to: secure`, `baca_biodata, to: card`, "steps[16]: keeps record"},
		{`pilih_cc, to: card`, `pilih_cc, to: secure`, "not in this order"},
		{"refused: sam_menolak", "refused: asli", "steps[0].refused: must be one of"},
		{`[nik, alamat`, `["-", alamat`, "record.fields: lacks nik"},
		{`nama_lengkap, tanggal_lahir`, `"-", tanggal_lahir`, "record.fields: lacks nama_lengkap"},
		{`[nik, alamat`, `[nik, nik`, "record.fields[1]: stands twice"},
		{`[nik, alamat`, `[nik, agama`, "record.fields[1]: is no element of the agreement"},
	} {
		text := strings.Replace(shipped(t), change[0], change[1], 1)
		if text == shipped(t) {
			t.Errorf("%q is not in the profile", change[0])
		}
		if _, err := ktpel.Parse([]byte(text)); err == nil || !strings.Contains(err.Error(), change[2]) {
			t.Errorf("%s: %v, want %q", change[1], err, change[2])
		}
	}
}

// TestTheRecordIsReadBeforeItsSignatureIsProved: a profile with both in the other order would prove nothing about what is
// read after.
func TestTheRecordIsReadBeforeItsSignatureIsProved(t *testing.T) {
	const verify = "  - {name: verifikasi,"
	text := shipped(t)
	start := strings.Index(text, verify)
	line := text[start : start+strings.Index(text[start:], "\n")+1]
	moved := strings.Replace(strings.Replace(text, line, "", 1), "  - {name: pilih_biodata,", line+"  - {name: pilih_biodata,", 1)
	if _, err := ktpel.Parse([]byte(moved)); err == nil || !strings.Contains(err.Error(), "not in this order") {
		t.Error(err)
	}
}

func TestATemplateIsFilledAndItsDataCounted(t *testing.T) {
	values := map[string][]byte{"a": {1, 2, 3}, "none": nil, "long": make([]byte, 255), "longer": make([]byte, 256)}
	for text, want := range map[string]string{
		"00A4 0000 02 7F0A":               "\x00\xa4\x00\x00\x02\x7f\x0a",
		"00F1 0000 {lc} {a}{a}":           "\x00\xf1\x00\x00\x06\x01\x02\x03\x01\x02\x03",
		"00F1 0000 {lc} AA {a} {end} 00":  "\x00\xf1\x00\x00\x04\xaa\x01\x02\x03\x00",
		"00F1 0000 {lc} {none}":           "\x00\xf1\x00\x00\x00",
		"00f1 0000 {lc} {long} {end} ff":  "\x00\xf1\x00\x00\xff" + strings.Repeat("\x00", 255) + "\xff",
		"00F1 0000 {lc} {longer}":         "",
		"00F1 0000 {lc} {long} {a} {end}": "",
		"00F1 0000 {lc} {a":               "",
		"00F1 {a}":                        "",
	} {
		if got, err := ktpel.Fill(text, values); string(got) != want || (err == nil) != (want != "") {
			t.Errorf("%s: %x %v", text, got, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	const secret = "Penanda9Rahasia"
	f.Add(shipped(f))
	for _, old := range []string{"publik", "{lc}", "00F1", "uid", "sam", "nik", "29", "proves", "208"} {
		f.Add(strings.ReplaceAll(shipped(f), old, secret))
		f.Add(strings.Replace(shipped(f), old, "["+secret+":", 1))
	}
	f.Fuzz(func(t *testing.T, data string) {
		p, err := ktpel.Parse([]byte(data))
		if (p == nil) == (err == nil) {
			t.Fatalf("profile %t, error %v", p != nil, err)
		}
		if err != nil {
			if strings.Contains(err.Error(), secret) {
				t.Fatalf("the error repeats the profile: %v", err)
			}
			return
		}
		v := newWorld(t, newWay(p, public(t).dialect, nil))
		_, _ = v.read(t) // whatever a profile says, a read ends
	})
}
