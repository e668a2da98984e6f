package smartcard

import "errors"

// The kinds of failure that are no status word. The comment says what brings it back; the next attempt may be made at once.
var (
	ErrUnsupported = errors.New("this program was built without PC/SC")             // another build
	ErrService     = errors.New("the PC/SC service is not there")                   // the service runs again
	ErrNoReader    = errors.New("no reader of that name")                           // the reader is plugged in
	ErrNoCard      = errors.New("no card in the slot")                              // a card is put there
	ErrRemoved     = errors.New("the card was taken away")                          // it is put back
	ErrReset       = errors.New("the card was reset by somebody else")              // the dialog starts again
	ErrShared      = errors.New("another program is using the card")                // it lets go
	ErrMute        = errors.New("the card does not answer its reset")               // another card, or the right side up
	ErrTransport   = errors.New("reader and card do not understand each other")     // the card lies still, or another reader
	ErrBusy        = errors.New("the slot is in use by another read")               // that read ends
	ErrStuck       = errors.New("a call to the slot is overdue")                    // the card answers or leaves
	ErrTimeout     = errors.New("the deadline passed before the card had answered") // as ErrStuck
)

// kinds are all of the above, and those of status words.
var kinds = [...]error{
	ErrUnsupported, ErrService, ErrNoReader, ErrNoCard, ErrRemoved, ErrReset, ErrShared, ErrMute, ErrTransport, ErrBusy, ErrStuck, ErrTimeout,
	ErrSecurity, ErrNotFound, ErrLength, ErrConditions, ErrUnknownINS, ErrParameters, ErrUnfinished, ErrStatus,
}

// Kind returns the sentinel that err is, or nil if it is none: the one to choose a text by.
func Kind(err error) error {
	for _, kind := range kinds {
		if errors.Is(err, kind) {
			return kind
		}
	}
	return nil
}
