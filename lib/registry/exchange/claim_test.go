package exchange_test

import "simpul/lib/registry/exchange"

// A claim of every element and its results.
const theResults = `{"content":[{"NIK":"Sesuai","NAMA_LGKP":"Sesuai (100)","TMPT_LHR":"Sesuai (100)","TGL_LHR":"Sesuai","JENIS_KLMIN":"Sesuai",` +
	`"STATUS_KAWIN":"Sesuai","JENIS_PKRJN":"Tidak Sesuai","ALAMAT":"Sesuai (93)","PROP_NAME":"Sesuai","KAB_NAME":"Sesuai","NO_KEC":"Sesuai",` +
	`"KEC_NAME":"Sesuai","KEL_NAME":"Sesuai","NO_RT":"Sesuai","NO_RW":"Sesuai"}],"lastPage":true,"numberOfElements":1,"sort":null,` +
	`"totalElements":1,"firstPage":true,"number":0,"size":1,"quotaLimiter":123}`

var aClaim = []exchange.Member{
	exchange.Text("TRESHOLD", "90"), exchange.Text("NAMA_LGKP", "CONTOH WARGA PURNAMA"), exchange.Text("TMPT_LHR", "PURBALINGGA"),
	exchange.Text("TGL_LHR", "01-01-1990"), exchange.Text("JENIS_KLMIN", "PEREMPUAN"), exchange.Text("STATUS_KAWIN", "BELUM KAWIN"),
	exchange.Text("JENIS_PKRJN", "KARYAWAN SWASTA"), exchange.Text("ALAMAT", "JL. CONTOH KENANGA NO. 99"),
	exchange.Text("PROP_NAME", "JAWA TENGAH"), exchange.Text("KAB_NAME", "PURBALINGGA"), exchange.Text("NO_KEC", "99"),
	exchange.Text("KEC_NAME", "CONTOHREJA"), exchange.Text("KEL_NAME", "CONTOH KIDUL"), exchange.Text("NO_RT", "002"), exchange.Text("NO_RW", "016"),
}
