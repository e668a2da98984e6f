package resident

import "simpul/lib/problem"

// Codes of [CheckClaim]; part of the contract.
const (
	fieldTooLong    = "terlalu_panjang"
	fieldUnreadable = "tidak_terbaca"
)

// CheckClaim returns what in a claim cannot be compared, so that the officer mends it before it costs a hit (JUKNIS-II.B.1): a
// birth date or a sex that nobody can read (tidak_terbaca), a text longer than 256 bytes (terlalu_panjang). Fields are named
// claimed.<element>. What is left out is no fault.
func CheckClaim(claimed Person) []problem.Field {
	var fields []problem.Field
	for i, e := range elements {
		if tooLong(claimed.texts[i]) {
			fields = append(fields, claimField(e.name, fieldTooLong, e.label+" terlalu panjang. Isi seperti pada KTP-el."))
		}
	}
	if !claimed.Get(TanggalLahir).Empty() && claimed.BirthDate().IsZero() {
		fields = append(fields, claimField(TanggalLahir, fieldUnreadable,
			"Tanggal lahir tidak terbaca. Isi tanggal, bulan, dan tahun empat angka seperti pada KTP-el, misalnya 31-12-1990."))
	}
	if !claimed.Get(JenisKelamin).Empty() && claimed.Sex() == "" {
		fields = append(fields, claimField(JenisKelamin, fieldUnreadable,
			"Jenis kelamin tidak terbaca. Isi Laki-laki atau Perempuan."))
	}
	return fields
}

func claimField(e Element, code, detail string) problem.Field {
	return problem.Field{Name: "claimed." + string(e), Code: code, Detail: detail}
}
