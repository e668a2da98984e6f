package main

import "simpul/lib/feedback"

// stateTexts say in Indonesian where a unit stands, and what to do.
var stateTexts = map[feedback.State]string{
	feedback.Open:      "Belum ada data balikan. Kirim izin yang terbit, atau alasan tidak ada izin.",
	feedback.Queued:    "Menunggu dikirim ke Dukcapil; tidak perlu dikirim ulang.",
	feedback.Dead:      "Tidak dapat dikirim dan isinya sudah dihapus: harus dikirim ulang.",
	feedback.Delivered: "Sudah diterima Dukcapil.",
	feedback.Closed:    "Selesai dengan alasan, tanpa izin.",
}

// codeTexts say it of a state that a code tells more of.
var codeTexts = map[feedback.State]map[string]string{
	feedback.Dead: {
		"koreksi_tidak_diterima": "Layanan menjawab bahwa data NIK ini sudah pernah dikirim: koreksi tidak dicatat dan data yang lama tetap berlaku. " +
			"Mintakan perubahannya kepada Dukcapil, lalu akhiri dengan discard.",
	},
	feedback.Delivered: {
		"koreksi_tidak_pasti": "Dukcapil mempunyai data balikan NIK ini, tetapi tidak pasti apakah yang lama atau koreksinya. Pastikan kepada Dukcapil.",
	},
}

func textOf(state feedback.State, code string) string {
	if text := codeTexts[state][code]; text != "" {
		return text
	}
	return stateTexts[state]
}
