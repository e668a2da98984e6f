package othertest

import "slices"

// Statuses of [Person], the answers of JUKNIS-II.C.2b.1 and 2b.2.
const (
	Found         = "found"
	Deceased      = "deceased"
	Duplicate     = "duplicate"
	NotFound      = "not_found"
	Inactive      = "inactive"
	InvalidFormat = "invalid_format"
)

// Faults of [Person], the set-up faults of §1.9 (JUKNIS-II.C.2b.3): they say
// nothing about the person.
const (
	FaultLogin        = "login_failed"         // code 03
	FaultIP           = "ip_mismatch"          // code 04
	FaultQuota        = "quota_exhausted"      // code 05
	FaultHours        = "outside_hours"        // code 06
	FaultIncomplete   = "incomplete"           // codes 07 and 09
	FaultUnregistered = "ip_unregistered"      // code 10
	FaultInstitution  = "institution_inactive" // code 16
	FaultUser         = "user_inactive"        // code 17
	FaultUnknown      = "unknown"              // code 99, or an unknown text
)

// Person is one invented resident and what a right client makes of the answer.
// Exactly one of Status and Fault is set. All fields from FullName on are empty
// unless Status is [Found]. Texts are as sent, without trailing blanks.
type Person struct {
	NIK    string // 16 digits
	Group  string // the wire shape shown, and its section or source
	Status string // one of Found ... InvalidFormat
	Fault  string // one of FaultLogin ... FaultUnknown

	FullName      string // NAMA_LGKP, with degrees
	Sex           string // "Laki-Laki" or "Perempuan"; sent in mixed or upper case
	BirthPlace    string // TMPT_LHR
	BirthDate     string // yyyy-mm-dd, however it is sent
	MaritalStatus string // STATUS_KAWIN
	Occupation    string // JENIS_PKRJN

	Alamat        string // ALAMAT, the street line alone
	ProvinceName  string // PROP_NAME
	KabupatenName string // KAB_NAME: kabupaten bare, kota with its prefix
	KecamatanCode string // two digits; NO_KEC itself is sent unpadded, 7 for "07"
	RegionCode    string // six digits PPKKCC, or empty if NO_PROP and NO_KAB are not sent
	KecamatanName string // KEC_NAME
	KelurahanName string // KEL_NAME
	RT, RW        string // unpadded decimal as sent, or empty where null is sent
}

// entry is one person with the answer; content nil stands for an empty array.
type entry struct {
	person  Person
	content fields
	bare    bool
}

// statusEntry is a person about whom only a status is said.
func statusEntry(nik, status string, content fields, group string) entry {
	return entry{person: Person{NIK: nik, Group: group, Status: status}, content: content}
}

// faultEntry is a NIK that brings out a fault of the set-up.
func faultEntry(nik, fault string, content fields, group string) entry {
	return entry{person: Person{NIK: nik, Group: group, Fault: fault}, content: content}
}

// asObject sends content without its array, as a proxy does (§1.3).
func (e entry) asObject() entry {
	e.bare = true
	return e
}

// everybody is all entries, with marker in every record of personal data.
func everybody(marker string) []entry {
	return slices.Concat(
		numberPeople(marker), datePeople(marker), textPeople(marker),
		successPeople(marker), sparsePeople(marker), papuaPeople(marker),
		deceasedPeople(marker), duplicatePeople(marker),
		notFoundPeople(), inactivePeople(), invalidPeople(),
		accountFaults(), quotaFaults(), addressFaults(), otherFaults(),
	)
}

// index gives the people in order, and their entries by NIK.
func index(entries []entry) ([]Person, map[string]entry) {
	order, byNIK := make([]Person, 0, len(entries)), make(map[string]entry, len(entries))
	for _, e := range entries {
		order = append(order, e.person)
		byNIK[e.person.NIK] = e
	}
	return order, byNIK
}
