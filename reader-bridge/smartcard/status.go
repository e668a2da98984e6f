package smartcard

import (
	"errors"
	"fmt"
)

// The kinds of status words that are no success (ISO 7816-4 §5.6).
var (
	ErrSecurity   = errors.New("security status not satisfied")   // 6982, 6983, 6988, 63xx: an authentication is missing or failed
	ErrNotFound   = errors.New("file or record not found")        // 6A82, 6A83
	ErrLength     = errors.New("wrong length")                    // 6700, 6Cxx that did not help
	ErrConditions = errors.New("conditions of use not satisfied") // 6985, 6986
	ErrUnknownINS = errors.New("instruction not supported")       // 6D00, 6E00, 6A81
	ErrParameters = errors.New("wrong parameters")                // 6A80, 6A86, 6B00
	ErrUnfinished = errors.New("more data, without end")          // 61xx again and again
	ErrStatus     = errors.New("status word without a meaning")   // any other
)

// Success is the status word of a command that was carried out (ISO 7816-4 §5.6).
const Success = 0x9000

// StatusError is a status word other than [Success]. It unwraps to its kind.
type StatusError struct {
	SW uint16 // SW1 and SW2
}

// Error returns the status word in hex, and its kind.
func (e *StatusError) Error() string { return fmt.Sprintf("status %04X: %v", e.SW, e.Unwrap()) }

// Unwrap returns the kind.
func (e *StatusError) Unwrap() error {
	switch e.SW {
	case 0x6982, 0x6983, 0x6988:
		return ErrSecurity
	case 0x6A82, 0x6A83:
		return ErrNotFound
	case 0x6700:
		return ErrLength
	case 0x6985, 0x6986:
		return ErrConditions
	case 0x6D00, 0x6E00, 0x6A81:
		return ErrUnknownINS
	case 0x6A80, 0x6A86, 0x6B00:
		return ErrParameters
	}
	return e.family()
}

// Known reports whether the status word is one of those with a single meaning, none of which could be two letters of text.
func (e *StatusError) Known() bool {
	kind := e.Unwrap()
	return !errors.Is(kind, ErrStatus) && !errors.Is(kind, e.family())
}

// family is the kind of a status word whose second byte is a number.
func (e *StatusError) family() error {
	switch e.SW >> 8 {
	case 0x61:
		return ErrUnfinished
	case 0x63:
		return ErrSecurity
	case 0x6C:
		return ErrLength
	}
	return ErrStatus
}
