package resident

import (
	"slices"
	"strings"
)

// nextSteps tells what to do when the registry shows no data (JUKNIS Lampiran II, step 4b).
var nextSteps = map[Status]string{
	Deceased: "Menurut Dukcapil, pemilik NIK ini telah meninggal dunia. Hentikan proses permohonan dan jangan terbitkan izin dengan " +
		"NIK ini. Bila pemohon hadir atau keberatan, minta klarifikasi kepada Dinas Dukcapil.",
	Duplicate: "NIK ini tercatat ganda di Dukcapil, sehingga belum dapat dicantumkan pada izin. Kembalikan berkas kepada pemohon " +
		"dan minta pemohon menyelesaikan data gandanya di Dinas Dukcapil, lalu periksa ulang.",
	NotFound: "NIK ini tidak terdapat di database kependudukan. Periksa salah ketik dengan mencocokkan NIK dengan KTP-el asli. " +
		"Bila NIK sudah sama dengan KTP-el, kembalikan berkas kepada pemohon agar memastikan datanya di Dinas Dukcapil.",
	Inactive: "Data kependudukan pemilik NIK ini berstatus non aktif. Tunda permohonan dan minta pemohon menghubungi Dinas Dukcapil untuk " +
		"mengaktifkan datanya, lalu periksa ulang.",
	InvalidFormat: "Dukcapil menyatakan NIK ini tidak sesuai format. Cocokkan NIK angka demi angka dengan KTP-el asli, perbaiki, lalu periksa " +
		"ulang. Bila sudah sama, kembalikan berkas kepada pemohon agar menghubungi Dinas Dukcapil.",
}

// NextStep tells the officer what to do, in Indonesian, after an answer of status s compared as c. It names elements and never
// their values. It is "" for what is no status.
func NextStep(s Status, c Comparison) string {
	if s != Found {
		return nextSteps[s]
	}
	switch c.Verdict {
	case VerdictSesuai:
		return sentences("Data sesuai dengan Dukcapil. Lanjutkan proses dan penerbitan izin, lalu kirim data balikan.",
			c.look(), c.notes())
	case VerdictTidakSesuai:
		return sentences(named("Data tidak sesuai dengan Dukcapil pada: ", c.having(Berbeda, Wajib), "."),
			"Cocokkan isian dengan KTP-el asli; bila salah ketik, perbaiki lalu periksa ulang. Bila isian sudah sama dengan "+
				"KTP-el, kembalikan berkas kepada pemohon untuk diperbaiki. Izin belum dapat diterbitkan.",
			c.look(), c.notes())
	}
	return sentences("Data ditemukan, tetapi belum dapat dinilai. Lengkapi isian seperti pada KTP-el, lalu periksa ulang. "+
		"Bila isian sudah lengkap, mintalah kejelasan kepada Dinas Dukcapil.",
		named("Sudah tampak berbeda, cocokkan dengan KTP-el asli: ", c.having(Berbeda, Wajib), "."), c.look(), c.notes())
}

// look names what decides and wants a second look.
func (c Comparison) look() string {
	return sentences(
		named("Hampir sama, periksa penulisannya pada KTP-el: ", c.having(Mirip, Wajib), "."),
		named("Tidak dapat dibandingkan, periksa sendiri pada KTP-el: ", withoutNIK(c.having(TidakDiisi, Wajib)), "."))
}

// notes names what does not decide.
func (c Comparison) notes() string {
	return sentences(
		named("Catatan, berbeda dan mungkin belum diperbarui pada KTP-el: ", c.having(Berbeda, Catatan), "."),
		named("Catatan, hampir sama: ", c.having(Mirip, Catatan), "."))
}

// withoutNIK drops the NIK, which needs no comparing: it was the question itself.
func withoutNIK(labels []string) []string {
	return slices.DeleteFunc(labels, func(label string) bool { return label == NIK.Label() })
}

// named puts elements into a sentence; no elements, no sentence.
func named(before string, labels []string, after string) string {
	if len(labels) == 0 {
		return ""
	}
	return before + strings.Join(labels, ", ") + after
}

// sentences joins those that are not empty.
func sentences(all ...string) string {
	var said []string
	for _, s := range all {
		if s != "" {
			said = append(said, s)
		}
	}
	return strings.Join(said, " ")
}
