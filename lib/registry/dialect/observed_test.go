package dialect_test

import (
	"errors"
	"fmt"
	"testing"

	"simpul/lib/registry"
	"simpul/lib/registry/dialect"
)

// refused returns the fault of a statement.
func refused(t *testing.T, said dialect.Statement) *registry.Fault {
	t.Helper()
	envelope, err := dialect.Open([]byte(`{}`))
	if err != nil {
		t.Fatal(err)
	}
	fault, isFault := errors.AsType[*registry.Fault](envelope.Word(said, false).Err())
	if !isFault {
		t.Fatal("no fault")
	}
	return fault
}

func TestTheAddressThatTheRegistrySawReachesTheFault_JUKNIS_I_A(t *testing.T) {
	for text, want := range map[string]string{
		"IP Address 192.0.2.77 Tidak Sesuai":                                      "192.0.2.77",
		"IP Client (192.0.2.77)  Tidak terdaftar.":                                "192.0.2.77",
		"IP Tidak Sesuai: 192.0.2.77.":                                            "192.0.2.77",
		"IP Tidak Sesuai, 192.0.2.77:51234":                                       "192.0.2.77",
		"IP ::ffff:192.0.2.77 Tidak Sesuai":                                       "192.0.2.77",
		"IP 2001:db8::7 Tidak Sesuai":                                             "2001:db8::7",
		"IP Tidak Sesuai":                                                         "",
		"IP 192.0.2 Tidak Sesuai":                                                 "",
		"IP 999.0.2.77 Tidak Sesuai":                                              "",
		"IP 0.0.0.0 Tidak Sesuai":                                                 "",
		"IP :: Tidak Sesuai":                                                      "",
		"IP 192.0.2.77 Tidak Sesuai, yang terdaftar 192.0.2.78":                   "",
		"IP 192.0.2.77 Tidak Sesuai. Hubungi Dukcapil dengan menyebut 192.0.2.77": "192.0.2.77",
	} {
		for _, said := range []dialect.Statement{{Respon: dialect.Scalar(text)}, {Code: "04", Response: dialect.Scalar(text), Desc: dialect.Scalar(text)}, {Code: "10", Desc: dialect.Scalar(text)}} {
			fault := refused(t, said)
			if got := fault.ObservedAddress.RevealAddress(); fault.Kind != registry.AddressRefused || got != want {
				t.Errorf("%q: %s, address %q", text, fault.Kind, got)
			}
		}
	}
}

func TestAnAddressInOtherWordsIsNobodysBusiness(t *testing.T) {
	for _, said := range []dialect.Statement{{Code: "03", Respon: "Login Gagal dari 192.0.2.77"}, {Code: "18", Respon: "192.0.2.77"}} {
		if fault := refused(t, said); !fault.ObservedAddress.Empty() || fmt.Sprintf("%+v", fault) != fault.Error() {
			t.Errorf("%s carries an address", fault.Kind)
		}
	}
}
