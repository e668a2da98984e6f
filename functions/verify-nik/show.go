package main

import (
	"simpul/lib/agreement"
	"simpul/lib/problem"
)

// canShow refuses to show what the method does not disclose, before it costs a hit.
func (v *verifier) canShow() error {
	if v.settings.Method != agreement.MethodKesesuaian {
		return nil
	}
	return problem.Invalid(problem.Field{Name: "show", Code: "tidak_diungkap",
		Detail: "Metode kesesuaian hanya menjawab sesuai atau tidak sesuai, sehingga data Dukcapil tidak dapat ditampilkan. Kirim tanpa show."})
}
