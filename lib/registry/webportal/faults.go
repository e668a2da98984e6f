package webportal

import (
	"errors"
	"fmt"
	"net/http"

	"simpul/lib/registry"
)

// errDoor is not a fault yet: the portal asks to log in.
var errDoor = errors.New("the portal asks to log in")

// What ends a question; for the log.
var (
	errNoLogin   = errors.New("the portal asks to log in right after a login")
	errKnownForm = errors.New("the portal asks to log in, in a session whose search form was just there")
	errAway      = errors.New("the portal asks to log in, instead of the answer that it sent to")
	errOver      = errors.New("the login that another process has just made is over already")
	errHeld      = errors.New("the login was refused a moment ago and is not tried again yet")
	errLease     = errors.New("the login took so long that another process may have logged in meanwhile")
	errPage      = errors.New("the page is not the one that the profile names")
	errElsewhere = errors.New("the portal sends to a page that the profile does not name")
)

// unsent is what err means before a search: no hit was used. What the line did to a page of the portal is then no more than a
// line that is down.
func unsent(err error) error {
	fault, ok := errors.AsType[*registry.Fault](err)
	if !ok || fault.Transport() || fault.NotTheLine {
		return &registry.Fault{Kind: registry.NotSent, NotTheLine: !ok || fault.NotTheLine, Cause: cause(err, fault)}
	}
	fault.Unsent = true
	return fault
}

// sent is what err means after a search has left: whatever stopped the second, the first may have been counted.
func sent(err error) error {
	fault, ok := errors.AsType[*registry.Fault](err)
	if !ok || fault.Kind == registry.NotSent {
		return &registry.Fault{Kind: registry.NoAnswer, NotTheLine: !ok || fault.NotTheLine, Cause: cause(err, fault)}
	}
	return fault
}

// cause keeps what is known, without the kind that it no longer has.
func cause(err error, fault *registry.Fault) error {
	if fault != nil {
		return fault.Cause
	}
	return err
}

// missing is a page that did not come: the portal refuses, is down, or is not as the profile says.
func missing(st step) error {
	switch {
	case st.says != "":
		return refused(st.says, status(st.status))
	case st.status >= http.StatusInternalServerError:
		return status(st.status)
	}
	return changed(errElsewhere)
}

// status is a page that did not come.
func status(code int) error {
	return &registry.Fault{Kind: registry.HTTPError, Cause: fmt.Errorf("status %d", code)}
}

func changed(why error) error { return &registry.Fault{Kind: registry.PageChanged, Cause: why} }

func refused(kind registry.FaultKind, why error) error {
	return &registry.Fault{Kind: kind, Cause: why}
}
