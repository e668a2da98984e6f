package resident

// Status is what the registry says about a NIK (JUKNIS-II.C.2b.1 and 2b.2). Faults of the set-up (2b.3) are none.
type Status string

// The statuses.
const (
	Found         Status = "found"
	Deceased      Status = "deceased"
	Duplicate     Status = "duplicate"
	NotFound      Status = "not_found"
	Inactive      Status = "inactive"
	InvalidFormat Status = "invalid_format"
)

// statusTexts are the JUKNIS's words. For found it has none, since the data itself is shown there: the first two words of the
// others stand for it.
var statusTexts = map[Status]string{
	Found:         "Data Ditemukan",
	Deceased:      "Data Ditemukan, Meninggal Dunia",
	Duplicate:     "Data Ditemukan, Data Ganda",
	NotFound:      "Data tidak ditemukan, NIK tidak terdapat di database kependudukan",
	Inactive:      "Data Ditemukan, Status Non Aktif silahkan hubungi Dinas Dukcapil",
	InvalidFormat: "Data tidak ditemukan, NIK tidak sesuai format Dukcapil",
}

// Statuses returns every status in the JUKNIS's order.
func Statuses() []Status {
	return []Status{Found, Deceased, Duplicate, NotFound, Inactive, InvalidFormat}
}

// Text returns the JUKNIS's words for s (JUKNIS-II.C.2b), "" if s is no status.
func (s Status) Text() string { return statusTexts[s] }
