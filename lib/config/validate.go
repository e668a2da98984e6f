package config

import (
	"errors"
	"path/filepath"
	"reflect"
	"strings"
	"unicode"

	"github.com/go-playground/validator/v10"

	"simpul/lib/agreement"
	"simpul/lib/shape"
)

// inlined stands for an inlined struct in the validator's paths, where YAML has no level.
const inlined = "<inline>"

var rules = newRules()

func newRules() *validator.Validate {
	v := validator.New(validator.WithRequiredStructEnabled())
	v.RegisterTagNameFunc(func(f reflect.StructField) string {
		name, _, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		if name == "" {
			return inlined
		}
		return name
	})
	v.RegisterCustomTypeFunc(func(value reflect.Value) any { return value.Interface().(agreement.Date).String() }, agreement.Date{})
	for name, holds := range map[string]func(string) bool{
		"secretfile": isFileName, "headername": headerName, "operator": operatorID,
		"reader": readerName,
	} {
		// It fails only for an empty name or function.
		_ = v.RegisterValidation(name, func(level validator.FieldLevel) bool { return holds(level.Field().String()) })
	}
	return v
}

// headerName is narrower than RFC 9110 §5.1 on purpose: no header that anybody needs has an apostrophe.
var headerName = shape.Of(`^[A-Za-z0-9-]+$`)

// operatorID is the shape that lib/identity gives the ids of operators.
var operatorID = shape.Of(`^[a-z0-9][a-z0-9-]{1,30}$`)

// isFileName reports whether s can name a secret file: absolute, or below the secrets folder. Blanks are refused since what
// has them is more likely the secret itself, pasted into the wrong place.
func isFileName(s string) bool {
	odd := func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsPrint(r) }
	return len(s) <= 255 && !strings.ContainsFunc(s, odd) && (filepath.IsAbs(s) || filepath.IsLocal(s))
}

// validate checks the `validate` tags of target.
func (d *decoder) validate(target any) {
	var failed validator.ValidationErrors
	if !errors.As(rules.Struct(target), &failed) {
		return
	}
	for _, f := range failed {
		path := strings.TrimPrefix(f.Namespace(), reflect.TypeOf(target).Elem().Name()+".")
		d.add(strings.ReplaceAll(path, inlined+".", ""), "%s", describe(f))
	}
}

// describe says what the tag asks for; of the value it says nothing.
func describe(f validator.FieldError) string {
	switch f.Tag() {
	case "required":
		return "is missing"
	case "min":
		if f.Kind() == reflect.Slice {
			return "needs this many entries: " + f.Param()
		}
		return "must be at least " + f.Param()
	case "max":
		return "must be at most " + f.Param()
	case "eq":
		return "must be " + f.Param()
	case "oneof":
		return "must be one of: " + f.Param()
	case "unique":
		return "holds an entry twice"
	case "startswith":
		return "must start with " + f.Param()
	case "printascii":
		return "holds more than printable ASCII"
	case "ip":
		return "is not an IP address"
	case "sha256":
		return "is not 64 lower-case hexadecimal digits"
	case "headername":
		return "is not a header name of letters, digits and dashes"
	case "operator":
		return "is not the id of an operator: 2 to 31 of a–z, 0–9 and dash"
	case "reader":
		return "is not a name of 2 to 15 of a–z, 0–9 and dash"
	case "secretfile":
		return "is not a file name below the secrets folder, nor an absolute one"
	}
	return "breaks the rule " + f.Tag()
}
