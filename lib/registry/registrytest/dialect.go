package registrytest

import (
	"cmp"
	"errors"
	"slices"
	"time"
)

// Dialect is how answers are written; installations differ (wire §1.3–1.8). The zero value is the newest.
type Dialect struct {
	Errors        int    `json:"errors"`         // generation of the error object: 1, 2 or 3 (wire §1.8); 0 is 3
	Strings       bool   `json:"strings"`        // numbers as strings
	DateLayout    string `json:"date_layout"`    // of TGL_LHR, as in package time; "" is yyyy-mm-dd
	SuccessCode   string `json:"success_code"`   // RESPONSE_CODE beside a found record, "00" or "01"; "" is none
	ContentObject bool   `json:"content_object"` // content is the object itself, as proxies send it, not a list
}

// SetDialect changes how answers are written from now on. Errors: no such generation or code, a layout without a day, a month and
// a year.
func (s *Server) SetDialect(d Dialect) error {
	d.Errors, d.DateLayout = cmp.Or(d.Errors, 3), cmp.Or(d.DateLayout, time.DateOnly)
	day := time.Date(1990, time.January, 2, 0, 0, 0, 0, time.UTC)
	read, err := time.Parse(d.DateLayout, day.Format(d.DateLayout))
	if d.Errors < 1 || d.Errors > 3 || !slices.Contains([]string{"", "00", "01"}, d.SuccessCode) || err != nil || !read.Equal(day) {
		return errors.New("registry simulator: no such dialect")
	}
	s.dialect.Store(&d)
	return nil
}
