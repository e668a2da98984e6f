package nik

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
)

//go:embed regions.txt
var regionFile string

// regions holds every known code of province and kabupaten/kota, those given up included.
var regions = sync.OnceValue(func() map[string]bool {
	known := map[string]bool{}
	for line := range strings.Lines(regionFile) {
		codes := strings.Fields(line)
		if len(codes) == 0 || codes[0] == "#" {
			continue
		}
		for _, span := range codes[1:] {
			addSpan(known, codes[0], span)
		}
	}
	return known
})

// addSpan adds the codes of a span "01-18", or of a single code "71", of one province.
func addSpan(known map[string]bool, province, span string) {
	first, last, isRange := strings.Cut(span, "-")
	if !isRange {
		last = first
	}
	for code := two(first); code <= two(last); code++ {
		known[fmt.Sprintf("%s%02d", province, code)] = true
	}
}

// knownRegion reports whether the NIK begins with a known code. False proves nothing: the list follows the decrees, and
// people are registered before it does.
func (n NIK) knownRegion() bool { return regions()[n.Region()] }
