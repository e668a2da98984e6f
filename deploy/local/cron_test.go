package main

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestTheDutyIsCalledAsASchedulerDoes(t *testing.T) {
	status := http.StatusOK
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost || r.URL.Path != "/function/quota-check" || r.ContentLength != 0 || r.Header.Get("Authorization") != "" {
			t.Errorf("%s %s, %d bytes", r.Method, r.URL.Path, r.ContentLength)
		}
		w.WriteHeader(status)
	}))
	defer server.Close()
	if err := duty(t.Context(), server.URL+"/function/quota-check"); err != nil {
		t.Error(err)
	}
	status = http.StatusServiceUnavailable
	if err := duty(t.Context(), server.URL+"/function/quota-check"); err == nil {
		t.Error("a refusal passed")
	}
}
