package function

import (
	"errors"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	handler "github.com/openfaas/templates-sdk/go-http"

	"simpul/lib/problem"
)

const (
	// deepest is how far objects and lists may nest; the deepest request of the contract has four levels.
	deepest = 8
	// mostWrong bounds the fields one answer names, and the work for a body made of nothing but mistakes.
	mostWrong = 20
)

// The causes of permintaan_rusak. The library's own errors quote the body.
var (
	errSyntax    = errors.New("no JSON, a duplicate name, invalid UTF-8 or something after the end")
	errNoObject  = errors.New("not a JSON object")
	errTooNested = errors.New("nested too deep")
	errUnplaced  = errors.New("a value that does not fit, at no place in particular")
)

// Decode reads the body of req, one JSON object, into the struct v points to. Names count exactly, case included.
//
// What is no JSON as RFC 7493 wants it (duplicate names, invalid UTF-8, trailing data), no object or nested deeper than 8
// levels is permintaan_rusak. Members that v does not have (tidak_dikenal) and values of the wrong kind (tipe_salah,
// di_luar_batas, bentuk_salah) are isian_salah, all of them at once, up to 20. null leaves a field empty.
//
// Every name in the body must have the form [a-z_]{1,40}, keys of maps too. No error repeats anything of the body except
// such names: others could be a NIK.
func Decode(req handler.Request, v any) error {
	misnamed, err := scan(req.Body)
	if err != nil {
		return problem.New(problem.CodePermintaanRusak).Because(err)
	}
	var wrong []problem.Field
	body := jsontext.Value(req.Body)
	for _, path := range misnamed {
		wrong = append(wrong, unknownField(path))
		body = cut(body, path)
	}
	return decode(body, v, wrong)
}

// decode reads body until nothing is wrong with it: what was wrong in one round is cut out for the next.
func decode(body jsontext.Value, v any, wrong []problem.Field) error {
	for len(wrong) < mostWrong {
		err := json.Unmarshal(body, v, json.RejectUnknownMembers(true))
		if err == nil {
			break
		}
		var s *json.SemanticError
		if !errors.As(err, &s) || s.JSONPointer == "" {
			return problem.New(problem.CodePermintaanRusak).Because(errUnplaced)
		}
		path := pathOf(s.JSONPointer)
		wrong = append(wrong, wrongField(s, path))
		body = cut(body, path)
	}
	if len(wrong) > 0 {
		return problem.Invalid(wrong...)
	}
	return nil
}
