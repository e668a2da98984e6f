package othertest

import "slices"

// numberPeople shows NIK, NO_KK and NO_* as JSON numbers or as strings (§1.4).
func numberPeople(marker string) []entry {
	return slices.Concat(
		// §1.4: DTO-A, DTO-B, KEMN; the newest form of dates beside it.
		shape{group: "numbers unpadded (1.4 DTO-A, DTO-B, KEMN)", date: dateISO}.write(marker,
			resident{"3404990503880002", "MELATI CONTOH", "SLEMAN", "1988-03-05", "BELUM KAWIN", "KARYAWAN SWASTA", sleman, "3", "12"},
			resident{"3174995811930004", "KENANGA MISAL", "JAKARTA", "1993-11-18", "KAWIN", "PELAJAR/MAHASISWA", jakarta, "10", "1"},
		),
		// §1.4: the mocks TERA and SULT.
		shape{group: "numbers as strings (1.4 TERA, SULT)", date: dateISO, upper: true, text: true}.write(marker,
			resident{"3578992207790011", "RAMBUTAN CONTOH", "SURABAYA", "1979-07-22", "KAWIN", "WIRASWASTA", surabaya, "2", "16"},
			resident{"1401996601010003", "DAHLIA ANDAI", "KAMPAR", "2001-01-26", "BELUM KAWIN", "PELAJAR/MAHASISWA", kampar, "7", "4"},
		),
		// §1.4: NO_RT and NO_RW are nullable.
		shape{group: "RT and RW null (1.4 DTO-A, DTO-B)", date: dateISO, add: fields{"NO_KK": nil, "GOL_DARAH": nil, "KODE_POS": nil}}.write(marker,
			resident{"1401990912700006", "NANGKA ANDAI", "BANGKINANG", "1970-12-09", "CERAI MATI", "PETANI/PEKEBUN", kampar, "", ""},
			resident{"1401994304850017", "CEMPAKA ANDAI", "KAMPAR", "1985-04-03", "KAWIN", "MENGURUS RUMAH TANGGA", kampar, "1", ""},
			resident{"3471993105900021", "SALAK REKA", "YOGYAKARTA", "1990-05-31", "KAWIN", "PEDAGANG", yogya, "", "9"},
		),
	)
}

// datePeople shows TGL_LHR in the forms of §1.6.
func datePeople(marker string) []entry {
	return slices.Concat(
		// §1.6: IZIN, a county with dashes; order taken from the requests.
		shape{group: "date dd-mm-yyyy (1.6 IZIN)", date: dateDash, upper: true}.write(marker,
			resident{"3404990102940031", "DURIAN CONTOH", "SLEMAN", "1994-02-01", "KAWIN", "KARYAWAN BUMN", sleman, "5", "21"},
			resident{"3404996902000001", "SEROJA CONTOH", "BANTUL", "2000-02-29", "BELUM KAWIN", "GURU", sleman, "1", "1"},
			resident{"3471991210810005", "MANGGA REKA", "YOGYAKARTA", "1981-10-12", "CERAI HIDUP", "SENIMAN", yogya, "40", "8"},
		),
		// §1.6: KEMN.
		shape{group: "date dd.mm.yyyy (1.6 KEMN)", date: dateDot, upper: true}.write(marker,
			resident{"3578990708650042", "KELAPA REKA", "GRESIK", "1965-08-07", "KAWIN", "NELAYAN/PERIKANAN", surabaya, "2", "2"},
			resident{"3578994112990013", "ANGGREK REKA", "SURABAYA", "1999-12-01", "KAWIN TERCATAT", "PERAWAT", surabaya, "11", "3"},
		),
		// §1.6 expects a time behind; the only trace is SIMGOS, which appends one.
		shape{group: "date yyyy-mm-dd 00:00:00 (1.6 SIMGOS)", date: dateISOTime}.write(marker,
			resident{"3174990306550007", "SAWO UMPAMA", "JAKARTA", "1955-06-03", "KAWIN", "PENSIUNAN", jakarta, "6", "15"},
			resident{"3174994909200008", "TERATAI UMPAMA", "DEPOK", "1920-09-09", "CERAI MATI", "BELUM/TIDAK BEKERJA", jakarta, "4", "2"},
		),
		shape{group: "date dd-mm-yyyy 00:00:00 (1.6)", date: dateDashTime}.write(marker,
			resident{"3174991111110009", "JAMBU UMPAMA", "JAKARTA", "2011-11-11", "BELUM KAWIN", "PELAJAR/MAHASISWA", jakarta, "8", "10"},
		),
		// §5: a corrected birth date leaves the NIK as it was.
		shape{group: "birth date differs from the NIK (5)", date: dateDash}.write(marker,
			resident{"3404991507770014", "SUKUN CONTOH", "KLATEN", "1976-05-17", "KAWIN", "BURUH HARIAN LEPAS", sleman, "9", "30"},
		),
	)
}

// textPeople shows blanks, degrees and letter case in texts (§1.4). KEMN has the
// blank after parents' names only; here every text has it.
func textPeople(marker string) []entry {
	return slices.Concat(
		shape{group: "one trailing blank (1.4 KEMN)", date: dateDot, upper: true, tail: " "}.write(marker,
			resident{"3404992403960010", "BELIMBING CONTOH", "SLEMAN", "1996-03-24", "KAWIN", "PERANGKAT DESA", sleman, "12", "6"},
			resident{"3471997010870020", "FLAMBOYAN REKA", "MAGELANG", "1987-10-30", "CERAI HIDUP", "PENATA BUSANA", yogya, "3", "3"},
		),
		shape{group: "many trailing blanks (1.4 OLYM trims)", date: dateDash, tail: "     "}.write(marker,
			resident{"1401992808830022", "KEDONDONG ANDAI", "PEKANBARU", "1983-08-28", "KAWIN", "SOPIR", kampar, "5", "5"},
		),
		shape{group: "degree after a comma (1.4)", date: dateISO, upper: true}.write(marker,
			resident{"3578991904750012", "MANGGIS REKA, S.H., M.KN.", "SURABAYA", "1975-04-19", "KAWIN", "NOTARIS", surabaya, "1", "7"},
			resident{"3404996206920019", "LAVENDEL CONTOH, S.PD", "SLEMAN", "1992-06-22", "BELUM KAWIN", "GURU", sleman, "14", "2"},
		),
		shape{group: "degree and trailing blank (1.4)", date: dateISOTime, tail: " "}.write(marker,
			resident{"3174992512680033", "CIPLUKAN UMPAMA, DR., SP.A", "BOGOR", "1968-12-25", "KAWIN", "DOKTER", jakarta, "2", "5"},
		),
	)
}
