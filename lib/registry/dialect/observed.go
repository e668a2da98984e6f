package dialect

import (
	"net/netip"
	"strings"

	"simpul/lib/registry"
)

// theAddress returns the one address that texts name, none if they name several: nobody knows which of them was seen and
// which was expected. No text seen so far names any (wire §1.9); it is what an administrator needs most when one does.
func theAddress(texts []string) registry.Address {
	var seen netip.Addr
	for _, text := range texts {
		for candidate := range strings.FieldsFuncSeq(text, notOfAnAddress) {
			ip, ok := readAddress(candidate)
			switch {
			case !ok:
			case seen.IsValid() && ip != seen:
				return registry.Address{}
			default:
				seen = ip
			}
		}
	}
	return registry.NewAddress(seen)
}

func notOfAnAddress(r rune) bool { return !strings.ContainsRune("0123456789abcdefABCDEF.:", r) }

// readAddress reads an address, with or without a port, at the end of a sentence or not.
func readAddress(s string) (netip.Addr, bool) {
	s = strings.TrimRight(s, ".:")
	ip, err := netip.ParseAddr(s)
	if err != nil {
		withPort, err := netip.ParseAddrPort(s)
		return withPort.Addr().Unmap(), err == nil
	}
	return ip.Unmap(), !ip.IsUnspecified()
}
