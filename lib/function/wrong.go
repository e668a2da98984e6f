package function

import (
	"encoding"
	"errors"
	"reflect"
	"strconv"

	"github.com/go-json-experiment/json"

	"simpul/lib/problem"
)

func unknownField(path []string) problem.Field {
	return problem.Field{Name: fieldPath(path), Code: "tidak_dikenal", Detail: "Hapus isian ini: layanan ini tidak mengenalnya."}
}

// wrongField says what is wrong at path, from the kinds involved; the library's error text, which quotes values, stays behind.
func wrongField(s *json.SemanticError, path []string) problem.Field {
	name := fieldPath(path)
	switch {
	case errors.Is(s.Err, json.ErrUnknownName):
		return unknownField(path)
	case errors.Is(s.Err, strconv.ErrRange):
		return problem.Field{Name: name, Code: "di_luar_batas", Detail: "Bilangan ini terlalu besar atau terlalu kecil."}
	case s.JSONKind == '"' && readsText(s.GoType):
		return problem.Field{Name: name, Code: "bentuk_salah", Detail: "Teks ini tidak dapat dibaca: periksa bentuknya."}
	}
	return problem.Field{Name: name, Code: "tipe_salah", Detail: "Isi dengan " + kindText(s.GoType) + "."}
}

func readsText(t reflect.Type) bool {
	return t != nil && reflect.PointerTo(t).Implements(reflect.TypeFor[encoding.TextUnmarshaler]())
}

// kindText says in Indonesian what a field of type t holds.
func kindText(t reflect.Type) string {
	if readsText(t) {
		return kindTexts[reflect.String]
	}
	if t != nil && kindTexts[t.Kind()] != "" {
		return kindTexts[t.Kind()]
	}
	return "bilangan bulat"
}

var kindTexts = map[reflect.Kind]string{
	reflect.String:  "teks di dalam tanda kutip",
	reflect.Bool:    "true atau false",
	reflect.Slice:   "daftar [ ]",
	reflect.Array:   "daftar [ ]",
	reflect.Struct:  "objek { }",
	reflect.Map:     "objek { }",
	reflect.Float32: "bilangan",
	reflect.Float64: "bilangan",
}
