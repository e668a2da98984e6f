package config_test

import (
	"slices"
	"strings"
	"testing"

	"simpul/lib/config"
	"simpul/lib/resident"
)

const conformity = "SIMPUL_REGISTRY__CONFORMITY={path: /dukcapil/verify, keys: {nik: NIK, user_id: USER_ID, password: PASSWORD, ip_user: IP_USER, threshold: TRESHOLD}, " +
	"threshold: 80, threshold_type: string, date_format: dd-mm-yyyy, elements: [" +
	"{element: nama_lengkap, key: NAMA_LGKP, sesuai: 98, mirip: 85}, {element: tanggal_lahir, key: TGL_LHR}, {element: rt, key: NO_RT, digits: 3}]}"

func TestKesesuaianIsConfiguredInASectionOfItsOwn(t *testing.T) {
	c, err := config.Parse([]byte(valid(t)), []string{conformity})
	if err != nil {
		t.Fatal(err)
	}
	got := c.Registry.Conformity
	if got.Keys.UserID != "USER_ID" || got.Keys.Threshold != "TRESHOLD" || got.Threshold != 80 || len(got.Elements) != 3 {
		t.Errorf("%+v", got)
	}
	if e := got.Elements[0]; e.Element != resident.NamaLengkap || e.Sesuai != 98 || e.Mirip != 85 {
		t.Errorf("%+v", e)
	}
}

func TestKesesuaianNeedsItsSection(t *testing.T) {
	environ := []string{"SIMPUL_REGISTRY__METHOD=kesesuaian", "SIMPUL_AGREEMENT__ADDENDUM={number: A-1, date: 2026-01-31}"}
	if got := complaints(t, valid(t), environ...); !slices.Equal(got, []string{"registry.conformity: is missing, but registry.method is kesesuaian"}) {
		t.Error(got)
	}
	if _, err := config.Parse([]byte(valid(t)), append(environ, conformity)); err != nil {
		t.Error(err)
	}
}

func TestSettingsOfKesesuaianThatCannotWorkAreRefused(t *testing.T) {
	for _, row := range []struct{ old, replacement, want string }{
		{"path: /d", "path: d", "registry.conformity.path: must start with /"},
		{"nik: NIK, ", "", "registry.conformity.keys.nik: is missing"},
		{", threshold: TRESHOLD", "", "registry.conformity.keys.threshold: is missing"},
		{"threshold: 80", "threshold: 0", "registry.conformity.threshold: must be at least 1"},
		{"threshold: 80", "threshold: -1", "registry.conformity.threshold: must be at least 1"},
		{"type: string", "type: text", "registry.conformity.threshold_type: must be one of: string number"},
		{"dd-mm-yyyy", "yyyymmdd", "registry.conformity.date_format: must be one of: dd-mm-yyyy dd/mm/yyyy yyyy-mm-dd"},
		{"element: rt", "element: agama", "registry.conformity.elements[2].element: is no element of the agreement that can be claimed"},
		{"element: rt", "element: nik", "registry.conformity.elements[2].element: is no element of the agreement that can be claimed"},
		{"element: rt", "element: nama_lengkap", "registry.conformity.elements: holds an entry twice"},
		{"key: NO_RT", "key: ''", "registry.conformity.elements[2].key: is missing"},
		{"key: NO_RT", "key: nama_lgkp", "registry.conformity: two keys are spelt alike: one would overwrite the other"},
		{"key: NO_RT", "key: Treshold", "registry.conformity: two keys are spelt alike: one would overwrite the other"},
		{"digits: 3", "digits: 5", "registry.conformity.elements[2].digits: must be at most 4"},
		{"mirip: 85", "mirip: 79", "registry.conformity.elements[0]: thresholds must rise: conformity.threshold, mirip, sesuai; the registry itself differs below the first"},
		{"mirip: 85", "mirip: 99", "registry.conformity.elements[0]: thresholds must rise: conformity.threshold, mirip, sesuai; the registry itself differs below the first"},
		{"sesuai: 98, mirip: 85", "sesuai: 79", "registry.conformity.elements[0]: thresholds must rise: conformity.threshold, mirip, sesuai; the registry itself differs below the first"},
		{"key: TGL_LHR", "key: TGL_LHR, mirip: 90", "registry.conformity.elements[1]: a birth date or sex is the same or differs: it has no thresholds of its own"},
		{"{element: tanggal_lahir, key: TGL_LHR}, ", "", "registry.conformity.elements: lack tanggal_lahir, without which nothing can be judged and each question is a hit for nothing"},
	} {
		if strings.Count(conformity, row.old) != 1 {
			t.Fatalf("%q stands %d times", row.old, strings.Count(conformity, row.old))
		}
		got := complaints(t, valid(t), strings.Replace(conformity, row.old, row.replacement, 1))
		if !slices.Equal(got, []string{row.want}) {
			t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), row.want)
		}
	}
}

func TestTheSourceAddressIsNeededWhereverAKeyNamesIt(t *testing.T) {
	text := strings.Replace(changed(t, "    ip_user: ip_user\n", ""), "  ip_user: 192.0.2.30\n", "", 1)
	want := []string{"registry.ip_user: is missing, but conformity.keys.ip_user names its key"}
	if got := complaints(t, text, conformity); !slices.Equal(got, want) {
		t.Error(got)
	}
	if _, err := config.Parse([]byte(text), []string{strings.Replace(conformity, ", ip_user: IP_USER", "", 1)}); err != nil {
		t.Error(err)
	}
}
