package resident

// Element names one thing known of a resident. The values are the contract's field names.
type Element string

// The elements of JUKNIS-II.C.2a: the eight of PKS-2.1a, the present address in its sub-fields.
const (
	NIK              Element = "nik"
	NamaLengkap      Element = "nama_lengkap"
	JenisKelamin     Element = "jenis_kelamin"
	TempatLahir      Element = "tempat_lahir"
	TanggalLahir     Element = "tanggal_lahir"
	StatusPerkawinan Element = "status_perkawinan"
	Pekerjaan        Element = "pekerjaan"
	Alamat           Element = "alamat"
	Provinsi         Element = "provinsi"
	Kabupaten        Element = "kabupaten"
	KodeKecamatan    Element = "kode_kecamatan"
	Kecamatan        Element = "kecamatan"
	Kelurahan        Element = "kelurahan"
	RT               Element = "rt"
	RW               Element = "rw"
)

// Class says what a difference in an element means.
type Class string

// The classes (agreement.md, At the counter).
const (
	Wajib   Class = "wajib"   // must agree
	Catatan Class = "catatan" // often stale on a card; shown to the officer as a note
)

// elements is the allow-list, in the agreement's order, and how each element is compared.
var elements = [...]struct {
	name    Element
	label   string
	class   Class
	compare func(a, b string) Band
}{
	{NIK, "NIK", Wajib, compareNIK},
	{NamaLengkap, "Nama lengkap", Wajib, compareName},
	{JenisKelamin, "Jenis kelamin", Wajib, compareSex},
	{TempatLahir, "Tempat lahir", Wajib, compareBirthPlace},
	{TanggalLahir, "Tanggal lahir", Wajib, compareDate},
	{StatusPerkawinan, "Status perkawinan", Catatan, compareMarital},
	{Pekerjaan, "Pekerjaan", Catatan, compareOccupation},
	{Alamat, "Alamat", Catatan, compareAddress},
	{Provinsi, "Provinsi", Catatan, compareProvince},
	{Kabupaten, "Kabupaten/Kota", Catatan, compareKabupaten},
	{KodeKecamatan, "Kode kecamatan", Catatan, compareKecamatanCode},
	{Kecamatan, "Kecamatan", Catatan, compareKecamatan},
	{Kelurahan, "Desa/Kelurahan", Catatan, compareKelurahan},
	{RT, "RT", Catatan, compareRT},
	{RW, "RW", Catatan, compareRW},
}

// Elements returns the allowed elements in the agreement's order (JUKNIS-II.C.2a).
func Elements() []Element {
	names := make([]Element, len(elements))
	for i, e := range elements {
		names[i] = e.name
	}
	return names
}

// Valid reports whether e is an element of the agreement.
func (e Element) Valid() bool { return e.index() >= 0 }

// Label returns the Indonesian name of e for officers, "" if e is not valid.
func (e Element) Label() string {
	if i := e.index(); i >= 0 {
		return elements[i].label
	}
	return ""
}

// Class returns the class of e, "" if e is not valid.
func (e Element) Class() Class {
	if i := e.index(); i >= 0 {
		return elements[i].class
	}
	return ""
}

// index returns the place of e in the allow-list, -1 for none.
func (e Element) index() int {
	for i := range elements {
		if elements[i].name == e {
			return i
		}
	}
	return -1
}
