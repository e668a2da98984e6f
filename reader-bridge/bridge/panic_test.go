package bridge_test

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"simpul/lib/cardreader"
	"simpul/reader-bridge/bridge"
	"simpul/reader-bridge/bridge/bridgetest"
	"simpul/reader-bridge/smartcard"
)

// breaking is a desk that breaks, with something of a card in its words.
type breaking struct{ bridge.Desk }

func (breaking) Slots() ([]smartcard.Slot, error) { panic("PENANDA " + invented) }

func TestAPanicTellsNothing(t *testing.T) { // PKS-2.2j
	var log bridgetest.Buffer
	b := bridge.New(bridge.Options{Desk: breaking{}, Log: slog.New(slog.NewJSONHandler(&log, nil))})
	w := httptest.NewRecorder()
	b.ServeHTTP(w, httptest.NewRequest(http.MethodGet, cardreader.PathReaders, nil))
	if w.Code != http.StatusInternalServerError || !strings.Contains(w.Body.String(), "kesalahan_internal") || !strings.Contains(log.String(), "panic") {
		t.Error(w.Code, w.Body, log.String())
	}
	for _, marker := range []string{"PENANDA", invented} {
		if strings.Contains(w.Body.String()+log.String(), marker) {
			t.Error("it tells what broke")
		}
	}
}
