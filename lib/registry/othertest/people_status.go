package othertest

// deceasedPeople are code 11 (§1.8 three generations, §1.9; JUKNIS-II.C.2b.2a).
func deceasedPeople(marker string) []entry {
	// §1.8: JULO's tests put RESPON and RESPONSE_CODE beside normal keys. That
	// the code then wins over the record is this package's reading.
	beside := shape{group: "code 11 beside a record (1.8 JULO)", date: dateISO, add: gen2("11", "Data Ditemukan, Meninggal Dunia")}
	return []entry{
		statusEntry("3404991204300001", Deceased, gen1("Data Ditemukan, Meninggal Dunia"), "no code (1.8.1)"),
		statusEntry("3471995509510002", Deceased, gen1("DATA DITEMUKAN,  MENINGGAL DUNIA "), "no code, capitals, blanks (1.8.1)"),
		statusEntry("3174990207440008", Deceased, gen2("11", "Data ditemukan, meninggal dunia"), "two keys (1.8.2)"),
		statusEntry("3578992811370003", Deceased, gen3("11", "Data Ditemukan,Meninggal Dunia"), "three keys (1.8.3)"),
		statusEntry("1401996003620001", Deceased, codeOnly("11"), "code only (1.9)"),
		statusEntry("9171991905580011", Deceased, gen3("11", "Data Ditemukan, Meninggal  Dunia"), "object (1.3, 1.8.3)").asObject(),
		beside.without(marker, Deceased,
			resident{"3404990708400015", "ASAM CONTOH", "SLEMAN", "1940-08-07", "KAWIN", "PENSIUNAN", sleman, "2", "2"}),
	}
}

// duplicatePeople are code 12 (JUKNIS-II.C.2b.2b). PIVOT counts it as success,
// JULO and LOS do not; the JUKNIS names it a status of its own.
func duplicatePeople(marker string) []entry {
	beside := shape{group: "code 12 beside a record (1.9 PIVOT)", date: dateDash, add: gen3("12", "Data Ditemukan, Data Ganda")}
	return []entry{
		statusEntry("3404992309870004", Duplicate, gen1("Data ditemukan, data ganda"), "no code (1.8.1)"),
		statusEntry("3174996110900006", Duplicate, gen2("12", "Data Ditemukan, Data Ganda"), "two keys (1.8.2)"),
		statusEntry("3578991401770009", Duplicate, gen3("12", "Data Ditemukan,  Data GANDA"), "three keys (1.8.3)"),
		statusEntry("9202990803660015", Duplicate, codeOnly("12"), "code only (1.9)"),
		beside.without(marker, Duplicate,
			resident{"3471994605830027", "KEMUNING REKA", "YOGYAKARTA", "1983-05-06", "KAWIN", "PENJAHIT", yogya, "5", "1"}),
	}
}

// without sends a whole record with a status that is not [Found]: the client has
// nothing to show, so the truth holds no element.
func (s shape) without(marker, status string, r resident) entry {
	return statusEntry(r.nik, status, s.record(r, marker), s.group)
}

// notFoundPeople are code 13 (§1.9; JUKNIS-II.C.2b.2c).
func notFoundPeople() []entry {
	return []entry{
		statusEntry("3404992705910002", NotFound, gen1("Data Tidak Ditemukan"), "no code (1.8.1, 8 sources)"),
		statusEntry("3174994812720005", NotFound, gen1("Data tidak ditemukan"), "no code, lower case (1.9)"),
		statusEntry("1401991602040007", NotFound, gen1("Data  tidak ditemukan, NIK tidak terdapat di database kependudukan"), "no code, long text (JUKNIS)"),
		statusEntry("3578990411930018", NotFound, gen2("13", "Data Tidak Ditemukan"), "two keys (1.8.2)"),
		statusEntry("3471996907690001", NotFound, gen3("13", "Data Tidak Ditemukan, NIK tidak terdapat  di database Kependudukan"), "three keys (1.8.3)"),
		statusEntry("9301993006800017", NotFound, codeOnly("13"), "code only (1.9)"),
		statusEntry("3404994202020012", NotFound, nil, "empty array (1.3 PIVOT); not_found is this package's reading"),
		statusEntry("3174991803860024", NotFound, gen1("Data Tidak Ditemukan "), "object (1.3)").asObject(),
	}
}

// inactivePeople are code 14 in the wordings of JULO, GOMOCK and the JUKNIS
// (§1.9; JUKNIS-II.C.2b.2d). The text shares words with codes 16 and 17.
func inactivePeople() []entry {
	return []entry{
		statusEntry("3404990910740003", Inactive, gen1("Data Ditemukan, Status Non Aktif silahkan hubungi Dinas Dukcapil"), "no code (JUKNIS, 1.9 JULO)"),
		statusEntry("3471995201980006", Inactive, gen1("Data ditemukan,  Status Tidak Aktif silakan hubungi Dinas Dukcapil"), "no code (1.9 GOMOCK)"),
		statusEntry("3578992106600025", Inactive, gen2("14", "Data Ditemukan, Status NON AKTIF silakan hubungi Dinas Dukcapil"), "two keys (1.8.2)"),
		statusEntry("3174995704010019", Inactive, gen3("14", "Data Ditemukan, Status Tidak Aktif silahkan hubungi  Dinas Dukcapil"), "three keys (1.8.3)"),
		statusEntry("9401990512890019", Inactive, codeOnly("14"), "code only (1.9)"),
	}
}

// invalidPeople are code 15 (§1.9; JUKNIS-II.C.2b.2e). Without a code the text
// begins like not found.
func invalidPeople() []entry {
	return []entry{
		statusEntry("3404991108690007", InvalidFormat, gen1("Data tidak ditemukan, NIK tidak sesuai format Dukcapil"), "no code (JUKNIS)"),
		statusEntry("1401994910760014", InvalidFormat, gen1("DATA TIDAK DITEMUKAN, NIK TIDAK  SESUAI FORMAT DUKCAPIL"), "no code, capitals, blanks (1.8.1)"),
		statusEntry("3471992002630032", InvalidFormat, gen2("15", "Data Tidak Ditemukan, NIK tidak sesuai format Dukcapil"), "two keys (1.8.2)"),
		statusEntry("3578996308810002", InvalidFormat, gen3("15", "Data Tidak Ditemukan, NIK tidak sesuai format dukcapil"), "three keys (1.8.3)"),
		statusEntry("9501993001950021", InvalidFormat, codeOnly("15"), "code only (1.9)"),
	}
}
