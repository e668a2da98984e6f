package config

import (
	"reflect"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"simpul/lib/shape"
)

// fieldsOf maps the YAML keys of a struct to its fields, inlined structs included.
func fieldsOf(t reflect.Type) map[string][]int {
	fields := map[string][]int{}
	for _, field := range reflect.VisibleFields(t) {
		if name, _, _ := strings.Cut(field.Tag.Get("yaml"), ","); name != "" {
			fields[name] = field.Index
		}
	}
	return fields
}

// decimal is the only spelling of whole numbers: the library would read 010 as eight and cut 3.7 down to 3.
var decimal = shape.Of(`^-?(0|[1-9][0-9]*)$`)

// scalar stores one value and reports whether it fits.
func scalar(n *yaml.Node, v reflect.Value) bool {
	if n.Kind != yaml.ScalarNode || isWhole(v) && !decimal(n.Value) {
		return false
	}
	return n.Decode(v.Addr().Interface()) == nil
}

func isWhole(v reflect.Value) bool { return (v.CanInt() || v.CanUint()) && !isDuration(v) }

func isDuration(v reflect.Value) bool { return v.Type() == reflect.TypeFor[time.Duration]() }

// kindOf says in words what a value of that type looks like.
func kindOf(v reflect.Value) string {
	switch {
	case isDuration(v):
		return "a duration such as 500ms or 10s"
	case v.Kind() == reflect.Struct:
		return "a date of the form yyyy-mm-dd"
	case v.Kind() == reflect.Bool:
		return "true or false"
	case v.Kind() == reflect.String:
		return "text"
	}
	return "a whole number in range"
}
