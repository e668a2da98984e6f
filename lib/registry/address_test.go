package registry_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/netip"
	"strings"
	"testing"

	"simpul/lib/registry"
)

func TestAnAddressTheRegistryNamedIsShownToNobodyUnasked_SPTJM(t *testing.T) {
	address := registry.NewAddress(netip.MustParseAddr("192.0.2.77"))
	fault := &registry.Fault{Kind: registry.AddressRefused, Code: "04", ObservedAddress: address}
	var said bytes.Buffer
	log := slog.New(slog.NewJSONHandler(&said, nil))
	log.Info("call", "address", address, "fault", fault, "problem", fault.Problem())
	body, err := json.Marshal(map[string]any{"address": address, "problem": fault.Problem(), "fault": fault})
	if err != nil {
		t.Fatal(err)
	}
	said.Write(body)
	fmt.Fprintf(&said, "%v %+v %#v %s %q %d %v %+v", address, address, address, address, address, address, fault, *fault)
	if text := said.String(); strings.Contains(text, "192.0.2") {
		t.Errorf("shown: %s", text)
	}
	if address.RevealAddress() != "192.0.2.77" || address.Empty() {
		t.Error("the administrator cannot read it")
	}
}

func TestNoAddressIsNoText(t *testing.T) {
	var none registry.Address
	if !none.Empty() || none.RevealAddress() != "" {
		t.Error("the zero value is an address")
	}
}
