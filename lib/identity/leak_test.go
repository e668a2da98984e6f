package identity_test

import (
	"fmt"
	"strings"
	"testing"

	"simpul/lib/identity"
	"simpul/lib/identity/identitytest"
	"simpul/lib/problem"
)

const marker = "Penanda9Rahasia"

// Whatever part of a header or token holds the marker, neither error nor document nor log may repeat it (PKS-2.2g).
func TestNothingFromAHeaderOrTokenComesBack(t *testing.T) {
	w := newWorld(t, identitytest.EdDSA)
	headers := []string{marker, "Basic " + marker, "Bearer " + marker, "Bearer " + marker + ".b.c", w.header(w.key, w.claims()) + marker}
	for _, claim := range []string{"iss", "aud", "azp", "sub", "jti", "exp", "iat", "nbf", "scope", "extra"} {
		headers = append(headers, w.header(w.key, w.claims().With(claim, marker)), w.header(w.key, w.claims().With(claim, []any{marker, 1})))
	}
	for _, name := range []string{"kid", "alg", "typ", "crit", "jku"} {
		token, err := identitytest.Forge(w.key.Method(), w.key.Private, map[string]any{"kid": w.key.ID, name: marker}, w.claims())
		must(t, err)
		headers = append(headers, "Bearer "+token)
	}
	refused := 0
	for _, header := range headers {
		if _, err := w.Authenticate(header); err != nil {
			refused++
			p := problem.As(err)
			if out := fmt.Sprintf("%v %+v %s %v", err, p, p.Body(""), p.Cause); strings.Contains(out, marker) {
				t.Errorf("repeated: %s", out)
			}
		}
	}
	if refused < len(headers)-6 { // jti, scope, two extra, typ and jku may say what they like
		t.Errorf("only %d of %d were refused", refused, len(headers))
	}
	if w.log.String() != "" {
		t.Errorf("a caller's mistake reached the log: %s", w.log.String())
	}
}

func FuzzAuthenticate(f *testing.F) {
	w := newWorld(f, identitytest.EdDSA)
	fine := w.header(w.key, w.claims(identity.ScopeVerify))
	for _, header := range []string{
		"", "Bearer ", "Bearer a.b.c", "Basic YTpi", fine, fine[:len(fine)-2], strings.ReplaceAll(fine, ".", ".."), strings.ToLower(fine),
		w.header(w.key, w.claims().With("exp", 1)), w.header(w.key, w.claims().With("sub", nil)), w.header(w.key, identitytest.Claims{}),
		"Bearer bnVsbA.bnVsbA.bnVsbA", "Bearer e30.e30.", "Bearer eyJhbGciOiJub25lIn0.e30.", "Bearer eyJhbGciOiJFZERTQSIsImtpZCI6W119.e30.AA",
	} {
		f.Add(header)
	}
	f.Fuzz(func(t *testing.T, header string) {
		caller, err := w.Authenticate(header)
		if err == nil {
			if caller.Operator != officer || !strings.HasPrefix(header, "Bearer ") {
				t.Fatalf("%+v", caller)
			}
			return
		}
		if p := problem.As(err); p.Status() != 401 && p.Status() != 403 || caller != (identity.Caller{}) {
			t.Fatalf("%v, %+v", err, caller)
		}
		if token := strings.TrimPrefix(header, "Bearer "); len(token) > 20 && strings.Contains(err.Error(), token) {
			t.Fatalf("the error repeats the token: %v", err)
		}
	})
}

func FuzzSecretFiles(f *testing.F) {
	w := newWorld(f, identitytest.EdDSA)
	must(f, identitytest.WriteReceiptKeys(w.dir, "k1"))
	for _, name := range []string{identitytest.JWKSFile, identitytest.OperatorsFile, identitytest.ReceiptFile} {
		f.Add(readFile(f, w.dir, name))
	}
	f.Add(`{"keys":[{"kty":"EC","crv":"P-256","kid":"kunci-1","alg":"ES256","x":"` + marker + `","y":"AA"}]}`)
	f.Add("operators:\n- {id: " + marker + "}\n")
	f.Add("k1:" + marker)
	f.Fuzz(func(t *testing.T, text string) {
		for _, name := range []string{identitytest.JWKSFile, identitytest.OperatorsFile, identitytest.ReceiptFile} {
			writeFile(t, w.dir+"/"+name, text)
		}
		_, receiptsErr := newReceipts(t, w.dir, &w.log)
		_, verifierErr := w.build()
		if verifierErr == nil && receiptsErr == nil {
			t.Fatal("one text is three kinds of file")
		}
		if out := fmt.Sprint(verifierErr, receiptsErr); strings.Contains(out, marker) {
			t.Fatalf("repeated: %s", out)
		}
	})
}

func BenchmarkAuthenticate(b *testing.B) {
	for _, algorithm := range []string{identitytest.EdDSA, identitytest.ES256} {
		b.Run(algorithm, func(b *testing.B) {
			w := newWorld(b, algorithm)
			header := w.header(w.key, w.claims(identity.ScopeVerify))
			for _, name := range []string{identitytest.JWKSFile, identitytest.OperatorsFile} {
				settle(b, w.dir, name)
			}
			b.ReportAllocs()
			for b.Loop() {
				if _, err := w.Authenticate(header); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
