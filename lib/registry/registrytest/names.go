package registrytest

import "strings"

// Common given names, put together at random: nobody is meant.
var (
	menNames = strings.Fields(`ADI AGUS AHMAD ALI ANDI ANWAR ARIEF ARYO ASEP BAMBANG BAYU BENI BUDI CAHYO CANDRA DANANG
		DARMAWAN DEDI DENI DIMAS DODI EDI EKO FAJAR FARHAN FERI GALIH GATOT GILANG GUNAWAN HADI HARI HENDRA HERU IMAM INDRA
		IRFAN ISMAIL IWAN JAJANG JOKO JUMADI KARDI KURNIAWAN LUKMAN MAHMUD MUHAMMAD MULYONO NANANG NUR PAIJO PARDI PRASETYO
		RAHMAT RIDWAN RIZKI ROHMAN RUDI SAEFUL SAPTO SATRIA SIGIT SLAMET SOLEH SUGENG SUHARDI SUMARNO SUPARDI SUROTO SUTRISNO
		SYAMSUL TAUFIK TEGUH TRI UDIN UNTUNG WAHYU WARSITO WAWAN WIBOWO YANTO YOGI YUDI YUSUF ZAENAL`)
	womenNames = strings.Fields(`AISYAH ANI ANISA ASIH ASTUTI AYU CITRA DEWI DIAH DWI EKA ENDANG ENI ERNA ESTI EVI FATIMAH
		FITRI HANDAYANI HARTINI IDA IKA INDAH INTAN ISTI JUMIATI KARTIKA KHOTIMAH KURNIA LESTARI LILIS LINA MARYAM MAYA MEGA
		MUJIATI MURNI NANI NINING NOVITA NUR NUR'AINI NURHAYATI PARTINI PERMATA PUJI PUSPITA PUTRI RAHAYU RATNA RETNO RINA RINI
		ROHANI ROSIDAH SARI SARTINI SITI SRI SUKARTI SULASTRI SUMIATI SUNARTI SUPRIHATIN SURYANI SUSI TATI TINI TITIN TRI TUTI
		UMI UTAMI WAHYUNI WARTI WATI WIDYA WINARTI WULAN YANI YULI YUNI ZUBAEDAH`)
	// Titles stand before the name or after a comma; they are no part of who somebody is.
	frontTitles = []string{"H.", "DRS.", "IR.", "DR."}
	backTitles  = []string{", S.E.", ", S.H.", ", S.PD.", ", S.T.", ", M.M.", ", S.KOM", ", A.MD"}
)

// name puts one to three given names together; one in nine has titles, one in ten a single name.
func (b *builder) name(female bool) string {
	given := menNames
	if female {
		given = womenNames
	}
	name := pick(b, given)
	for range min(2, b.below(10)/3) { // 3 in 10 none more, 3 one, 4 two
		if next := pick(b, given); !strings.Contains(name, next) {
			name += " " + next
		}
	}
	return b.titled(name, female)
}

func (b *builder) titled(name string, female bool) string {
	if !b.oneIn(9) {
		return name
	}
	if b.oneIn(2) || female {
		return name + pick(b, backTitles)
	}
	return pick(b, frontTitles) + " " + name
}
