package bridge_test

import (
	"bufio"
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"simpul/reader-bridge/bridge/bridgetest"
)

// asBytes is a call as it comes over the wire; a token is put where TOKEN stands.
const asBytes = "POST /v1/cards/read HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer TOKEN\r\nContent-Type: application/json\r\nContent-Length: 188\r\n\r\n" +
	`{"reader":"loket-1","elements":["nik","nama_lengkap"],"consent":{"read":true,"store":false},"holder_present":true,` +
	`"application":"k1.aplikasi-uji-aplikas01","nonce":"nonce-uji","wait_s":60}`

// FuzzHTTP: whatever comes over the wire, it neither breaks the bridge nor is repeated, and no reader without a card gives one.
func FuzzHTTP(f *testing.F) {
	d := newDesk(f, bridgetest.Options{})
	for _, path := range []string{"/healthz", "/v1/readers", "/v1/events", "//v1/readers?a=b", "*", "http://x/v1/cards/read"} {
		f.Add([]byte("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n"))
	}
	f.Add([]byte("GET A:0 HTTP/1.0\n\n")) // a call without a path
	f.Add([]byte(asBytes))
	f.Add([]byte(strings.Replace(asBytes, "Host: x", "Host: x\r\nOrigin: null", 1)))
	f.Add([]byte(strings.Replace(asBytes, "Content-Length: 188", "Transfer-Encoding: chunked", 1)))
	over, stop := context.WithCancel(f.Context())
	stop() // nobody waits
	f.Fuzz(func(t *testing.T, raw []byte) {
		r, err := http.ReadRequest(bufio.NewReader(bytes.NewReader(raw)))
		if err != nil {
			return // net/http answers by itself
		}
		if authorization := r.Header.Get("Authorization"); strings.Contains(authorization, "TOKEN") {
			r.Header.Set("Authorization", strings.Replace(authorization, "TOKEN", d.token(t), 1))
		}
		w := httptest.NewRecorder()
		d.Bridge.ServeHTTP(w, r.WithContext(over))
		d.judge(t, r, w, string(raw))
	})
}

func (d *desk) judge(t *testing.T, r *http.Request, w *httptest.ResponseRecorder, raw string) {
	t.Helper()
	reads := r.Method == http.MethodPost
	if w.Code == 0 || w.Code == http.StatusInternalServerError || 300 <= w.Code && w.Code < 400 || reads && w.Code == 200 {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if w.Header().Get("Cache-Control") != "no-store" {
		t.Error("it may be kept")
	}
	told := w.Body.String() + d.Log.String()
	d.Log.Forget()
	for _, part := range strings.Fields(raw) {
		if len(part) > 30 && !strings.Contains(asBytes, part) && strings.Contains(told, part) {
			t.Error("it is repeated")
		}
	}
}
