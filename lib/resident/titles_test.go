package resident_test

import (
	"strings"
	"testing"

	"simpul/lib/resident"
)

func TestTitlesAndDegreesDoNotCount(t *testing.T) { // wire §1.4: the registry may hold degrees
	plain := "BUDI SANTOSO"
	for _, s := range []string{
		"Dr. Budi Santoso", "dr. BUDI SANTOSO", "Drs. Budi Santoso", "Ir. Budi Santoso", "H. Budi Santoso", "H BUDI SANTOSO",
		"H.BUDI SANTOSO", "K.H. Budi Santoso", "K. H. BUDI SANTOSO", "KH BUDI SANTOSO", "K.H.BUDI SANTOSO", "R. Budi Santoso",
		"R.M. BUDI SANTOSO", "Prof. Dr. Ir. H. Budi Santoso", "DR.IR.BUDI SANTOSO", "HAJI BUDI SANTOSO", "TN. BUDI SANTOSO",
		"Budi Santoso, S.H.", "BUDI SANTOSO SH", "BUDI SANTOSO,SH", "BUDI SANTOSO S.H.", "BUDI SANTOSO S. H.", "BUDI SANTOSO, S. Kom., M. Si",
		"BUDI SANTOSO, S.H., M.H.", "BUDI SANTOSO S.H.M.H.", "BUDI SANTOSO, S.H M.Hum", "BUDI SANTOSO, A.Md.Keb", "BUDI SANTOSO A. Md. Keb.",
		"BUDI SANTOSO SE", "BUDI SANTOSO, ST., MT", "BUDI SANTOSO M.A.", "BUDI SANTOSO, BA", "BUDI SANTOSO SE MM", "BUDI SANTOSO;S.E.",
		"Dr. H. Budi Santoso, S.Sos., M.Si., Ph.D.",
	} {
		check(t, resident.NamaLengkap, []pair{{s, plain, sesuai}})
	}
	check(t, resident.NamaLengkap, []pair{
		{"Hj. Siti Aminah", "SITI AMINAH", sesuai},
		{"Dra. Hj. Siti Aminah, S.Pd.", "SITI AMINAH", sesuai},
	})
}

func TestATitleIsDroppedOnlyInItsPlaceAndNeverTheWholeName(t *testing.T) {
	check(t, resident.NamaLengkap, []pair{
		{"BUDI DR SANTOSO", "BUDI SANTOSO", berbeda},
		{"SH BUDI", "BUDI", berbeda},
		{"BUDI HAJI", "BUDI", berbeda},
		{"LIE MA", "LIE", berbeda},
		{"LIE MA", "lie ma", sesuai},
		{"H", "H.", sesuai},
		{"DR", "H", berbeda},
		{"DR SH", "SH", sesuai},
		{"S.H.", "SH", sesuai},
		{"S.E.", "H", berbeda},
		{"R. SETIAWAN", "RUDI SETIAWAN", mirip},
		{"H. LUBIS", "HASAN LUBIS", mirip},
		{"R. A. SETIAWAN", "RUDI A. SETIAWAN", mirip},
		{"RADEN SETIAWAN", "R. SETIAWAN", mirip},
	})
}

func TestADegreeBehindACommaCostsNobodyTheLicence(t *testing.T) {
	plain := "SITI AMINAH"
	for _, s := range []string{ // on the list or looking like a degree
		"S.Farm., Apt.", "S. Farm., Apt", "APT", "M.Pd.I", "Sp.JP", "Sp. JP", "SPJP", "S.Ars", "S.Ak., M.Ak.", "A.Md.Kom", "A. Md. Kom.", "S.ST",
		"S.Gz", "S.Psi., M.Psi., Psikolog", "S.T., IPM", "S.Fil.I", "S.Tr.Keb", "S.Tr.Kes.K", "A.Md.Pjk", "Sp.PD-KGH", "Sp.OG(K)", "M.Kn S.Pt", "S.Si.T",
		"dr.", "Hj.", "S.H.;M.H.", "-", "", ",", "S.H.,, M.H.,",
	} {
		check(t, resident.NamaLengkap, []pair{
			{plain + ", " + s, plain, sesuai},
			{plain + "，" + s, "dr. " + plain + ", S.Ked.", sesuai},
			{plain + ", " + s, plain + "H", mirip},
			{plain + ", " + s, "SITI AISYAH", berbeda},
			{plain + ", " + s, "SITI AISYAH, " + s, berbeda},
		})
	}
	for _, s := range []string{ // unknown
		"XYZ", "CONTOH", "Sertif.Contoh", "S.Contoh", "S. CONTOH", "S.H., CONTOH", "M.Si CONTOH", "M.Pd BUDI", "M.ALI", "S. ADI", "M.B.", "S.BCDFG", "H.", "K.H.",
	} {
		check(t, resident.NamaLengkap, []pair{
			{plain + ", " + s, plain, mirip},
			{plain + ", " + s, plain + ", S.H.", mirip},
			{plain + ", " + s, plain + ", LAIN", mirip},
			{plain + ", " + s, plain + ", S.H., " + s, sesuai},
			{plain + ", " + s, "SITI AISYAH", berbeda},
			{plain + ", " + s, "SITI AISYAH, " + s, berbeda},
		})
	}
}

func TestDegreesWithoutACommaAreThoseOnTheList(t *testing.T) {
	for _, s := range []string{
		"S.Farm. Apt.", "APT", "M.Pd.I", "Sp.JP", "SPJP", "S.Ars", "S.Ak. M.Ak.", "A.Md.Kom", "S.ST", "S.Gz", "S.Psi. M.Psi. Psikolog", "S.T. IPM",
	} {
		check(t, resident.NamaLengkap, []pair{{"SITI AMINAH " + s, "SITI AMINAH", sesuai}})
	}
	check(t, resident.NamaLengkap, []pair{
		{"SITI AMINAH S.Contoh", "SITI AMINAH", berbeda},
		{"SITI AMINAH SAK", "SITI AMINAH", berbeda},
	})
}

func TestTheFamilyNameBeforeAComma(t *testing.T) {
	check(t, resident.NamaLengkap, []pair{
		{"HARYANTO, BUDI", "HARYANTO, BUDI", sesuai},
		{"HARYANTO, BUDI", "HARYANTO BUDI", sesuai},
		{"HARYANTO, BUDI", "Haryanto , Budi, S.H.", sesuai},
		{"HARYANTO, BUDI", "BUDI HARYANTO", mirip},
		{"Haryanto, H. Budi, S.H.", "BUDI HARYANTO, S.E.", mirip},
		{"Dr. HARYANTO, BUDI", "BUDI HARYANTO", mirip},
		{"HARYANTO, BUDI S.H.", "BUDI HARYANTO", mirip},
		{"HARYANTO, BUDI", "HARYANTO BUDY", mirip},
		{"HARYANTO, BUDI", "-", kosong},
		{"HARYANTO, B.", "BUDI HARYANTO", mirip},
		{"HARYANTO, BUDI", "HARYANTO", mirip},
		{"HARYANTO, M.ALI", "HARYANTO", mirip},
		{"HARYANTO, B.", "HARYANTO", mirip},
		{"HARYANTO, H.", "HARYANTO", mirip},
		{"HARYANTO, IRMA", "HARYANTO", mirip}, // not IR and MA
		{"HARYANTO, B.", "HARYANTO, BUDI", mirip},
		{"HARYANTO, BUDI", "BUDI", berbeda},
		{"HARYANTO, BUDI", "HARYANTO, AGUS", berbeda},
		{"HARYANTO, BUDI", "BUDI, HARYANTO", berbeda},
		{"HARYANTO, BUDI", "AGUS HARYANTO", berbeda},
		{"SITI MARIYAM, CONTOH", "SITI MARIYAH, CONTOH", berbeda}, // a degree they share vouches for nobody
		{"ABDUR RAHMAN, XYZ", "ABDURRAHMAN, ABC", berbeda},
		{"H., BUDI SANTOSO", "BUDI SANTOSO", sesuai},
		{"S.H.M.H., BUDI", "BUDI", berbeda},
		{"SH, BUDI", "BUDI", berbeda},
		{"MA, BUDI", "BUDI MA", mirip},
		{"H, S.H.", "SH", sesuai},
		{"LIE, MA", "LIE", sesuai},
	})
}

func TestALongRowOfDegreesIsReadOnce(t *testing.T) { // SPSI is SP SI too: 2⁶⁰ ways to read it would keep a processor busy for years
	check(t, resident.NamaLengkap, []pair{
		{"BUDI " + strings.Repeat("SPSI", 60) + ".X", "BUDI", berbeda},
		{"BUDI, " + strings.Repeat("SP ", 80) + "CONTOH", "BUDI", mirip},
	})
}
