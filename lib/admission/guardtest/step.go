package guardtest

import (
	"time"

	"simpul/lib/nik"
)

// Step is one access asked for.
type Step struct {
	After       time.Duration // since 00:00 WIB of the day; an offender's goes on past 24 hours
	Operator    string
	Application string
	NIK         nik.NIK

	Proven  bool // claimed name and birth date agree, or the card is genuine
	Shown   bool // elements are shown: whoever asks knows the name afterwards
	Guess   bool // the registry answers not_found or invalid_format
	Recheck bool // the officer says: again, on purpose
	Card    bool // read from a card instead of typed
}
