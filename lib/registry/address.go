package registry

import (
	"fmt"
	"log/slog"
	"net/netip"
)

// redactedAddress is what every Address prints as.
const redactedAddress = "[alamat]"

// Address is a network address that the registry named. Addresses are confidential (SPTJM, NDA), so it prints as "[alamat]"
// under every fmt verb, in slog and in encoders; the only way out is [Address.RevealAddress]. The zero value is none.
type Address struct{ ip netip.Addr }

// NewAddress wraps ip.
func NewAddress(ip netip.Addr) Address { return Address{ip} }

// Empty reports whether there is no address.
func (a Address) Empty() bool { return !a.ip.IsValid() }

// RevealAddress returns the address as text, "" for none. It is for the administrator whose line is refused and who must
// compare it with the registered one (JUKNIS-I.A): in the answer of quota-check, for the scope admin. It belongs in no log, no
// metric, no problem and no officer's answer.
func (a Address) RevealAddress() string {
	if a.Empty() {
		return ""
	}
	return a.ip.String()
}

// Format prints the same for every verb.
func (Address) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(redactedAddress)) }

// String returns "[alamat]".
func (Address) String() string { return redactedAddress }

// LogValue makes slog print "[alamat]".
func (Address) LogValue() slog.Value { return slog.StringValue(redactedAddress) }

// MarshalText makes encoders write "[alamat]".
func (Address) MarshalText() ([]byte, error) { return []byte(redactedAddress), nil }
