package main

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"simpul/functions/functiontest"
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

// newOther is a counter whose registry is the independent one, reached by configuration alone.
func newOther(t *testing.T) (*bench, *othertest.Server) {
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
	rig := functiontest.New(t, root, map[string]string{
		"SIMPUL_REGISTRY__SIMULATOR":           "false",
		"SIMPUL_AGREEMENT__ADDENDUM":           "{number: ADD-1, date: 2026-01-31}",
		"SIMPUL_REGISTRY__URL":                 server.URL(),
		"SIMPUL_REGISTRY__PATH":                server.Path(),
		"SIMPUL_REGISTRY__IP_USER":             server.IPUser(),
		"SIMPUL_REGISTRY__KEYS":                "{nik: NIK, user_id: user_id, password: password, ip_user: IP_USER}",
		"SIMPUL_REGISTRY__HEADER":              fmt.Sprintf("{name: %s, value_file: registry-header}", header),
		"SIMPUL_AGREEMENT__QUOTA__DAILY_LIMIT": "1000",
	})
	rig.Write(t, "registry-header", value)
	rig.Write(t, "registry-ca", string(server.CAPEM()))
	rig.Write(t, "registry-user-id", server.UserID())
	rig.Write(t, "registry-password", server.Password())
	rig.Initialise(t, 0)
	return &bench{rig, rig.Serve(t, "verify-nik", build), rig.Token(t, identity.ScopeVerify, identity.ScopeView)}, server
}

func TestAnotherRegistryNeedsConfigurationAlone(t *testing.T) { // wire §1, §6: every office's variant differs
	b, server := newOther(t)
	for _, person := range server.People() {
		if person.Fault != "" {
			continue
		}
		a := b.ask(of(person.NIK, claimOf(person), "show", []string{"nama_lengkap", "tanggal_lahir", "nik"}))
		if strings.HasPrefix(person.Group, "empty array") {
			// The wire facts leave open what an empty list says about a person. This house never guesses: unknown.
			if a.Code != http.StatusBadGateway || !strings.HasSuffix(a.Problem, "tidak_dikenal") {
				t.Errorf("%s: %d %s", person.Group, a.Code, a.Problem)
			}
			continue
		}
		if a.Code != http.StatusOK || a.Status != person.Status {
			t.Errorf("%s: %d %s %s, expected %s", person.Group, a.Code, a.Problem, a.Status, person.Status)
			continue
		}
		if a.Status == othertest.Found && (a.Verdict != "sesuai" || differing(a) != "") {
			t.Errorf("%s: %s, but for %s", person.Group, a.Verdict, differing(a))
		}
		if strings.Contains(a.Text, server.Marker()) {
			t.Errorf("%s: an element beyond the agreement came through", person.Group)
		}
	}
	if strings.Contains(b.Log.String(), server.Marker()) {
		t.Error("an element beyond the agreement was logged")
	}
}

func TestAnotherRegistrysFaultsAreKnown(t *testing.T) { // JUKNIS-II.C.2b.3, wire §1.8, §1.9
	b, server := newOther(t)
	seen := map[string]bool{}
	for _, person := range server.People() {
		if person.Fault == "" {
			continue
		}
		seen[person.Fault] = true
		before := server.Calls()
		a := b.ask(of(person.NIK, nil))
		if !strings.HasSuffix(a.Problem, otherFaults[person.Fault]) {
			t.Errorf("%s: %d %s, expected %s", person.Group, a.Code, a.Problem, otherFaults[person.Fault])
		}
		if server.Calls() != before+1 {
			t.Errorf("%s: %d calls", person.Group, server.Calls()-before)
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
