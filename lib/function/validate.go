package function

import (
	"errors"
	"reflect"
	"strings"

	"github.com/go-playground/validator/v10"

	"simpul/lib/personal"
	"simpul/lib/problem"
)

// Rule is a check of one text field that a function adds to those of go-playground/validator, under a tag of its own.
type Rule struct {
	Tag    string            // as in validate:"tag"
	Code   string            // of the problem field
	Detail string            // Indonesian: what to do; never a value
	OK     func(string) bool // gets the text, personal.Text included; must not keep it
}

// Validator checks decoded requests by their "validate" tags. Build it once; it is safe for concurrent use.
type Validator struct {
	engine *validator.Validate
	rules  map[string]Rule
}

// NewValidator returns a validator that also knows rules. It panics if a tag cannot be one, a fault of the program.
func NewValidator(rules ...Rule) *Validator {
	v := &Validator{engine: validator.New(validator.WithRequiredStructEnabled()), rules: map[string]Rule{}}
	v.engine.RegisterTagNameFunc(jsonName)
	v.engine.RegisterCustomTypeFunc(reveal, personal.Text{})
	for _, rule := range rules {
		v.rules[rule.Tag] = rule
		check := func(f validator.FieldLevel) bool { return rule.OK(f.Field().String()) }
		if err := v.engine.RegisterValidation(rule.Tag, check); err != nil {
			panic("function.NewValidator: " + err.Error())
		}
	}
	return v
}

// Validate returns every wrong field of the struct in, in the order of its fields, nil if there is none. Names are JSON paths
// such as units[3].nik.
func (v *Validator) Validate(in any) []problem.Field {
	err := v.engine.Struct(in)
	var wrong validator.ValidationErrors
	if !errors.As(err, &wrong) && err != nil {
		panic("function.Validate: not a struct") // err prints the type; the value stays out of it
	}
	var fields []problem.Field
	for _, one := range wrong {
		fields = append(fields, v.field(one, rootName(in)))
	}
	return fields
}

func (v *Validator) field(one validator.FieldError, root string) problem.Field {
	name := namespacePath(strings.TrimPrefix(one.Namespace(), root+"."))
	if rule, ok := v.rules[one.Tag()]; ok {
		return problem.Field{Name: name, Code: rule.Code, Detail: rule.Detail}
	}
	code, detail := explain(one)
	return problem.Field{Name: name, Code: code, Detail: detail}
}

// rootName is what the validator puts before every path: the name of the struct's type.
func rootName(in any) string {
	t := reflect.TypeOf(in)
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return t.Name()
}

func jsonName(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	return name
}

// reveal lets the validator look at personal data, which stays inside: of a failure only path and tag are used.
func reveal(f reflect.Value) any {
	return f.Interface().(personal.Text).RevealPersonalData()
}
