package contract

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
)

// mostFindings keeps the account of a body that matches no branch readable.
const mostFindings = 12

// explain says what err refuses, by place and keyword. The libraries' own
// texts repeat values, and the values of this project are about people.
func explain(err error) string {
	var part string
	if parameter, ok := errors.AsType[*openapi3filter.RequestError](err); ok && parameter.Parameter != nil {
		part = fmt.Sprintf("%s parameter %s: ", parameter.Parameter.In, parameter.Parameter.Name)
	}
	if response, ok := errors.AsType[*openapi3filter.ResponseError](err); ok {
		part = response.Reason + ": " // about a header, by name
	}
	if why, ok := errors.AsType[refused](err); ok {
		return part + string(why)
	}
	if body, ok := errors.AsType[*jsonschema.ValidationError](err); ok {
		return part + strings.Join(findings(body), "; ")
	}
	if schema, ok := errors.AsType[*openapi3.SchemaError](err); ok {
		return part + schema.SchemaField
	}
	if errors.Is(err, openapi3filter.ErrInvalidRequired) {
		return part + "missing"
	}
	return part + "unreadable"
}

// findings are the innermost causes, each once.
func findings(err *jsonschema.ValidationError) []string {
	found := leaves(err)
	slices.Sort(found)
	found = slices.Compact(found)
	if more := len(found) - mostFindings; more > 0 {
		found = append(found[:mostFindings], fmt.Sprintf("and %d more", more))
	}
	return found
}

func leaves(err *jsonschema.ValidationError) []string {
	if len(err.Causes) == 0 {
		return []string{"/" + strings.Join(names(err.InstanceLocation), "/") + " " + keyword(err.ErrorKind)}
	}
	var found []string
	for _, cause := range err.Causes {
		found = append(found, leaves(cause)...)
	}
	return found
}

func keyword(refusal jsonschema.ErrorKind) string {
	switch k := refusal.(type) {
	case *kind.Required:
		return "lacks " + strings.Join(k.Missing, ", ")
	case *kind.AdditionalProperties:
		return "has unexpected " + strings.Join(names(k.Properties), ", ")
	case *kind.FalseSchema:
		return "is unexpected"
	case *kind.Type:
		return "is not of type " + strings.Join(k.Want, " or ")
	}
	if path := refusal.KeywordPath(); len(path) > 0 {
		return "fails " + path[len(path)-1]
	}
	return "fails"
}

// plain is a name that a schema could have; a key that is a NIK, or somebody's
// name, is not.
var plain = regexp.MustCompile(`^([a-z][a-z_]{0,30}|[0-9]{1,4})$`)

func names(keys []string) []string {
	shown := slices.Clone(keys)
	for i, key := range shown {
		if !plain.MatchString(key) {
			shown[i] = "…"
		}
	}
	return shown
}
