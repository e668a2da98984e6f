package webportal_test

import (
	"testing"
	"time"

	"simpul/lib/registry"
	"simpul/lib/registry/conformancetest"
	"simpul/lib/registry/registrytest"
)

// Each profile is held to the same promises as the web services: the portals have nothing in common but what is in the code.
func TestConformance(t *testing.T) {
	for name, row := range map[string]struct {
		profile string
		changes []string
	}{
		"tables":                      {tableProfile, nil},
		"tables, tokens of a session": {tableProfile, []string{"form_once: false", "form_once: true"}},
		"lists, one search at a time": {listProfile, nil},
	} {
		t.Run(name, func(t *testing.T) {
			conformancetest.Run(t, conformancetest.Subject{
				Start: func(t *testing.T, timeout time.Duration) conformancetest.Office {
					o := newOffice(t, row.profile, row.changes...)
					o.settings.Timeout = timeout
					return conformancetest.Office{Connector: o.client(), Registry: o.server,
						Hidden: []string{userID, password, "/portal", "/layanan"}}
				},
				Reads: pagesRead,
			})
		})
	}
}

// pagesRead are the spoilt answers that are pages to a portal, but not the ones of its profile.
var pagesRead = map[registrytest.Failure]registry.FaultKind{
	registrytest.HTMLPage: registry.PageChanged, registrytest.Maintenance: registry.PageChanged, registrytest.EmptyContent: registry.PageChanged,
	registrytest.Redirect:    registry.PageChanged,
	registrytest.GarbageJSON: registry.PageChanged, // half a page is a page, without what a record must have
}

// TestConformanceWithAnotherPortal is for a portal that nobody had in mind: its profile alone makes it pass.
func TestConformanceWithAnotherPortal(t *testing.T) {
	conformancetest.Run(t, conformancetest.Subject{Reads: pagesRead, Start: func(t *testing.T, timeout time.Duration) conformancetest.Office {
		server := conformancetest.StartAnother(t)
		o := newOffice(t, "testdata/other.yaml")
		o.settings.URL, o.settings.Timeout = server.URL(), timeout
		o.write("ca", string(server.CAPEM()))
		o.write("user-id", server.UserID())
		o.write("password", server.Password())
		return conformancetest.Office{Connector: o.client(), Registry: server, People: server.People(false),
			Hidden: []string{server.UserID(), server.Password(), "/pemanfaatan", server.Marker()}}
	}})
}
