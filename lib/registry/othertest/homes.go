package othertest

// Addresses. Kabupaten names come without a prefix, kota with KOTA, Jakarta with
// KOTA ADM. (§1.4). NO_KAB and NO_KEC below 10 are sent as one digit.
var (
	sleman = &home{
		alamat: "JL. CONTOH NO. 5", prop: 34, kab: 4, kec: 7, kel: 2003,
		propName: "DAERAH ISTIMEWA YOGYAKARTA", kabName: "SLEMAN", kecamatan: "REKA MULYO", kelurahan: "SENDANG REKA",
	}
	yogya = &home{
		alamat: "GG. MISAL 2/17 & 18", prop: 34, kab: 71, kec: 13, kel: 1002,
		propName: "DAERAH ISTIMEWA YOGYAKARTA", kabName: "KOTA YOGYAKARTA", kecamatan: "REKA KOTA", kelurahan: "MISALAN",
	}
	jakarta = &home{
		alamat: "JL. UMPAMA RAYA BLOK C-4", prop: 31, kab: 74, kec: 9, kel: 1001,
		propName: "DKI JAKARTA", kabName: "KOTA ADM. JAKARTA SELATAN", kecamatan: "UMPAMA BARU", kelurahan: "UMPAMA TIMUR",
	}
	kampar = &home{
		alamat: "DUSUN ANDAI 3", prop: 14, kab: 1, kec: 1, kel: 2011,
		propName: "RIAU", kabName: "KAMPAR", kecamatan: "ANDAI HULU", kelurahan: "ANDAI HILIR",
	}
	surabaya = &home{
		alamat: `RUSUN "CONTOH" LT. 3`, prop: 35, kab: 78, kec: 31, kel: 1004,
		propName: "JAWA TIMUR", kabName: "KOTA SURABAYA", kecamatan: "REKA BAHARI", kelurahan: "TAMBAK REKA",
	}
)

// Addresses in the provinces 91 to 96.
var (
	jayapura = &home{
		alamat: "JL. DANAU CONTOH", prop: 91, kab: 71, kec: 2, kel: 1006,
		propName: "PAPUA", kabName: "KOTA JAYAPURA", kecamatan: "DANAU REKA", kelurahan: "TELUK REKA",
	}
	manokwari = &home{
		alamat: "KOMPLEKS CONTOH", prop: 92, kab: 2, kec: 12, kel: 2009,
		propName: "PAPUA BARAT", kabName: "MANOKWARI", kecamatan: "ARFAK REKA", kelurahan: "PANTAI REKA",
	}
	merauke = &home{
		alamat: "JL. PERBATASAN CONTOH", prop: 93, kab: 1, kec: 1, kel: 1003,
		propName: "PAPUA SELATAN", kabName: "MERAUKE", kecamatan: "RAWA REKA", kelurahan: "RAWA MISAL",
	}
	nabire = &home{
		alamat: "JL. TELUK CONTOH", prop: 94, kab: 1, kec: 5, kel: 2001,
		propName: "PAPUA TENGAH", kabName: "NABIRE", kecamatan: "TELUK MISAL", kelurahan: "KAMPUNG MISAL",
	}
	jayawijaya = &home{
		alamat: "KAMPUNG CONTOH", prop: 95, kab: 1, kec: 38, kel: 2004,
		propName: "PAPUA PEGUNUNGAN", kabName: "JAYAWIJAYA", kecamatan: "LEMBAH REKA", kelurahan: "LEMBAH MISAL",
	}
	sorong = &home{
		alamat: "JL. PELABUHAN CONTOH", prop: 96, kab: 71, kec: 9, kel: 1005,
		propName: "PAPUA BARAT DAYA", kabName: "KOTA SORONG", kecamatan: "PELABUHAN REKA", kelurahan: "KARANG REKA",
	}
)
