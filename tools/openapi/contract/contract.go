// Package contract checks HTTP exchanges against an OpenAPI 3.1 document, strictly:
// what the document does not say is refused.
//
// [Load] a document once, then [Contract.Check] exchanges, from any number of
// goroutines. Refused are, in the response of every exchange: a path, method or
// status that is not documented, a media type that is not, a body where none is
// documented and none where one is, a body that does not match its schema, a
// missing or wrong documented header. Where the request is said to be valid, it
// is held to the same rules, and to the documented parameters and ways to
// authenticate.
//
// kin-openapi reads the document, routes, and checks parameters and headers.
// Bodies go straight to the JSON Schema 2020-12 validator it stands on: by way
// of kin-openapi, a schema that does not compile falls back without a word to
// the rules of OpenAPI 3.0, which know no const, and its errors repeat values.
// Here every body's schema is compiled by Load, which fails if one does not.
package contract

import (
	"context"
	"fmt"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// Contract is a document that was found fit to check against.
type Contract struct {
	router routers.Router
	bodies map[*openapi3.MediaType]*jsonschema.Schema
}

// Load reads, validates and compiles the OpenAPI 3.1 document in file. Its
// servers are disregarded: a path is matched as it stands in the document.
// Errors name what is wrong with the document, down to an example that its own
// schema refuses.
func Load(file string) (*Contract, error) {
	doc, err := openapi3.NewLoader().LoadFromFile(file)
	if err != nil {
		return nil, fmt.Errorf("read contract: %w", err)
	}
	if !strings.HasPrefix(doc.OpenAPI, "3.1.") {
		return nil, fmt.Errorf("contract is not OpenAPI 3.1 but %q", doc.OpenAPI)
	}
	if err := doc.Validate(context.Background()); err != nil {
		return nil, fmt.Errorf("contract is not valid OpenAPI: %w", err)
	}
	bodies, err := compile(doc, file)
	if err != nil {
		return nil, err
	}
	router, err := gorillamux.NewRouter(withoutServers(doc))
	if err != nil {
		return nil, fmt.Errorf("route contract: %w", err)
	}
	return &Contract{router: router, bodies: bodies}, nil
}

// withoutServers lets tests call wherever they listen.
func withoutServers(doc *openapi3.T) *openapi3.T {
	doc.Servers = nil
	for _, item := range doc.Paths.Map() {
		item.Servers = nil
	}
	return doc
}
