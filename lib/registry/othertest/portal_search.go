package othertest

import (
	"net/http"
	"strings"
)

// inside serves a page to a browser that is logged in, and sends any other to
// the login; s.mu is held meanwhile.
func (s *Server) inside(page func(http.ResponseWriter, *http.Request, *visit)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		defer s.mu.Unlock()
		if v := s.visitOf(r); v != nil && v.in {
			page(w, r, v)
			return
		}
		sendTo(w, r, "masuk.php?alasan=habis")
	}
}

// visitOf is the visit of the cookie, or nil; s.mu is held.
func (s *Server) visitOf(r *http.Request) *visit {
	cookie, err := r.Cookie(portalCookie)
	if err != nil {
		return nil
	}
	return s.visits[cookie.Value]
}

// search answers one question. The form's fixed field must come with it, and a
// token that was not used before; without them nothing is counted.
func (s *Server) search(w http.ResponseWriter, r *http.Request, v *visit) {
	if !v.spend(formValue(w, r, checkField)) || formValue(w, r, "jenis") != "perorangan" {
		http.Error(w, "Permintaan tidak sah", http.StatusBadRequest)
		return
	}
	found := s.hit(strings.TrimSpace(formValue(w, r, "nomor_induk")))
	answer := view{Check: v.check(), Refusal: portalText(found.person)}
	if found.person.Status == Found {
		answer.Record = s.columns(found.person)
	}
	if s.options.ShowQuotaLimiter {
		left := s.options.QuotaLeft
		answer.Left = &left
	}
	show(w, searchPage, answer)
}

// formValue is one field of the posted form, bounded.
func formValue(w http.ResponseWriter, r *http.Request, name string) string {
	r.Body = http.MaxBytesReader(w, r.Body, maxBody)
	return r.PostFormValue(name)
}

// sendTo redirects within the portal; 303 turns a POST into a GET (RFC 9110).
func sendTo(w http.ResponseWriter, r *http.Request, page string) {
	http.Redirect(w, r, portalRoot+"/"+page, http.StatusSeeOther)
}

// portalTexts are the sentences of the JUKNIS (II.C.2b.2 and .3), and of §1.9
// for what it does not name.
var portalTexts = map[string]string{
	Deceased:      "Data Ditemukan, Meninggal Dunia",
	Duplicate:     "Data Ditemukan, Data Ganda",
	NotFound:      "Data tidak ditemukan, NIK tidak terdapat di database kependudukan",
	Inactive:      "Data Ditemukan, Status Non Aktif silahkan hubungi Dinas Dukcapil",
	InvalidFormat: "Data tidak ditemukan, NIK tidak sesuai format Dukcapil",

	FaultLogin:        "Gagal Login",
	FaultIP:           "IP Address Tidak Sesuai",
	FaultQuota:        "Kuota akses hari ini telah habis",
	FaultHours:        "Di luar jam akses",
	FaultIncomplete:   "Parameter Tidak Lengkap / Tidak Valid",
	FaultUnregistered: "IP Client Tidak Terdaftar",
	FaultInstitution:  "Instansi tidak aktif",
	FaultUser:         "User ID non aktif, silahkan menghubungi Admin",
	FaultUnknown:      "Gangguan tak bernama",
}

// portalText is what the page says about somebody; nothing for a record.
func portalText(p Person) string { return portalTexts[p.Status+p.Fault] }
