package othertest

// accountFaults are about the account: codes 03, 16 and 17 (§1.9), and the
// texts of JUKNIS-II.C.2b.3a, 3c and 3d.
func accountFaults() []entry {
	return []entry{
		faultEntry("3404991001620013", FaultLogin, gen1("Login Gagal"), "no code (1.9 KHANZA)"),
		faultEntry("3174996505700022", FaultLogin, gen1("Gagal  Login"), "no code, other order (JUKNIS)"),
		faultEntry("3578990303820035", FaultLogin, gen2("03", "Login gagal"), "two keys (1.8.2)"),
		faultEntry("1401992210990002", FaultLogin, gen3("03", "LOGIN GAGAL"), "three keys (1.8.3)"),
		faultEntry("3471995811730010", FaultLogin, codeOnly("03"), "code only (1.9)"),

		faultEntry("3404992006850036", FaultInstitution, gen1("Instansi tidak aktif"), "no code (JUKNIS)"),
		faultEntry("3174990709920003", FaultInstitution, gen1("Instansi  Non Aktif"), "no code, other word (1.9)"),
		faultEntry("3578994412640016", FaultInstitution, gen2("16", "Instansi Tidak Aktif"), "two keys (1.8.2)"),
		faultEntry("1401991507870009", FaultInstitution, gen3("16", "INSTANSI TIDAK AKTIF"), "three keys (1.8.3)"),
		faultEntry("9671992901790023", FaultInstitution, codeOnly("16"), "code only (1.9)"),

		faultEntry("3404996803780005", FaultUser, gen1("User ID non aktif, silahkan menghubungi Admin"), "no code (JUKNIS)"),
		faultEntry("3471991406560020", FaultUser, gen1("User ID  Tidak Aktif, silakan menghubungi Admin"), "no code, other words (1.9)"),
		faultEntry("3174995001880011", FaultUser, gen2("17", "User ID Non Aktif"), "two keys (1.8.2)"),
		faultEntry("3578992508710038", FaultUser, gen3("17", "User ID Tidak Aktif"), "three keys (1.8.3)"),
		faultEntry("1401990611020005", FaultUser, codeOnly("17"), "code only (1.9)"),
	}
}

// quotaFaults are code 05 (§1.9; JUKNIS-II.C.2b.3b).
func quotaFaults() []entry {
	return []entry{
		faultEntry("3404991709590004", FaultQuota, gen1("Kuota akses hari ini telah habis"), "no code (JUKNIS)"),
		faultEntry("3471994105970024", FaultQuota, gen1("KUOTA AKSES  HARI INI TELAH HABIS"), "no code, capitals, blanks (1.8.1)"),
		faultEntry("3174992802840030", FaultQuota, gen2("05", "Kuota Akses Hari ini telah Habis"), "two keys (1.8.2 PARIA)"),
		faultEntry("3578996110030007", FaultQuota, gen3("05", "Kuota akses hari ini  telah habis"), "three keys (1.8.3)"),
		faultEntry("1401993004680012", FaultQuota, fields{"RESPONSE_CODE": "05", "RESPONSE": "Kuota Akses Hari ini telah Habis"}, "code and another text key (1.8 JULO)"),
		faultEntry("9202995712910025", FaultQuota, codeOnly("05"), "code only (1.9)"),
	}
}

// addressFaults are codes 04 and 10 (§1.9). The text of 04 shares words with 15,
// and which text belongs to 10 is a guess of the wire facts.
func addressFaults() []entry {
	return []entry{
		faultEntry("3404990807670028", FaultIP, gen1("IP Address Tidak Sesuai"), "no code (1.9 KHANZA)"),
		faultEntry("3471995603900015", FaultIP, gen2("04", "IP tidak sesuai"), "two keys (1.8.2)"),
		faultEntry("3174991910530001", FaultIP, gen3("04", "IP  Tidak Sesuai"), "three keys (1.9 PIVOT)"),
		faultEntry("3578990204970026", FaultIP, codeOnly("04"), "code only (1.9)"),

		faultEntry("1401994701800033", FaultUnregistered, gen1("IP Client  Tidak terdaftar"), "no code, two blanks (1.9 KHANZA)"),
		faultEntry("3404991111730037", FaultUnregistered, gen2("10", "IP Client Tidak Terdaftar"), "two keys (1.9 TERA)"),
		faultEntry("3471992905620008", FaultUnregistered, codeOnly("10"), "code only (1.9)"),
	}
}

// otherFaults are codes 06, 07 and 09 (§1.9), and what no table knows. The text
// of 06 was never found: the one here is invented.
func otherFaults() []entry {
	return []entry{
		faultEntry("3174996203850014", FaultHours, codeOnly("06"), "code only (1.9)"),
		faultEntry("3578991606760006", FaultHours, gen3("06", "Di luar jam akses"), "three keys, invented text (1.9)"),

		faultEntry("1401990108910024", FaultIncomplete, gen1("Parameter Tidak Lengkap / Tidak Valid"), "no code (1.9 LOS)"),
		faultEntry("3404995404660021", FaultIncomplete, gen3("07", "Parameter tidak lengkap /  tidak valid"), "three keys (1.9 LOS)"),
		faultEntry("3471990709820035", FaultIncomplete, gen2("09", "User, password dan IP tidak boleh kosong"), "code 09 (1.9 LOS)"),

		faultEntry("3174992312610010", FaultUnknown, gen3("99", "Gangguan tak bernama"), "unknown code and text (6.6)"),
		faultEntry("3578995506890031", FaultUnknown, codeOnly("99"), "unknown code only (6.6)"),
		faultEntry("1401992701750003", FaultUnknown, gen1("Gangguan tak bernama"), "unknown text only (6.6)"),
	}
}
