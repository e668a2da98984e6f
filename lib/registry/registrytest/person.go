package registrytest

import (
	"maps"
	"slices"
)

// Person is an invented resident, or a NIK that makes the registry say something else. Words are as the registry writes
// them: upper case, numbers unpadded (wire §1.4).
type Person struct {
	NIK      string // 16 digits
	Expected string // status ("found", "deceased", …) or kind of fault as lib/registry names it ("login_failed", …)
	Code     string // the registry's code, "" for found
	Group    string // "" or one of the groups, see [InGroup]

	NamaLengkap      string // may carry titles
	JenisKelamin     string // LAKI-LAKI or PEREMPUAN
	TempatLahir      string
	TanggalLahir     string // yyyy-mm-dd
	StatusPerkawinan string
	Pekerjaan        string
	Alamat           string
	Provinsi         string
	Kabupaten        string
	KodeKecamatan    string
	Kecamatan        string
	Kelurahan        string
	RT, RW           string

	kodeProvinsi, kodeKabupaten, kodeKelurahan string
	household                                  int // number of the family card
}

// Elements returns the 8 elements with the sub-fields of the address (JUKNIS-II.C.2a), but for the NIK: what a claim that
// agrees in every letter holds. Empty for who has no record.
func (p Person) Elements() map[string]string {
	all := map[string]string{
		"nama_lengkap": p.NamaLengkap, "jenis_kelamin": p.JenisKelamin, "tempat_lahir": p.TempatLahir,
		"tanggal_lahir": p.TanggalLahir, "status_perkawinan": p.StatusPerkawinan, "pekerjaan": p.Pekerjaan,
		"alamat": p.Alamat, "provinsi": p.Provinsi, "kabupaten": p.Kabupaten, "kode_kecamatan": p.KodeKecamatan,
		"kecamatan": p.Kecamatan, "kelurahan": p.Kelurahan, "rt": p.RT, "rw": p.RW,
	}
	maps.DeleteFunc(all, func(_, value string) bool { return value == "" })
	return all
}

// People returns everybody: found, the other statuses, then the NIKs that cause faults. The slice is the caller's own.
func People() []Person { return slices.Clone(everybody().list) }

// WithExpected returns the people of one status or kind of fault.
func WithExpected(word string) []Person {
	return keep(func(p Person) bool { return p.Expected == word })
}

// WithCode returns the NIKs answered with one code of wire §1.9.
func WithCode(code string) []Person { return keep(func(p Person) bool { return p.Code == code }) }

// The groups that an access guard must not take for an enumeration (agreement, "At the counter").
const (
	Twins     = "kembar"              // two by two: same sex, adjacent serials
	Family    = "keluarga"            // five at one address
	Birthday  = "satu_tanggal_lahir"  // forty of one day
	Board     = "direksi"             // eight of one company
	Corrected = "tanggal_dikoreksi"   // birth date corrected after the NIK was given (wire §5)
	Papua     = "di_atas_dua_pangkat" // NIK above 2^53 (wire §1.5)
)

// InGroup returns the people of one group, all of them found.
func InGroup(group string) []Person { return keep(func(p Person) bool { return p.Group == group }) }

func keep(wanted func(Person) bool) []Person {
	return slices.DeleteFunc(People(), func(p Person) bool { return !wanted(p) })
}
