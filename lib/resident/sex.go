package resident

// sexes maps the words for the sexes to the letter on forms. 1 and 2 are left out: systems do not agree on them.
var sexes = map[string]string{
	"L": "L", "LK": "L", "LAKI": "L", "LAKILAKI": "L", "LAKI2": "L", "PRIA": "L",
	"P": "P", "PR": "P", "PRP": "P", "PEREMPUAN": "P", "W": "P", "WANITA": "P",
}

func compareSex(a, b string) Band { return exact(readSex(a), readSex(b)) }

// readSex returns "L", "P", or "" for what cannot be read.
func readSex(s string) string { return sexes[joined(s)] }

// Sex returns "L" for a man, "P" for a woman, "" if it is empty or cannot be read.
func (p Person) Sex() string { return readSex(p.Get(JenisKelamin).RevealPersonalData()) }
