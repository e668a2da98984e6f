package function

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/go-playground/validator/v10"
)

// explanation is the code and the Indonesian text of one failed tag.
type explanation struct{ code, detail string }

// explanations are those of tags that say the same of every kind of field. %s is the tag's parameter, which the program chose.
var explanations = map[string]explanation{
	"required": {"wajib", "Isian ini wajib diisi."},
	"excluded": {"tidak_boleh_diisi", "Kosongkan isian ini: tidak berlaku bersama isian lain."},
	"oneof":    {"pilihan", "Pilih salah satu: %s."},
	"unique":   {"kembar", "Hapus isi yang kembar."},
	"uuid":     {"bukan_uuid", "Isi dengan UUID."},
	"datetime": {"bukan_tanggal", "Isi dengan tanggal berbentuk %s."},
	"numeric":  {"bukan_angka", "Isi dengan angka saja."},
	"eq":       {"nilai_salah", "Isi dengan %s."},
}

// limit is what a tag says of a length and of a number.
type limit struct{ length, number explanation }

var limits = map[string]limit{
	"max": {explanation{"terlalu_panjang", "Paling banyak %s %s."}, explanation{"terlalu_besar", "Paling besar %s."}},
	"min": {explanation{"terlalu_pendek", "Paling sedikit %s %s."}, explanation{"terlalu_kecil", "Paling kecil %s."}},
	"len": {explanation{"panjang", "Harus tepat %s %s."}, explanation{"nilai_salah", "Isi dengan %s."}},
}

// families are tags of many variants, such as required_with or uuid4, that get one text.
var families = []string{"required", "excluded", "uuid"}

func explain(f validator.FieldError) (code, detail string) {
	tag := f.Tag()
	for _, family := range families {
		if strings.HasPrefix(tag, family) {
			tag = family
		}
	}
	if text, ok := explanations[tag]; ok {
		return text.code, fill(text.detail, parameter(tag, f.Param()))
	}
	if both, ok := limits[tag]; ok {
		return both.explain(f)
	}
	return "tidak_sah", "Periksa isian ini."
}

func (l limit) explain(f validator.FieldError) (code, detail string) {
	switch f.Kind() {
	case reflect.String:
		return l.length.code, fmt.Sprintf(l.length.detail, f.Param(), "karakter")
	case reflect.Slice, reflect.Array, reflect.Map:
		return l.length.code, fmt.Sprintf(l.length.detail, f.Param(), "butir")
	}
	return l.number.code, fill(l.number.detail, f.Param())
}

func fill(text, parameter string) string { return strings.Replace(text, "%s", parameter, 1) }

// dateShape writes Go's reference date the way an officer knows it.
var dateShape = strings.NewReplacer("2006", "yyyy", "01", "mm", "02", "dd")

func parameter(tag, value string) string {
	switch tag {
	case "oneof":
		return strings.Join(strings.Fields(value), ", ")
	case "datetime":
		return dateShape.Replace(value)
	}
	return value
}
