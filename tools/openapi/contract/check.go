package contract

import (
	"context"
	"errors"
	"mime"
	"net/http"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// refused is why an exchange is outside the contract.
type refused string

func (r refused) Error() string { return string(r) }

// Check returns nil if the exchange is within the contract, else why not: the
// part, the JSON pointer and the keyword, never a value.
func (c *Contract) Check(e Exchange) error {
	request, err := e.request()
	if err != nil {
		return err
	}
	route, parameters, err := c.find(request, e)
	if err != nil {
		return err
	}
	input := &openapi3filter.RequestValidationInput{
		Request: request, Route: route, PathParams: parameters, Options: options(),
	}
	if e.ValidRequest {
		if err := c.checkRequest(input, e); err != nil {
			return refused("request: " + explain(err))
		}
	}
	if err := c.checkResponse(input, e); err != nil {
		return refused("response: " + explain(err))
	}
	return nil
}

// find returns the documented operation. The answer to a method that a path
// does not have is documented, if at all, as the 405 of one that it has.
func (c *Contract) find(request *http.Request, e Exchange) (*routers.Route, map[string]string, error) {
	route, parameters, err := c.router.FindRoute(request)
	if err == nil {
		return route, parameters, nil
	}
	if !errors.Is(err, routers.ErrMethodNotAllowed) {
		return nil, nil, refused("the path is not in the contract")
	}
	if e.Status == http.StatusMethodNotAllowed && !e.ValidRequest {
		for _, method := range []string{http.MethodPost, http.MethodGet} {
			other := *request
			other.Method = method
			if route, parameters, err := c.router.FindRoute(&other); err == nil {
				return route, parameters, nil
			}
		}
	}
	return nil, nil, refused("the method is not in the contract")
}

func (c *Contract) checkRequest(input *openapi3filter.RequestValidationInput, e Exchange) error {
	if err := openapi3filter.ValidateRequest(context.Background(), input); err != nil {
		return err
	}
	documented := input.Route.Operation.RequestBody
	switch {
	case documented == nil && e.RequestBody != "":
		return refused("a body where none is documented")
	case documented == nil, e.RequestBody == "" && !documented.Value.Required:
		return nil
	}
	return c.checkBody(documented.Value.Content, e.RequestHeader, e.RequestBody)
}

func (c *Contract) checkResponse(input *openapi3filter.RequestValidationInput, e Exchange) error {
	documented := input.Route.Operation.Responses.Status(e.Status)
	if documented == nil {
		documented = input.Route.Operation.Responses.Default()
	}
	if documented == nil { // asked here: kin-openapi lets some of 3xx pass unseen
		return refused("the status is not in the contract")
	}
	response := &openapi3filter.ResponseValidationInput{
		RequestValidationInput: input, Status: e.Status, Header: e.Header, Options: options(),
	}
	if err := openapi3filter.ValidateResponse(context.Background(), response); err != nil {
		return err
	}
	if len(documented.Value.Content) == 0 || e.Method == http.MethodHead {
		if e.Body != "" {
			return refused("a body where none is documented")
		}
		return nil
	}
	return c.checkBody(documented.Value.Content, e.Header, e.Body)
}

func (c *Contract) checkBody(documented openapi3.Content, header http.Header, body string) error {
	mediaType := documented.Get(header.Get("Content-Type"))
	switch {
	case body == "":
		return refused("no body where one is documented")
	case mediaType == nil:
		return refused("the media type is not in the contract")
	case c.bodies[mediaType] == nil:
		return nil // not JSON, and no more said about it
	}
	var value any = body
	if isJSON(header.Get("Content-Type")) {
		var err error
		if value, err = jsonschema.UnmarshalJSON(strings.NewReader(body)); err != nil {
			return refused("the body is not JSON") // err repeats a piece of it
		}
	}
	return c.bodies[mediaType].Validate(value)
}

func isJSON(mediaType string) bool {
	name, _, err := mime.ParseMediaType(mediaType)
	return err == nil && (name == "application/json" || strings.HasSuffix(name, "+json"))
}

// options leave the bodies to this package.
func options() *openapi3filter.Options {
	return &openapi3filter.Options{
		ExcludeRequestBody: true, ExcludeResponseBody: true,
		SkipSettingDefaults: true, AuthenticationFunc: authenticate,
		SchemaValidationOptions: []openapi3.SchemaValidationOption{
			openapi3.WithStringFormatValidator("uuid", openapi3.NewRegexpFormatValidator(openapi3.FormatOfStringForUUIDOfRFC9562)),
		},
	}
}

// authenticate asks whether a bearer token was sent, not whether it is any good.
func authenticate(_ context.Context, input *openapi3filter.AuthenticationInput) error {
	scheme := input.SecurityScheme
	if scheme.Type != "http" || !strings.EqualFold(scheme.Scheme, "bearer") {
		return refused("a security scheme that is not bearer")
	}
	sent := input.RequestValidationInput.Request.Header.Values("Authorization")
	if !slices.ContainsFunc(sent, func(value string) bool { return strings.HasPrefix(value, "Bearer ") }) {
		return refused("no bearer token")
	}
	return nil
}
