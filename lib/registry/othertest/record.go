package othertest

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// home is an address; the codes and names of kecamatan and below are invented.
type home struct {
	alamat               string
	prop, kab, kec, kel  int
	propName, kabName    string
	kecamatan, kelurahan string
}

// resident is a true record; date is yyyy-mm-dd, an empty rt or rw is sent as
// null.
type resident struct {
	nik, name, born, date, kawin, kerja string
	home                                *home
	rt, rw                              string
}

// shape is how one installation, or one batch of old data in it, writes records.
type shape struct {
	group  string   // what it shows, and its source
	date   string   // layout of TGL_LHR
	upper  bool     // JENIS_KLMIN in upper case
	text   bool     // numbers as JSON strings
	tail   string   // blanks after every text but the date
	add    fields   // keys beside the record
	absent []string // keys that this agreement does not return
	bare   bool     // content as an object
}

// Layouts of TGL_LHR in answers (§1.6).
const (
	dateISO      = "2006-01-02"
	dateDash     = "02-01-2006"
	dateDot      = "02.01.2006"
	dateISOTime  = "2006-01-02 15:04:05"
	dateDashTime = "02-01-2006 15:04:05"
)

// write makes the entries of one shape.
func (s shape) write(marker string, residents ...resident) []entry {
	entries := make([]entry, 0, len(residents))
	for _, r := range residents {
		entries = append(entries, entry{person: r.person(s), content: s.record(r, marker), bare: s.bare})
	}
	return entries
}

// sex follows the day of the NIK, +40 for women (§5).
func (r resident) sex() string {
	if r.nik[6] >= '4' {
		return "Perempuan"
	}
	return "Laki-Laki"
}

// person is the truth a client must arrive at.
func (r resident) person(s shape) Person {
	p := Person{
		NIK: r.nik, Group: s.group, Status: Found, FullName: r.name, Sex: r.sex(),
		BirthPlace: r.born, BirthDate: r.date, MaritalStatus: r.kawin, Occupation: r.kerja,
		Alamat: r.home.alamat, ProvinceName: r.home.propName, KabupatenName: r.home.kabName,
		KecamatanCode: fmt.Sprintf("%02d", r.home.kec),
		KecamatanName: r.home.kecamatan, KelurahanName: r.home.kelurahan, RT: r.rt, RW: r.rw,
	}
	if len(s.absent) == 0 {
		p.RegionCode = fmt.Sprintf("%02d%02d%02d", r.home.prop, r.home.kab, r.home.kec)
	}
	return p
}

// record is content[0] for r: the 8 elements, and what the agreement did not ask
// for (§1.4).
func (s shape) record(r resident, marker string) fields {
	f := s.extras(r.nik, marker)
	f["TGL_LHR"] = s.dated(r.date)
	for key, text := range map[string]string{
		"NAMA_LGKP": r.name, "JENIS_KLMIN": s.cased(r.sex()), "TMPT_LHR": r.born,
		"STATUS_KAWIN": r.kawin, "JENIS_PKRJN": r.kerja, "ALAMAT": r.home.alamat,
		"PROP_NAME": r.home.propName, "KAB_NAME": r.home.kabName,
		"KEC_NAME": r.home.kecamatan, "KEL_NAME": r.home.kelurahan,
	} {
		f[key] = text + s.tail
	}
	for key, number := range map[string]string{
		"NIK": r.nik, "NO_RT": r.rt, "NO_RW": r.rw,
		"NO_PROP": fmt.Sprint(r.home.prop), "NO_KAB": fmt.Sprint(r.home.kab),
		"NO_KEC": fmt.Sprint(r.home.kec), "NO_KEL": fmt.Sprint(r.home.kel),
	} {
		f[key] = s.number(number)
	}
	maps.Copy(f, s.add)
	maps.DeleteFunc(f, func(key string, _ any) bool { return slices.Contains(s.absent, key) })
	return f
}

// extras are fields outside the agreement; a client must drop them. The mother's
// name ends in a blank as in KEMN's sample.
func (s shape) extras(nik, marker string) fields {
	return fields{
		"NO_AKTA_LHR": marker, "NO_KK": s.number(nik[:12] + "9001"),
		"NIK_IBU": s.number(nik[:6] + "5507550003"), "NIK_AYAH": nil,
		"NAMA_LGKP_IBU": "BUNGA SEPATU CONTOH ", "NAMA_LGKP_AYAH": "POHON JATI CONTOH",
		"AGAMA": "ISLAM", "GOL_DARAH": "TIDAK TAHU", "PDDK_AKH": "DIPLOMA IV/STRATA I",
		"STAT_HBKEL": "KEPALA KELUARGA", "KODE_POS": s.number("55281"), "DUSUN": nil,
		"PNYDNG_CCT": nil, "EKTP_STATUS": "TUNGGAL", "TGL_KWN": nil, "NO_AKTA_CRAI": nil,
	}
}

// number writes a JSON number, or a string in the shapes of TERA and SULT, or
// null for nothing.
func (s shape) number(digits string) any {
	switch {
	case digits == "":
		return nil
	case s.text:
		return digits
	}
	return json.Number(digits)
}

// cased writes the sex in the case of this shape.
func (s shape) cased(sex string) string {
	if s.upper {
		return strings.ToUpper(sex)
	}
	return sex
}

// dated writes a date in the layout of this shape.
func (s shape) dated(iso string) string {
	day, err := time.Parse(dateISO, iso)
	if err != nil {
		panic(err) // a slip in the tables of this package
	}
	return day.Format(s.date)
}
