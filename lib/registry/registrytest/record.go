package registrytest

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// mark is in every text beyond the agreement, cardMark in every number: as a date its six sevens are impossible, so no NIK
// holds it.
const (
	mark     = "PENANDA-"
	cardMark = "99777777"
)

// Markers returns texts that stand in every found record, only in fields beyond the agreement. Whoever finds one outside
// the line to the registry has found a leak (PKS-2.1a).
func Markers() []string { return []string{mark, cardMark} }

// record is content[0] of a found person: 39 fields, more than any agreement seen grants (wire §1.4).
func (p Person) record(d Dialect) map[string]any {
	fields := map[string]any{
		"NIK": json.Number(p.NIK), "NAMA_LGKP": p.NamaLengkap, "JENIS_KLMIN": p.sex(), "TMPT_LHR": p.TempatLahir,
		"TGL_LHR": p.born(d.DateLayout), "STATUS_KAWIN": p.StatusPerkawinan, "JENIS_PKRJN": p.Pekerjaan,
		"ALAMAT": p.Alamat, "PROP_NAME": p.Provinsi, "KAB_NAME": p.Kabupaten, "KEC_NAME": p.Kecamatan,
		"KEL_NAME": p.Kelurahan, "NO_PROP": json.Number(p.kodeProvinsi), "NO_KAB": json.Number(p.kodeKabupaten),
		"NO_KEC": json.Number(p.KodeKecamatan), "NO_KEL": json.Number(p.kodeKelurahan),
		"NO_RT": json.Number(p.RT), "NO_RW": json.Number(p.RW),
	}
	p.addBeyondAgreement(fields)
	if d.SuccessCode != "" {
		fields["RESPONSE_CODE"], fields["RESPONSE_DESC"] = d.SuccessCode, "Success"
	}
	if d.Strings {
		for name, value := range fields {
			if number, ok := value.(json.Number); ok {
				fields[name] = string(number)
			}
		}
	}
	return fields
}

// sex is written as counties do; the capitals of Person are the ministry's. Both are on the wire (wire §1.4).
func (p Person) sex() string {
	if p.household%2 == 0 {
		return p.JenisKelamin
	}
	return map[string]string{"LAKI-LAKI": "Laki-Laki", "PEREMPUAN": "Perempuan"}[p.JenisKelamin]
}

func (p Person) born(layout string) string {
	day, err := time.Parse(time.DateOnly, p.TanggalLahir)
	if err != nil {
		panic(err) // of our own making
	}
	return day.Format(layout)
}

// addBeyondAgreement adds what the agreement does not grant. Parents' names end in a blank, as on the wire.
func (p Person) addBeyondAgreement(fields map[string]any) {
	for _, name := range []string{"AGAMA", "GOL_DARAH", "PDDK_AKH", "STAT_HBKEL", "DUSUN", "NAMA_LGKP_IBU",
		"NAMA_LGKP_AYAH", "NO_AKTA_LHR", "NO_AKTA_KWN", "PNYDNG_CCT", "EKTP_STATUS", "EKTP_CREATED", "LAST_UPDATED"} {
		fields[name] = mark + strings.ReplaceAll(name, "_", "-") + " "
	}
	for i, name := range []string{"NO_KK", "NIK_IBU", "NIK_AYAH"} {
		fields[name] = json.Number(fmt.Sprintf("3303%s%04d", cardMark, 3*p.household+i))
	}
	for _, name := range []string{"TGL_KWN", "NO_AKTA_CRAI", "TGL_CRAI", "KODE_POS"} {
		fields[name] = nil
	}
	fields["EKTP_LOCAL"] = mark + "EKTP-LOCAL"
}
