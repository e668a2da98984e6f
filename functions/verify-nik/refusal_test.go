package main

import (
	"bytes"
	"crypto"
	"crypto/ed25519"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"simpul/functions/functiontest"
	"simpul/lib/admission"
	"simpul/lib/agreement"
	"simpul/lib/identity"
	"simpul/lib/identity/identitytest"
	"simpul/lib/registry/registrytest"
)

// hidden is a NIK where none belongs.
const hidden = "3303990101907777"

// refused fails unless a is that problem, cost nothing, reached nobody and repeats nothing.
func (b *bench) refused(t *testing.T, name string, a functiontest.Answer, status int, code string) {
	t.Helper()
	if a.Code != status || a.Problem != "urn:simpul:problem:"+code {
		t.Errorf("%s: %d %s %v, expected %d %s", name, a.Code, a.Problem, a.Fields, status, code)
	}
	if b.Registry.Calls() != 0 {
		t.Fatalf("%s: the registry was asked", name)
	}
	for _, secret := range []string{hidden, "330399", "PENANDA"} {
		if strings.Contains(a.Text, secret) || strings.Contains(b.Log.String(), secret) || strings.Contains(fmt.Sprint(a.Header), secret) {
			t.Errorf("%s: %q is echoed or logged", name, secret)
		}
	}
}

func TestTokensAreRefusedEachForItsReason(t *testing.T) { // JUKNIS-II.E.6, VI.E
	b := newBench(t, nil)
	sample := registrytest.Samples()[0]
	good := b.Key.Claims(time.Now(), "petugas-01", identity.ScopeVerify)
	issue := func(c identitytest.Claims) string {
		token, err := identitytest.Issue(b.Key, c)
		if err != nil {
			t.Fatal(err)
		}
		return token
	}
	forge := func(method jwt.SigningMethod, key any, kid string) string {
		token, err := identitytest.Forge(method, key, map[string]any{"kid": kid}, good)
		if err != nil {
			t.Fatal(err)
		}
		return token
	}
	stranger, err := identitytest.NewKey("perizinan-2", identitytest.EdDSA)
	if err != nil {
		t.Fatal(err)
	}
	for name, row := range map[string]struct {
		token  string
		status int
		code   string
	}{
		"none":                   {"", 401, "token_tidak_ada"},
		"garbage":                {"PENANDA", 401, "token_tidak_sah"},
		"wrong audience":         {issue(good.With("aud", "lain")), 401, "token_tidak_sah"},
		"unknown frontend":       {issue(good.With("azp", "luar")), 403, "frontend_tidak_terdaftar"},
		"expired":                {issue(good.With("exp", time.Now().Add(-time.Hour).Unix())), 401, "token_kedaluwarsa"},
		"too long":               {issue(good.With("exp", time.Now().Add(13*time.Hour).Unix())), 401, "token_tidak_sah"},
		"alg none":               {forge(jwt.SigningMethodNone, jwt.UnsafeAllowNoneSignatureType, b.Key.ID), 401, "token_tidak_sah"},
		"HS256 with public key":  {forge(jwt.SigningMethodHS256, publicPEM(t, b.Key.Private), b.Key.ID), 401, "token_tidak_sah"},
		"unknown kid":            {forge(jwt.SigningMethodEdDSA, stranger.Private, stranger.ID), 401, "token_tidak_sah"},
		"known kid, foreign key": {forge(jwt.SigningMethodEdDSA, stranger.Private, b.Key.ID), 401, "token_tidak_sah"},
		"unknown operator":       {issue(good.With("sub", "petugas-99")), 403, "petugas_tidak_terdaftar"},
		"inactive operator":      {issue(good.With("sub", "petugas-nonaktif")), 403, "petugas_tidak_aktif"},
		"no NDA":                 {issue(good.With("sub", "petugas-tanpa-nda")), 403, "nda_belum_ada"},
		"assignment over":        {issue(good.With("sub", "petugas-selesai")), 403, "penugasan_berakhir"},
		"scope not in the token": {issue(good.With("scope", "quota:read")), 403, "kewenangan_kurang"},
		"a NIK as operator":      {issue(good.With("sub", hidden)), 403, "petugas_tidak_terdaftar"},
	} {
		a := b.Do(functiontest.Call{Token: row.token, Body: of(sample.NIK, nil)})
		b.refused(t, name, a, row.status, row.code)
		if row.status == 401 && a.Header.Get("WWW-Authenticate") == "" {
			t.Errorf("%s: 401 without WWW-Authenticate (RFC 9110 §11.6.1)", name)
		}
	}
}

func publicPEM(t *testing.T, private crypto.Signer) []byte {
	t.Helper()
	der, err := x509.MarshalPKIXPublicKey(private.Public().(ed25519.PublicKey))
	if err != nil {
		t.Fatal(err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der})
}

func TestAScopeBeyondWhatTheKeyMayGrantIsNotGranted(t *testing.T) {
	b := newBench(t, map[string]string{"SIMPUL_IDENTITY__KEYS": "[{kid: perizinan-1, issuer: 'urn:simpul:frontend:perizinan-1', scopes: [quota:read]}]"})
	b.refused(t, "key grants quota:read only", b.ask(of(registrytest.Samples()[0].NIK, nil)), 403, "kewenangan_kurang")
}

func TestEveryWrongFieldIsNamedAtOnce(t *testing.T) { // JUKNIS-II.B.1: a typing error costs no hit
	b := newBench(t, nil)
	body := map[string]any{
		"nik": "12", "application_number": "", "subject_role": "tetangga", "identity_document": "sim", "show": []string{"agama"},
		"claimed": map[string]any{"tanggal_lahir": "kemarin", "nama_lengkap": "X " + hidden},
	}
	a := b.ask(body)
	b.refused(t, "many", a, 422, "isian_salah")
	var names []string
	for _, f := range a.Fields {
		names = append(names, f.Name)
	}
	for _, want := range []string{"nik", "application_number", "licence_type", "subject_role", "identity_document", "show[0]", "claimed.nama_lengkap", "claimed.tanggal_lahir"} {
		if !slices.Contains(names, want) {
			t.Errorf("%s is not named in %v", want, names)
		}
	}
}

func TestBadInputIsRefusedBeforeItCosts(t *testing.T) {
	b := newBench(t, nil)
	nik := registrytest.Samples()[0].NIK
	deep := []byte(strings.Repeat(`{"claimed":`, 1000) + "1" + strings.Repeat("}", 1000)) // whole, and within 16 KiB
	rows := map[string]struct {
		body   any
		status int
		code   string
	}{
		"NIK with letters":      {of("33039901019A7777", nil), 422, "isian_salah"},
		"NIK with 15 digits":    {of("330399010190777", nil), 422, "isian_salah"},
		"NIK with 17 digits":    {of("33039901019077771", nil), 422, "isian_salah"},
		"NIK with 31 February":  {of("3303993102907777", nil), 422, "isian_salah"},
		"NIK as a number":       {[]byte(`{"nik":3303990101907777}`), 422, "isian_salah"},
		"unknown field":         {of(nik, nil, "agama", "PENANDA"), 422, "isian_salah"},
		"unknown field, hidden": {of(nik, nil, hidden, 1), 422, "isian_salah"},
		"wrong type":            {of(nik, nil, "show", "PENANDA"), 422, "isian_salah"},
		"callback in the body":  {of(nik, nil, "callback_url", "http://192.0.2.1/PENANDA"), 422, "isian_salah"},
		"2 MB":                  {bytes.Repeat([]byte("A"), 2<<20), 413, "permintaan_terlalu_besar"},
		"deep nesting":          {deep, 400, "permintaan_rusak"},
		"invalid UTF-8":         {[]byte("{\"nik\":\"\xff\xfe\"}"), 400, "permintaan_rusak"},
		"empty body":            {[]byte{}, 400, "permintaan_rusak"},
		"no JSON":               {[]byte("PENANDA"), 400, "permintaan_rusak"},
		"a list":                {[]byte("[1]"), 400, "permintaan_rusak"},
		"two documents":         {[]byte("{}{}"), 400, "permintaan_rusak"},
		"duplicate name":        {[]byte(`{"nik":"1","nik":"2"}`), 400, "permintaan_rusak"},
		"number with a blank":   {of(nik, nil, "application_number", "503/0001/2026 "), 422, "isian_salah"},
		"licence not listed":    {of(nik, nil, "licence_type", "izin_praktik_dokter"), 403, "jenis_izin_tidak_terdaftar"},
		"role not agreed":       {of(nik, nil, "subject_role", "kuasa"), 403, "peran_tidak_diizinkan"},
	}
	for name, row := range rows {
		b.refused(t, name, b.ask(row.body), row.status, row.code)
	}
}

func TestANIKHiddenAnywhereElseIsRefusedAndNotEchoed(t *testing.T) { // design.md: identifiers with 16 digits are refused
	b := newBench(t, nil)
	nik := registrytest.Samples()[0].NIK
	for _, field := range []string{"application_number", "licence_type", "subject_role", "identity_document"} {
		b.refused(t, field, b.ask(of(nik, nil, field, hidden)), 422, "isian_salah")
		b.refused(t, field+", spaced", b.ask(of(nik, nil, field, "3303 9901 0190 7777")), 422, "isian_salah")
	}
	for element := range registrytest.People()[0].Elements() {
		b.refused(t, element, b.ask(of(nik, map[string]string{element: "x " + hidden})), 422, "isian_salah")
	}
	for _, key := range []string{hidden, "a-" + hidden, "3303-9901-0190-7777", "a b", "é", strings.Repeat("k", 129)} {
		a := b.Do(functiontest.Call{Token: b.token, Body: of(nik, nil), Header: map[string]string{"Idempotency-Key": key}})
		b.refused(t, "Idempotency-Key", a, 422, "isian_salah")
	}
	refusedHeaders := map[string]string{"X-Callback-Url": "http://192.0.2.1/" + hidden}
	b.refused(t, "X-Callback-Url", b.Do(functiontest.Call{Token: b.token, Body: of(nik, nil), Header: refusedHeaders}), 400, "callback_ditolak")
	b.refused(t, "query", b.Do(functiontest.Call{Token: b.token, Body: of(nik, nil), Query: "nik=" + hidden}), 422, "isian_salah")
	ignored := map[string]string{"X-Call-Id": hidden, "User-Agent": hidden, "X-Request-Id": hidden, "Cookie": "a=" + hidden, "X-Forwarded-For": hidden, "X-Timeout": hidden}
	for name, value := range maps.All(ignored) {
		a := b.Do(functiontest.Call{Body: of(nik, nil), Header: map[string]string{name: value}})
		b.refused(t, name, a, 401, "token_tidak_ada")
	}
}

func TestACallIDMadeOfANIKsDigitsIsReplaced(t *testing.T) { // it is logged and echoed
	b := newBench(t, nil)
	for _, id := range []string{"33039901-0190-7777-8000-000000000000", "aaaa3303-9901-0190-7777-aaaaaaaaaaaa"} {
		a := b.Do(functiontest.Call{Body: of(registrytest.Samples()[0].NIK, nil), Header: map[string]string{"X-Call-Id": id}})
		b.refused(t, id[:8], a, 401, "token_tidak_ada")
		if a.Header.Get("X-Call-Id") == id || strings.Contains(b.Log.String(), id) {
			t.Error("the id was kept")
		}
	}
}

func TestOtherMethodsAndTypesAreNotServed(t *testing.T) {
	b := newBench(t, nil)
	a := b.Do(functiontest.Call{Method: http.MethodPut, Token: b.token})
	b.refused(t, "PUT", a, 405, "metode_http_salah")
	if a.Header.Get("Allow") != "POST" {
		t.Errorf("Allow: %q", a.Header.Get("Allow"))
	}
	a = b.Do(functiontest.Call{Token: b.token, Body: []byte("nik=1"), Header: map[string]string{"Content-Type": "application/x-www-form-urlencoded"}})
	b.refused(t, "form", a, 415, "tipe_konten_salah")
}

func TestOutsideTheAgreementNobodyAsks(t *testing.T) { // PKS-4
	for code, environ := range map[string]map[string]string{
		"perjanjian_belum_berlaku": {"SIMPUL_AGREEMENT__VALID_FROM": "2098-01-01", "SIMPUL_AGREEMENT__VALID_UNTIL": "2099-01-01"},
		"perjanjian_berakhir":      {"SIMPUL_AGREEMENT__VALID_FROM": "2020-01-01", "SIMPUL_AGREEMENT__VALID_UNTIL": "2021-01-01"},
	} {
		t.Run(code, func(t *testing.T) {
			b := newBench(t, environ)
			b.refused(t, code, b.ask(of(registrytest.Samples()[0].NIK, nil)), 403, code)
		})
	}
}

func TestBridgingLetsAccessGoOnWhileAnExtensionIsPending(t *testing.T) { // PKS-4, SPTJM
	b := newBench(t, map[string]string{
		"SIMPUL_AGREEMENT__VALID_FROM": "2020-01-01", "SIMPUL_AGREEMENT__VALID_UNTIL": "2021-01-01",
	})
	bridge := func(until string) {
		b.Order(t, func(a *admission.Admission, why admission.Basis) error {
			why.Paper, why.PaperDate = "SPTJM-1", dateOf(t, "2020-12-01")
			return a.Bridge(t.Context(), dateOf(t, until), why)
		})
	}
	sample := registrytest.Samples()[0]
	bridge("2021-06-01")
	b.refused(t, "the bridging is over, too", b.ask(of(sample.NIK, nil)), 403, "perjanjian_berakhir")
	bridge("2099-01-01")
	if a := b.ask(of(sample.NIK, sample.Claimed)); a.Code != http.StatusOK {
		t.Errorf("%d %s", a.Code, a.Problem)
	}
}

func TestWithoutAnAddendumOnlyTheWebPortalStarts(t *testing.T) { // JUKNIS-II.C.1, II.C.3
	functiontest.New(t, root, map[string]string{
		"SIMPUL_REGISTRY__SIMULATOR": "false", "SIMPUL_AGREEMENT__POC_LETTER": "{number: POC-1, date: 2026-01-31}", "SIMPUL_REDIS__TIMEOUT": "5s",
	})
	starts := func(method string) error {
		t.Setenv("SIMPUL_REGISTRY__METHOD", method)
		f, err := build(t.Context())
		if err != nil {
			return err
		}
		return f.Close(t.Context())
	}
	for _, method := range []string{agreement.MethodLookup, agreement.MethodKesesuaian} {
		if err := starts(method); err == nil || !strings.Contains(err.Error(), "JUKNIS-II.C.3") {
			t.Errorf("%s started without an addendum: %v", method, err)
		}
	}
	if err := starts(agreement.MethodWebPortal); err != nil {
		t.Errorf("what is granted today: %v", err)
	}
	t.Setenv("SIMPUL_AGREEMENT__ADDENDUM", "{number: ADD-1, date: 2026-01-31}")
	for _, method := range methods {
		if err := starts(method); err != nil {
			t.Errorf("%s with an addendum: %v", method, err)
		}
	}
}

func dateOf(t testing.TB, s string) agreement.Date {
	t.Helper()
	d, err := agreement.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
