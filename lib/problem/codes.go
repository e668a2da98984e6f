package problem

import (
	"maps"
	"slices"
)

// Code names one kind of failure. It is part of the contract: never renamed, never reused.
type Code string

// The codes, grouped by who can mend them.
const (
	// The call itself.
	CodePermintaanRusak          Code = "permintaan_rusak"
	CodeMetodeHTTPSalah          Code = "metode_http_salah"
	CodeTipeKontenSalah          Code = "tipe_konten_salah"
	CodePermintaanTerlaluBesar   Code = "permintaan_terlalu_besar"
	CodeIsianSalah               Code = "isian_salah"
	CodeAlamatTidakAda           Code = "alamat_tidak_ada"
	CodeSedangDiproses           Code = "sedang_diproses"
	CodeSudahDijawab             Code = "sudah_dijawab"
	CodeCallbackDitolak          Code = "callback_ditolak"
	CodeTokenTidakAda            Code = "token_tidak_ada"
	CodeTokenTidakSah            Code = "token_tidak_sah"
	CodeTokenKedaluwarsa         Code = "token_kedaluwarsa"
	CodeFrontendTidakTerdaftar   Code = "frontend_tidak_terdaftar"
	CodePetugasTidakTerdaftar    Code = "petugas_tidak_terdaftar"
	CodePetugasTidakAktif        Code = "petugas_tidak_aktif"
	CodeNDABelumAda              Code = "nda_belum_ada"
	CodePenugasanBerakhir        Code = "penugasan_berakhir"
	CodeKewenanganKurang         Code = "kewenangan_kurang"
	CodePerjanjianBelumBerlaku   Code = "perjanjian_belum_berlaku"
	CodePerjanjianBerakhir       Code = "perjanjian_berakhir"
	CodeMetodeBelumDiizinkan     Code = "metode_belum_diizinkan"
	CodeJenisIzinTidakTerdaftar  Code = "jenis_izin_tidak_terdaftar"
	CodePeranTidakDiizinkan      Code = "peran_tidak_diizinkan"
	CodeAksesDitangguhkan        Code = "akses_ditangguhkan"
	CodeTerlaluCepat             Code = "terlalu_cepat"
	CodePolaBerurutan            Code = "pola_berurutan"
	CodePolaTeratur              Code = "pola_teratur"
	CodePolaMenebak              Code = "pola_menebak"
	CodePolaMenumpuk             Code = "pola_menumpuk"
	CodePemeriksaanBerulang      Code = "pemeriksaan_berulang"
	CodeAksesTidakAda            Code = "akses_tidak_ada"
	CodeBalikanTidakAda          Code = "balikan_tidak_ada"
	CodeBalikanSudahSelesai      Code = "balikan_sudah_selesai"
	CodeBalikanSedangDikirim     Code = "balikan_sedang_dikirim"
	CodeStatusTidakMendukung     Code = "status_tidak_mendukung"
	CodeTandaTerimaSalah         Code = "tanda_terima_salah"
	CodeBalikanDitolak           Code = "balikan_ditolak"
	CodeBalikanHarusDikirimUlang Code = "balikan_harus_dikirim_ulang"
	CodeKunciSudahDipakai        Code = "kunci_sudah_dipakai"
	CodeLoginDicoba              Code = "login_dicoba"
	CodeKuotaHabis               Code = "kuota_habis"
	CodeTerlaluSibuk             Code = "terlalu_sibuk"
	CodeJalurPenuh               Code = "jalur_penuh"
	CodeJalurTerputus            Code = "jalur_terputus"
	CodePenyimpananTidakTersedia Code = "penyimpanan_tidak_tersedia"
	CodeBelumDisiapkan           Code = "belum_disiapkan"
	CodePenyimpananMundur        Code = "penyimpanan_mundur"
	CodeJamTidakCocok            Code = "jam_tidak_cocok"
	CodeCatatanTidakUtuh         Code = "catatan_tidak_utuh"
	CodeSurelTidakTerkirim       Code = "surel_tidak_terkirim"
	CodeLayananBerhenti          Code = "layanan_berhenti"
	CodeFungsiTidakTersedia      Code = "fungsi_tidak_tersedia"
	CodeFungsiTidakMenjawab      Code = "fungsi_tidak_menjawab"
	CodeKesalahanInternal        Code = "kesalahan_internal"
	CodeWaktuHabis               Code = "waktu_habis"

	// The registry (JUKNIS-II.C.2b.3, wire §1.9).
	CodeGagalLogin              Code = "gagal_login"
	CodeInstansiTidakAktif      Code = "instansi_tidak_aktif"
	CodeUserIDNonAktif          Code = "user_id_non_aktif"
	CodeAlamatIPDitolak         Code = "alamat_ip_ditolak"
	CodeDiLuarJamAkses          Code = "di_luar_jam_akses"
	CodePermintaanTidakLengkap  Code = "permintaan_tidak_lengkap"
	CodeNIKTidakDapatDiproses   Code = "nik_tidak_dapat_diproses"
	CodeCaptchaDiminta          Code = "captcha_diminta"
	CodeHalamanBerubah          Code = "halaman_berubah"
	CodeTidakDikenal            Code = "tidak_dikenal"
	CodeJawabanRusak            Code = "jawaban_rusak"
	CodeDukcapilTidakTerjangkau Code = "dukcapil_tidak_terjangkau"
	CodeDukcapilTidakMenjawab   Code = "dukcapil_tidak_menjawab"
	CodeDukcapilMenolakKoneksi  Code = "dukcapil_menolak_koneksi"

	// The card reader (JUKNIS-IV).
	CodePembacaTidakTerdaftar  Code = "pembaca_tidak_terdaftar"
	CodePembacaSibuk           Code = "pembaca_sibuk"
	CodePembacaMacet           Code = "pembaca_macet"
	CodePembacaTidakSiap       Code = "pembaca_tidak_siap"
	CodePembacaTidakTerjangkau Code = "pembaca_tidak_terjangkau"
	CodePembacaMenolak         Code = "pembaca_menolak"
	CodePembacaTidakMenjawab   Code = "pembaca_tidak_menjawab"
	CodeSAMTidakAktif          Code = "sam_tidak_aktif"
	CodeSAMMenolak             Code = "sam_menolak"
	CodeKartuTidakAda          Code = "kartu_tidak_ada"
	CodeKartuGagalDibaca       Code = "kartu_gagal_dibaca"
	CodeKartuBukanKTPel        Code = "kartu_bukan_ktp_el"
	CodeTandaTanganKartuSalah  Code = "tanda_tangan_kartu_salah"
	CodeNIKKartuBerbeda        Code = "nik_kartu_berbeda"
	CodePerambanDitolak        Code = "peramban_ditolak"
)

type meaning struct {
	status int
	title  string
	detail string
}

// All returns every code, sorted.
func All() []Code { return slices.Sorted(maps.Keys(meanings)) }

// Remedy returns the Indonesian detail of c: what to do.
func Remedy(c Code) string { return meanings[c].detail }
