package resident_test

import (
	"testing"

	"simpul/lib/resident"
)

func TestTheWayOfWritingANameDoesNotCount(t *testing.T) {
	check(t, resident.NamaLengkap, []pair{
		{"BUDI SANTOSO", "Budi Santoso", sesuai},
		{"BUDI SANTOSO", "  budi \t  SANTOSO  ", sesuai},
		{"BUDI SANTOSO", "BUDI\u00a0SANTOSO", sesuai},
		{"BUDI SANTOSO", "ＢＵＤＩ　ＳＡＮＴＯＳＯ", sesuai},
		{"BUDI SANTOSO", "BUDI\u200b SANTOSO\ufeff", sesuai},
		{"AMIN'UL HAKIM", "AMINUL HAKIM", sesuai},
		{"AMIN’UL HAKIM", "AMIN`UL HAKIM", sesuai},
		{"NUR-AINI", "NUR AINI", sesuai},
		{"A.RAHMAN", "A. RAHMAN", sesuai},
		{"RENÉE LESTARI", "RENEE LESTARI", sesuai},
	})
}

func TestAnotherSpellingOfANameIsMirip(t *testing.T) {
	check(t, resident.NamaLengkap, []pair{
		{"SOEHARDI", "SUHARDI", mirip},
		{"BOEDI SANTOSO", "BUDI SANTOSO", mirip},
		{"DJOKO WIDODO", "JOKO WIDODO", mirip},
		{"TJAHYONO", "CAHYONO", mirip},
		{"SJAHRIR", "SYAHRIR", mirip},
		{"JUSUF HABIB", "YUSUF HABIB", mirip},
		{"ACHMAD DAHLAN", "AHMAD DAHLAN", mirip},
		{"KHOIRUL ANAM", "CHOIRUL ANAM", mirip},
		{"RAMADHAN", "RAMADAN", mirip},
		{"RIZQI TAUFIQ", "RIZKI TAUFIK", mirip},
		{"IRVAN", "IRFAN", mirip},
		{"NURUDDIN", "NURUDIN", mirip},
		{"BUDY SANTOSO", "BUDI SANTOSO", mirip},
		{"FATIMA", "FATIMAH", mirip},
		{"CHRISTINA", "KRISTINA", mirip},
		{"CHANDRA", "CANDRA", mirip},
		{"SHOLIHIN", "SOLIHIN", mirip},
		{"NOOR AINI", "NUR AINI", mirip},
		{"ALEX PRATAMA", "ALEKS PRATAMA", mirip},
		{"SUGIYANTO", "SUGIANTO", mirip},
		{"ABDUR RAHMAN", "ABDURRAHMAN", mirip},
		{"ABD. RAHMAN", "ABDUL RAHMAN", mirip},
		{"ST. AISYAH", "SITI AISYAH", mirip},
	})
}

func TestVariantsOfMuhammadAreMirip(t *testing.T) {
	for _, s := range []string{
		"M.", "MOH.", "MUH.", "MOHD.", "MUHD", "MHD", "MD", "MOCH.", "MOCHAMAD", "MOCHAMMAD", "MOHAMAD", "MOHAMMAD", "MOHAMED",
		"MUHAMAD", "MUKHAMMAD", "MUCHAMAD",
	} {
		check(t, resident.NamaLengkap, []pair{{s + " HIDAYAT", "MUHAMMAD HIDAYAT", mirip}})
	}
	check(t, resident.NamaLengkap, []pair{
		{"MOH. HIDAYAT", "MOCH. HIDAYAT", mirip},
		{"M. HIDAYAT", "MOH. HIDAYAT", mirip},
		{"MUHAMMAD HIDAYAT", "HIDAYAT", berbeda},
		{"MUHAMMAD HIDAYAT", "MAHMUD HIDAYAT", berbeda},
		{"MUHAMMAD RAIHAN", "MUHAMMAD RAIHAT", berbeda},
	})
}

func TestInitialsAndConnectorsAreMirip(t *testing.T) {
	check(t, resident.NamaLengkap, []pair{
		{"A. SALIM", "AGUS SALIM", mirip},
		{"ABDUL R. HAKIM", "ABDUL RAHMAN HAKIM", mirip},
		{"AHMAD BIN SALEH", "AHMAD SALEH", mirip},
		{"AHMAD B. SALEH", "AHMAD BIN SALEH", mirip},
		{"SITI BINTI SALEH", "SITI BT. SALEH", mirip},
		{"SITI BINTI SALEH", "SITI SALEH", mirip},
		{"A. B.", "AGUS BUDI", berbeda},
		{"B. SALIM", "AGUS SALIM", berbeda},
		{"BIN SALEH", "SALEH", berbeda},
		{"AHMAD BIN", "AHMAD", berbeda},
	})
}

func TestASlipOfThePenInOneLongWordIsMirip(t *testing.T) {
	check(t, resident.NamaLengkap, []pair{
		{"RATNA AMINAH", "RATNA AMINAT", mirip},
		{"SITI RATNA AMINAH", "SITI RATNA AMINAT", mirip},
		{"BUDI SANTOSO", "BUDI SANTSO", mirip},
		{"BUDI SANTOSO", "BUDI SNATOSO", mirip},
		{"BUDI SANTOSO", "BUDI SANTPSO", mirip},
	})
}

func TestACommonWordVouchesForNobody(t *testing.T) {
	for _, s := range []string{
		"SITI", "ST.", "STI", "SRI", "NUR", "NOOR", "NURUL", "DEWI", "ABDUL", "ABD.", "ABDUR", "MUHAMMAD", "M.", "MOCH.", "AHMAD", "ACHMAD",
		"NI", "I", "NI WAYAN", "I MADE", "WAYAN", "PUTU", "GEDE", "MADE", "KADEK", "NYOMAN", "KOMANG", "KETUT", "NENGAH", "GUSTI",
	} {
		check(t, resident.NamaLengkap, []pair{
			{s + " MARIYAM", s + " MARIYAH", berbeda},
			{s + " MARIYAM", s + " M.", berbeda},
			{s + " MARIYAM", s + " MARIYAM", sesuai},
		})
	}
}

func TestWhatCouldBeAnotherPersonIsBerbeda(t *testing.T) {
	check(t, resident.NamaLengkap, []pair{
		{"BUDI", "BUDIYANTO", berbeda},
		{"BUDI", "BUDI SANTOSO", berbeda},
		{"BUDI", "BUDO", berbeda},
		{"BUDI SANTOSO", "SANTOSO BUDI", berbeda},
		{"BUDI SANTOSO", "BUDI HARTONO", berbeda},
		{"BUDI SANTOSO", "RUDI SANTOSO", berbeda},
		{"RINA LESTARI", "RANI LESTARI", berbeda},
		{"HASAN BASRI", "HUSAN BASRI", berbeda},
		{"SUPARMAN", "SUPARMIN", berbeda},
		{"HERMAWAN", "HERMWAN", berbeda}, // nothing vouches for a name of one word
		{"PRIYANTO", "PRIYATNO", berbeda},
		{"AGUS SUHARTO", "AGUS SUMARTO", berbeda},
		{"AGUS HARTONO", "AGUS KARTONO", berbeda},
		{"SITI MARYANI", "SITI MARYATI", berbeda},
		{"SITI YULIANI", "SITI YULIANTI", berbeda},
		{"SRI WINARTI", "SRI WINARNI", berbeda},
		{"DWI AMINAH", "DWI AMINAT", berbeda},
		{"DWI ANI", "DWI YANI", berbeda},
		{"VINA", "FINA", berbeda},
		{"JULIANTO", "YULIANTO", berbeda},
		{"WAHYUDI", "WAHYUDIN", berbeda},
		{"EKA SAPUTRA", "EKA SAPUTRI", berbeda},
		{"EKA YULIAN", "EKA YULIANA", berbeda},
		{"AGUS SUPARTO", "AGUS SUPARTI", berbeda},
		{"DEWI RATNASARI", "DEWI RATNAWATI", berbeda},
		{"SITI AMINAH", "SITI AMANAT", berbeda},
		{"SITI AMINAH", "SITI AMINAT", berbeda}, // perhaps a slip, perhaps a sister
		{"AGUS SUPARMAN SANTOSO", "AGUS SUPARMIN SANTOSA", berbeda},
		{"SITI", "", kosong},
		{"SITI", "-", kosong},
		{"...", "...", kosong},
	})
}
