package main

import (
	"fmt"
	"maps"
	"net/http"
	"os"
	"strings"
	"testing"

	"simpul/functions/functiontest"
	"simpul/lib/agreement"
	"simpul/lib/identity"
	"simpul/lib/registry/othertest"
)

// expectations of the other registry's faults, as this house answers them.
var otherFaults = map[string]string{
	othertest.FaultLogin:        "gagal_login",
	othertest.FaultQuota:        "kuota_habis",
	othertest.FaultInstitution:  "instansi_tidak_aktif",
	othertest.FaultUser:         "user_id_non_aktif",
	othertest.FaultIP:           "alamat_ip_ditolak",
	othertest.FaultUnregistered: "alamat_ip_ditolak",
	othertest.FaultHours:        "di_luar_jam_akses",
	othertest.FaultIncomplete:   "permintaan_tidak_lengkap",
	othertest.FaultUnknown:      "tidak_dikenal",
}

// methods are the three ways to the registry.
var methods = []string{agreement.MethodWebPortal, agreement.MethodLookup, agreement.MethodKesesuaian}

// otherMethods is what an office with the independent registry writes into its configuration for each method, beside what all
// three need.
func otherMethods(server *othertest.Server) map[string]map[string]string {
	return map[string]map[string]string{
		agreement.MethodLookup: {
			"SIMPUL_REGISTRY__PATH": server.Path(),
			"SIMPUL_REGISTRY__KEYS": "{nik: NIK, user_id: user_id, password: password, ip_user: IP_USER}",
		},
		agreement.MethodKesesuaian: {
			"SIMPUL_REGISTRY__CONFORMITY__PATH":           server.ConformityPath(),
			"SIMPUL_REGISTRY__CONFORMITY__KEYS":           "{nik: NIK, user_id: user_id, password: password, ip_user: ip_user, threshold: treshold}",
			"SIMPUL_REGISTRY__CONFORMITY__THRESHOLD":      "85",
			"SIMPUL_REGISTRY__CONFORMITY__THRESHOLD_TYPE": "number",
			"SIMPUL_REGISTRY__CONFORMITY__DATE_FORMAT":    "dd/mm/yyyy",
			"SIMPUL_REGISTRY__CONFORMITY__ELEMENTS": `[{element: nama_lengkap, key: NAMA_LGKP}, {element: jenis_kelamin, key: JENIS_KLMIN},
				{element: tempat_lahir, key: TMPT_LHR}, {element: tanggal_lahir, key: TGL_LHR}, {element: status_perkawinan, key: STATUS_KAWIN},
				{element: pekerjaan, key: JENIS_PKRJN}, {element: alamat, key: ALAMAT}, {element: provinsi, key: PROP_NAME},
				{element: kabupaten, key: KAB_NAME}, {element: kode_kecamatan, key: NO_KEC}, {element: kecamatan, key: KEC_NAME},
				{element: kelurahan, key: KEL_NAME}, {element: rt, key: NO_RT}, {element: rw, key: NO_RW}]`,
		},
		agreement.MethodWebPortal: {},
	}
}

// newOther is a counter whose registry is the independent one, reached by configuration alone.
func newOther(t *testing.T, method string) (*bench, *othertest.Server) {
	t.Helper()
	server, err := othertest.Start(othertest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Close(); err != nil {
			t.Error(err)
		}
	})
	header, value := server.ExtraHeader()
	settings := map[string]string{
		"SIMPUL_REGISTRY__METHOD":              method,
		"SIMPUL_REGISTRY__SIMULATOR":           "false",
		"SIMPUL_AGREEMENT__ADDENDUM":           "{number: ADD-1, date: 2026-01-31}",
		"SIMPUL_AGREEMENT__POC_LETTER":         "{number: POC-1, date: 2026-01-31}",
		"SIMPUL_REGISTRY__URL":                 server.URL(),
		"SIMPUL_REGISTRY__IP_USER":             server.IPUser(),
		"SIMPUL_REGISTRY__HEADER":              fmt.Sprintf("{name: %s, value_file: registry-header}", header),
		"SIMPUL_AGREEMENT__QUOTA__DAILY_LIMIT": "1000",
		"SIMPUL_REDIS__TIMEOUT":                "5s",
	}
	maps.Copy(settings, otherMethods(server)[method])
	rig := functiontest.New(t, root, settings)
	rig.Write(t, "registry-header", value)
	rig.Write(t, "registry-ca", string(server.CAPEM()))
	rig.Write(t, "registry-user-id", server.UserID())
	rig.Write(t, "registry-password", server.Password())
	profile, err := os.ReadFile(root + "/lib/registry/webportal/testdata/other.yaml")
	if err != nil {
		t.Fatal(err)
	}
	rig.Write(t, "portal-profile", string(profile))
	rig.Initialise(t, 0)
	return &bench{rig, rig.Serve(t, "verify-nik", build), rig.Token(t, identity.ScopeVerify, identity.ScopeView)}, server
}

func TestAnotherRegistryNeedsConfigurationAlone(t *testing.T) { // wire §1, §2, §6: every office's variant differs
	for _, method := range methods {
		t.Run(method, func(t *testing.T) {
			b, server := newOther(t, method)
			for _, person := range server.People() {
				if person.Fault == "" {
					b.asksOther(t, server, method, person)
				}
			}
			if strings.Contains(b.Log.String(), server.Marker()) {
				t.Error("an element beyond the agreement was logged")
			}
		})
	}
}

// asksOther wants the truth about person, and nothing beyond the agreement.
func (b *bench) asksOther(t *testing.T, server *othertest.Server, method string, person othertest.Person) {
	t.Helper()
	var show []any
	if method != agreement.MethodKesesuaian { // which has nothing to show
		show = []any{"show", []string{"nama_lengkap", "tanggal_lahir", "nik"}}
	}
	a := b.ask(of(person.NIK, claimOf(person), show...))
	if strings.HasPrefix(person.Group, "empty array") && method != agreement.MethodWebPortal {
		// The wire facts leave open what an empty list says about a person. This house never guesses: unknown.
		if a.Code != http.StatusBadGateway || !strings.HasSuffix(a.Problem, "tidak_dikenal") {
			t.Errorf("%s: %d %s", person.Group, a.Code, a.Problem)
		}
		return
	}
	if a.Code != http.StatusOK || a.Status != person.Status {
		t.Errorf("%s: %d %s %s, expected %s", person.Group, a.Code, a.Problem, a.Status, person.Status)
		return
	}
	if a.Status == othertest.Found && (a.Verdict != "sesuai" || differing(a) != "") {
		t.Errorf("%s: %s, but for %s", person.Group, a.Verdict, differing(a))
	}
	if strings.Contains(a.Text, server.Marker()) {
		t.Errorf("%s: an element beyond the agreement came through", person.Group)
	}
}

func TestAnotherRegistrysFaultsAreKnown(t *testing.T) { // JUKNIS-II.C.2b.3, wire §1.8, §1.9
	for _, method := range methods {
		t.Run(method, func(t *testing.T) { otherFaultsAreKnown(t, method) })
	}
}

func otherFaultsAreKnown(t *testing.T, method string) {
	b, server := newOther(t, method)
	seen := map[string]bool{}
	for _, person := range server.People() {
		if person.Fault == "" {
			continue
		}
		seen[person.Fault] = true
		before := server.Questions()
		a := b.ask(of(person.NIK, nil))
		if !strings.HasSuffix(a.Problem, otherFaults[person.Fault]) {
			t.Errorf("%s: %d %s, expected %s", person.Group, a.Code, a.Problem, otherFaults[person.Fault])
		}
		if server.Questions() != before+1 {
			t.Errorf("%s: %d questions", person.Group, server.Questions()-before)
		}
		b.Initialise(t, 0) // what it closed is open again
		b.Resume(t)
	}
	if len(seen) != len(otherFaults) {
		t.Errorf("only %d of %d faults were met", len(seen), len(otherFaults))
	}
}

func claimOf(p othertest.Person) map[string]string {
	return map[string]string{
		"nama_lengkap": p.FullName, "tanggal_lahir": p.BirthDate, "jenis_kelamin": p.Sex, "tempat_lahir": p.BirthPlace,
		"status_perkawinan": p.MaritalStatus, "pekerjaan": p.Occupation, "alamat": p.Alamat,
		"provinsi": p.ProvinceName, "kabupaten": p.KabupatenName, "kode_kecamatan": p.KecamatanCode,
		"kecamatan": p.KecamatanName, "kelurahan": p.KelurahanName, "rt": p.RT, "rw": p.RW,
	}
}

func differing(a functiontest.Answer) string {
	var names []string
	for name, band := range a.Elements {
		if band != "sesuai" && band != "tidak_diisi" {
			names = append(names, name+"="+band)
		}
	}
	return strings.Join(names, " ")
}
