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
				Reads: map[registrytest.Failure]registry.FaultKind{
					registrytest.HTMLPage: registry.PageChanged, registrytest.EmptyContent: registry.PageChanged,
					registrytest.GarbageJSON: registry.PageChanged, // half a page is a page, without what a record must have
				},
			})
		})
	}
}
