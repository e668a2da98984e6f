package main

import (
	"encoding/json"
	"fmt"

	"simpul/deploy/local/stack"
	"simpul/lib/registry/registrytest"
)

// body is a verification of a sample, as a frontend would send it.
func body(sample registrytest.Sample, application string) ([]byte, error) {
	return json.Marshal(map[string]any{
		"nik":                sample.NIK,
		"application_number": application,
		"licence_type":       sample.LicenceType,
		"subject_role":       sample.SubjectRole,
		"identity_document":  "ktp-el",
		"claimed":            sample.Claimed,
	})
}

// printHelp shows what to type next.
func printHelp(s *stack.Stack, o stack.Options) {
	call, err := body(registrytest.Samples()[0], "503/0001/2026")
	if err != nil {
		return
	}
	fmt.Printf(`
Semua orang di sini rekaan: angka kecamatan 99 tidak ada. Coba di terminal lain:

  TOKEN=$(make -s token OPERATOR=petugas-01 SCOPE="nik:verify quota:read balikan:submit")
  curl -s %s/function/verify-nik -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \
    -d '%s'
  curl -s %s/function/submit-balikan -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \
    -d '{"units": [{"application_number": "503/0001/2026", "nik": "%s", "access_ids": ["…"], "receipt": "…",
         "licences": [{"number": "REKAAN/0001/2026", "type": "nib"}]}]}'      # access_id dan receipt dari jawaban di atas
  curl -s %s/function/quota-check -H "Authorization: Bearer $TOKEN"
  make -s samples      # contoh lain
  make card NIK=…      # letakkan KTP-el contoh itu di pembaca; lalu panggil dengan isian ini:
                       #   "reader": "loket-1", "consent": {"read": true, "store": false}, "holder_present": true
  make report PERIOD=2026-S2 FORMAT=pdf      # laporan semester (PKS 8.1)
  make demo            # alur pelayanan dari awal sampai akhir

Catatan proses: %s/log. Berhenti: Ctrl-C.
`, s.URL, call, s.URL, registrytest.Samples()[0].NIK, s.URL, o.State)
}
