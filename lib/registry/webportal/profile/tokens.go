package profile

import (
	"errors"

	"simpul/lib/registry"
)

var errNoToken = errors.New("a token of the form is not on the page, or empty")

// Tokens returns what the page hands out, each as the form field or the header it is to be sent back in. The error is a
// [*registry.Fault], halaman_berubah.
func (g *Page) Tokens(wanted []Token) (fields, headers []Field, err error) {
	for _, t := range wanted {
		holder := g.find(g.root, t.Selector).First()
		value := holder.AttrOr("value", holder.AttrOr("content", ""))
		switch {
		case value == "":
			return nil, nil, &registry.Fault{Kind: registry.PageChanged, Cause: errNoToken}
		case t.Header != "":
			headers = append(headers, Field{t.Header, value})
		default:
			fields = append(fields, Field{t.Field, value})
		}
	}
	return fields, headers, nil
}
