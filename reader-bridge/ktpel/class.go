package ktpel

// Class says how a read ended.
type Class string

// The classes. Their values are part of the contract with the functions.
const (
	Genuine          Class = "asli"                     // authenticated, and the signature holds
	NotKTPel         Class = "bukan_ktp_el"             // another card, or one that could not prove to be a KTP-el
	SAMRefuses       Class = "sam_menolak"              // the SAM is missing, locked, not activated or broken
	SignatureInvalid Class = "tanda_tangan_tidak_cocok" // authenticated, but the data is not what was signed
	Broken           Class = "baca_gagal"               // taken away, out of time, reader or service gone, unreadable: says nothing about the card
)

// Classes returns every class.
func Classes() []Class { return []Class{Genuine, NotKTPel, SAMRefuses, SignatureInvalid, Broken} }

// words are the title and the advice for the officer.
func (c Class) words() (title, advice string) {
	switch c {
	case Genuine:
		return "KTP-el asli", "Cocokkan wajah pemohon dengan foto pada kartu, lalu lanjutkan."
	case NotKTPel:
		return "Kartu tidak terbukti sebagai KTP-el", "Pastikan yang diletakkan adalah KTP-el, hanya satu kartu, tanpa dompet. Bila KTP-el lain terbaca dan kartu ini tetap tidak, jangan terima kartu ini sebagai bukti; arahkan pemohon ke Dinas Dukcapil. Bila semua KTP-el ditolak, SAM atau profil kartunya yang bermasalah: hubungi administrator."
	case SAMRefuses:
		return "SAM menolak", "Bukan kesalahan kartu pemohon. Administrator perlu memeriksa apakah SAM terpasang dan aktif (SIFILMA) dan apakah berkas PCID dan CONF miliknya. Sementara itu periksa pemohon dengan mengetik NIK."
	case SignatureInvalid:
		return "Tanda tangan digital kartu tidak cocok", "Data pada kartu tidak sama dengan yang ditandatangani. Jangan pakai data kartu ini. Ulangi sekali; bila tetap, minta pemohon ke Dinas Dukcapil dan laporkan kepada administrator."
	default:
		return "Kartu belum terbaca", "Letakkan kembali kartu di tengah pembaca, jangan digerakkan sampai selesai, lalu ulangi."
	}
}
