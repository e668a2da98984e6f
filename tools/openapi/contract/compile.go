package contract

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v4"
)

// documentURL is the address under which the whole document is one JSON
// resource, so that its own references resolve as they are written.
const documentURL = "file:///openapi.json"

type compiler struct {
	schemas *jsonschema.Compiler
	bodies  map[*openapi3.MediaType]*jsonschema.Schema
}

// compile returns the schema of every JSON body in doc.
func compile(doc *openapi3.T, file string) (map[*openapi3.MediaType]*jsonschema.Schema, error) {
	raw, err := rawDocument(file)
	if err != nil {
		return nil, fmt.Errorf("read contract: %w", err)
	}
	c := compiler{jsonschema.NewCompiler(), map[*openapi3.MediaType]*jsonschema.Schema{}}
	c.schemas.DefaultDraft(jsonschema.Draft2020)
	c.schemas.AssertFormat()
	if err := c.schemas.AddResource(documentURL, raw); err != nil {
		return nil, fmt.Errorf("read contract: %w", err)
	}
	for path, item := range doc.Paths.Map() {
		for method, operation := range item.Operations() {
			if err := c.operation(pointer("paths", path, strings.ToLower(method)), operation); err != nil {
				return nil, fmt.Errorf("contract: %s %s: %w", method, path, err)
			}
		}
	}
	return c.bodies, nil
}

func (c compiler) operation(at string, operation *openapi3.Operation) error {
	if request := operation.RequestBody; request != nil {
		if err := c.content(place(request.Ref, at+"/requestBody"), request.Value.Content); err != nil {
			return err
		}
	}
	for status, response := range operation.Responses.Map() {
		if err := c.content(place(response.Ref, at+pointer("responses", status)), response.Value.Content); err != nil {
			return err
		}
	}
	return nil
}

// place is where a component stands that may have been referred to.
func place(ref, at string) string {
	if ref != "" {
		return strings.TrimPrefix(ref, "#")
	}
	return at
}

func (c compiler) content(at string, content openapi3.Content) error {
	for mediaType, body := range content {
		if body.Schema == nil && !isJSON(mediaType) {
			continue
		}
		where := url.URL{Fragment: at + pointer("content", mediaType, "schema")}
		schema, err := c.schemas.Compile(documentURL + where.String())
		if err != nil {
			return fmt.Errorf("compile: %w", err)
		}
		c.bodies[body] = schema
	}
	return nil
}

// pointer is a JSON pointer (RFC 6901).
func pointer(tokens ...string) string {
	escape := strings.NewReplacer("~", "~0", "/", "~1")
	var path strings.Builder
	for _, token := range tokens {
		path.WriteString("/" + escape.Replace(token))
	}
	return path.String()
}

// rawDocument is the file as the JSON value that it is, untouched by any model
// of OpenAPI: no keyword is lost on the way to the validator.
func rawDocument(file string) (any, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var value any
	if err := yaml.Unmarshal(text, &value); err != nil {
		return nil, err
	}
	if value, err = jsonValue(value); err != nil {
		return nil, err
	}
	asJSON, err := json.Marshal(value)
	if err != nil {
		return nil, err
	}
	return jsonschema.UnmarshalJSON(bytes.NewReader(asJSON))
}

// jsonValue undoes what YAML has and JSON lacks: keys that are numbers, and dates.
func jsonValue(value any) (any, error) {
	var err error
	switch v := value.(type) {
	case map[any]any:
		object := make(map[string]any, len(v))
		for key, member := range v {
			if object[fmt.Sprint(key)], err = jsonValue(member); err != nil {
				return nil, err
			}
		}
		return object, nil
	case map[string]any:
		for key, member := range v {
			if v[key], err = jsonValue(member); err != nil {
				return nil, err
			}
		}
	case []any:
		for i, element := range v {
			if v[i], err = jsonValue(element); err != nil {
				return nil, err
			}
		}
	case time.Time:
		return nil, errors.New("a date without quotes: YAML makes it a timestamp")
	}
	return value, nil
}
