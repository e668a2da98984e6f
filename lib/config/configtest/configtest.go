// Package configtest holds what tests change in the shipped configuration, the way an administrator would: by environment.
// Nothing that ships may import it.
package configtest

// LooseGuard returns overrides with which the access guard holds nobody: for what is about something else, and sends one invented
// person again and again. A check of the same NIK in the same application within a millisecond still needs recheck.
func LooseGuard() map[string]string {
	return map[string]string{
		"SIMPUL_GUARD__OPERATOR":   "{interval: 1ms, burst: 1000000}",
		"SIMPUL_GUARD__OFFICE":     "{interval: 1ms, burst: 1000000}",
		"SIMPUL_GUARD__SEQUENTIAL": "1000000",
		"SIMPUL_GUARD__PATTERNED":  "1000000",
		"SIMPUL_GUARD__GUESSES":    "1000000",
		"SIMPUL_GUARD__STUFFING":   "1000000",
		"SIMPUL_GUARD__REPEAT":     "1ms",
		"SIMPUL_GUARD__RECHECKS":   "1000000",
	}
}
