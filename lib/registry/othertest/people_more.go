package othertest

import "slices"

// successPeople shows records beside keys that elsewhere mean a refusal.
func successPeople(marker string) []entry {
	return slices.Concat(
		// §1.8: DIGI and a PIVOT test take 00 for success.
		shape{group: "code 00 beside the record (1.8 DIGI, PIVOT)", date: dateISO, add: gen3("00", "Success")}.write(marker,
			resident{"3404990601910051", "PISANG CONTOH", "SLEMAN", "1991-01-06", "KAWIN", "TENTARA NASIONAL INDONESIA", sleman, "2", "8"},
		),
		shape{group: "code 00 alone beside the record (1.8 DIGI)", date: dateDash, upper: true, add: codeOnly("00")}.write(marker,
			resident{"3471995303860016", "BOUGENVIL REKA", "YOGYAKARTA", "1986-03-13", "KAWIN", "BIDAN", yogya, "22", "6"},
		),
		// §1.9: PIVOT's table, 01 = data found.
		shape{group: "code 01 beside the record (1.9 PIVOT)", date: dateDot, add: gen2("01", "Data Ditemukan")}.write(marker,
			resident{"3578991002890034", "SIRSAK REKA", "SIDOARJO", "1989-02-10", "KAWIN", "MEKANIK", surabaya, "6", "1"},
		),
		shape{group: "code 01 alone beside the record (1.9 PIVOT)", date: dateISO, upper: true, add: codeOnly("01")}.write(marker,
			resident{"3174996711780018", "ALAMANDA UMPAMA", "JAKARTA", "1978-11-27", "KAWIN TERCATAT", "AKUNTAN", jakarta, "1", "11"},
		),
	)
}

// sparsePeople shows records under a smaller grant, and behind a proxy.
func sparsePeople(marker string) []entry {
	return slices.Concat(
		// §1.4: which fields come back depends on the agreement.
		shape{
			group: "few keys, NO_KEC without NO_PROP and NO_KAB (1.4 DTO-A)", date: dateISO,
			absent: []string{
				"NO_PROP", "NO_KAB", "NO_KEL", "NIK_IBU", "NIK_AYAH", "NAMA_LGKP_AYAH", "AGAMA", "GOL_DARAH",
				"PDDK_AKH", "STAT_HBKEL", "KODE_POS", "DUSUN", "PNYDNG_CCT", "EKTP_STATUS", "TGL_KWN", "NO_AKTA_CRAI",
			},
		}.write(marker,
			resident{"3404991301840026", "DUKU CONTOH", "SLEMAN", "1984-01-13", "KAWIN", "PETERNAK", sleman, "8", "19"},
			resident{"3578996505950029", "KAMBOJA REKA", "MALANG", "1995-05-25", "BELUM KAWIN", "APOTEKER", surabaya, "4", "4"},
		),
		// §1.3: content as an object, seen behind third-party proxies only.
		shape{group: "content as an object (1.3 proxy)", date: dateDot, upper: true, bare: true}.write(marker,
			resident{"3471992609730023", "ALPUKAT REKA", "YOGYAKARTA", "1973-09-26", "KAWIN", "WARTAWAN", yogya, "7", "2"},
		),
		shape{group: "content as an object, code 00, blanks (1.3 proxy)", date: dateISOTime, bare: true, tail: "  ", add: codeOnly("00")}.write(marker,
			resident{"1401995002890028", "MAWAR ANDAI", "KAMPAR", "1989-02-10", "CERAI HIDUP", "PEDAGANG", kampar, "2", "1"},
		),
	)
}

// papuaPeople have NIKs above 2^53 (§1.5); each ends in an odd digit, which a
// float64 cannot hold there.
func papuaPeople(marker string) []entry {
	return slices.Concat(
		shape{group: "NIK number above 2^53 (1.5)", date: dateISO}.write(marker,
			resident{"9171991706900001", "SAGU CONTOH", "JAYAPURA", "1990-06-17", "KAWIN", "PEGAWAI NEGERI SIPIL", jayapura, "1", "2"},
			resident{"9202994811820003", "MATOA MISAL", "MANOKWARI", "1982-11-08", "KAWIN", "GURU", manokwari, "3", "1"},
		),
		shape{group: "NIK number above 2^53, dd-mm-yyyy (1.5, 1.6)", date: dateDash, upper: true}.write(marker,
			resident{"9301992002980005", "GAHARU CONTOH", "MERAUKE", "1998-02-20", "BELUM KAWIN", "PETANI/PEKEBUN", merauke, "", ""},
			resident{"9401997004880007", "KASUARINA MISAL", "NABIRE", "1988-04-30", "KAWIN", "PEDAGANG", nabire, "5", "2"},
		),
		shape{group: "NIK number above 2^53, dd.mm.yyyy (1.5, 1.6)", date: dateDot, tail: " "}.write(marker,
			resident{"9501990110710009", "PANDAN CONTOH", "WAMENA", "1971-10-01", "KAWIN", "PENDETA", jayawijaya, "", "1"},
		),
		shape{group: "NIK number above 2^53, object, code 01 (1.3, 1.5, 1.9)", date: dateISOTime, bare: true, add: codeOnly("01")}.write(marker,
			resident{"9671994403030013", "BAKAU MISAL", "SORONG", "2003-03-04", "BELUM KAWIN", "PELAJAR/MAHASISWA", sorong, "10", "4"},
		),
	)
}
