package trial

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"simpul/deploy/poc/protocol"
)

// questions are those that the guideline leaves open, with what this trial saw of each.
func (r *run) questions() []protocol.Question {
	guard := r.Parts.Config.Guard
	return []protocol.Question{
		{Text: "Apakah permintaan yang jawabannya tidak sampai (waktu habis, jalur putus) dihitung sebagai satu akses? Simpul menghitungnya dan tidak mengulanginya.", Observed: r.seenLost()},
		{Text: "Apakah jawaban selain \"ditemukan\", termasuk gangguan, mengurangi kuota harian? Simpul menghitung semuanya.", Observed: r.spent()},
		{Text: "Pukul berapa, dan menurut jam siapa, kuota harian kembali penuh? Simpul memakai 00.00 WIB."},
		{Text: "Jarak waktu berapa antara dua pemeriksaan yang masih wajar menurut Juknis II.E.1?",
			Observed: fmt.Sprintf("Simpul menahan petugas yang lebih cepat dari satu pemeriksaan tiap %s sesudah %d berturut-turut, dan kantor tiap %s sesudah %d.",
				seconds(guard.Operator.Interval), guard.Operator.Burst, seconds(guard.Office.Interval), guard.Office.Burst)},
		{Text: "Apa yang dimaksud memasukkan NIK \"berurutan\" dan \"berpola\" (Juknis II.E.1)? Keluarga, saudara kembar dan pengurus satu perusahaan wajar memiliki NIK yang berdekatan.",
			Observed: fmt.Sprintf("Simpul menahan NIK ke-%d yang berdekatan dan ke-%d yang teratur, bila nama dan tanggal lahirnya belum terbukti diketahui.", guard.Sequential, guard.Patterned)},
		{Text: "Apa yang dianggap menyimpan (PKS pasal 2 ayat 2 huruf j)? Simpul tidak menyimpan elemen data; yang dicatat hanya waktu, petugas, nomor permohonan bertanda rahasia, dan ada tidaknya data. NIK data balikan tersegel sampai diterima Dukcapil."},
	}
}

// spent is what the countdown tells.
func (r *run) spent() string {
	told, one, other := r.countdown()
	if told < 2 {
		return "sisa kuota tidak disebutkan."
	}
	return fmt.Sprintf("sisa kuota turun satu pada %d dari %d pertanyaan berturut-turut.", one, one+other)
}

func seconds(d time.Duration) string {
	return strings.Replace(strconv.FormatFloat(d.Seconds(), 'f', -1, 64), ".", ",", 1) + " detik"
}

// seenLost is what became of the answer that was lost, "" if none was.
func (r *run) seenLost() string {
	if r.lost == "" {
		return ""
	}
	return r.lost + "."
}
