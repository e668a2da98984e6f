package othertest

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
)

// fields is one element of content.
type fields map[string]any

// envelope is the old Spring Data page of §1.3, for every answer alike.
type envelope struct {
	Content          any  `json:"content"`
	LastPage         bool `json:"lastPage"`
	NumberOfElements int  `json:"numberOfElements"`
	Sort             any  `json:"sort"`
	TotalElements    int  `json:"totalElements"`
	FirstPage        bool `json:"firstPage"`
	Number           int  `json:"number"`
	Size             int  `json:"size"`
	QuotaLimiter     *int `json:"quotaLimiter,omitempty"`
}

// gen1 is the oldest refusal of §1.8: one key, no code (8 sources).
func gen1(text string) fields { return fields{"RESPON": text} }

// gen2 is the second: two keys (JULO, KTAN, PARIA).
func gen2(code, text string) fields { return fields{"RESPON": text, "RESPONSE_CODE": code} }

// gen3 is the third: the text twice (PIVOT, GOMOCK, BPS, IZIN).
func gen3(code, text string) fields {
	return fields{"RESPONSE_CODE": code, "RESPONSE_DESC": text, "RESPONSE": text}
}

// codeOnly is a refusal without any text. No source shows it whole; §1.9 has
// codes whose text nobody found.
func codeOnly(code string) fields { return fields{"RESPONSE_CODE": code} }

// handler routes the two services and the portal, and counts whatever arrives.
func (s *Server) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST "+path, s.service(lookupKeys.parse, lookedUp))
	mux.HandleFunc("POST "+conformityPath, s.service(readClaims, judged))
	s.portalRoutes(mux)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.calls.Add(1)
		if spoil := s.spoilt(r); spoil != nil {
			whole := httptest.NewRecorder()
			mux.ServeHTTP(whole, r)
			spoil(w, r, whole.Result().Header, whole.Body.Bytes())
			return
		}
		mux.ServeHTTP(w, r)
	})
}

// service answers one question by JSON. The extra header is read by a server in
// front of the gateway, hence a real 401 (RFC 9110); no source shows one.
func (s *Server) service(parse func([]byte) (request, bool), tell func(entry, request) fields) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if user, password, ok := r.BasicAuth(); !ok || user != s.user || password != s.password {
			w.Header().Set("WWW-Authenticate", `Basic realm="dukcapil"`)
			http.Error(w, "Unauthorized", http.StatusUnauthorized)
			return
		}
		body, status := read(w, r)
		if status != http.StatusOK {
			http.Error(w, http.StatusText(status), status)
			return
		}
		ask, complete := parse(body)
		w.Header().Set("Content-Type", "application/json;charset=UTF-8")
		// The headers are out: a caller that hung up cannot be told anything.
		_ = json.NewEncoder(w).Encode(s.answer(ask, complete, tell))
	}
}

// lookedUp tells all that the lookup says about an entry.
func lookedUp(found entry, _ request) fields { return found.content }

// answer decides under one lock, so that a hit is never given twice.
func (s *Server) answer(ask request, complete bool, tell func(entry, request) fields) envelope {
	s.mu.Lock()
	defer s.mu.Unlock()
	found := s.refuse(ask, complete)
	if found == nil {
		found = s.hit(ask.nik)
	}
	page := wrap(tell(*found, ask), found.bare || s.options.BareObject)
	if s.options.ShowQuotaLimiter {
		left := s.options.QuotaLeft
		page.QuotaLimiter = &left
	}
	return page
}

// refuse gives the fault of a request that is not good enough, else nil.
func (s *Server) refuse(ask request, complete bool) *entry {
	var content fields
	switch {
	case !complete:
		content = gen3("07", "Parameter Tidak Lengkap / Tidak Valid")
	case ask.user == "" || ask.password == "" || ask.ip == "":
		content = gen3("09", "User, password dan IP tidak boleh kosong")
	case ask.user != s.user || ask.password != s.password:
		content = gen2("03", "Login gagal")
	case ask.ip != ipUser:
		content = gen3("04", "IP  Address Tidak sesuai")
	default:
		return nil
	}
	return &entry{content: content}
}

// hit looks one NIK up and takes a hit from the quota; s.mu is held.
func (s *Server) hit(nik string) *entry {
	s.note(nik)
	if s.options.CountQuota && s.options.QuotaLeft == 0 {
		spent := s.options.quotaFault()
		return &spent
	}
	if s.options.AnswerAs != "" {
		nik = s.options.AnswerAs
	}
	found := s.find(nik)
	if s.options.CountQuota && found.person.Fault == "" {
		s.options.QuotaLeft--
	}
	return &found
}

// find gives the entry of a NIK, or code 13 or 15 for one that is not there.
func (s *Server) find(nik string) entry {
	if known, ok := s.people[nik]; ok {
		return known
	}
	if !isNIK(nik) {
		return statusEntry(nik, InvalidFormat, gen3("15", "Data Tidak Ditemukan, NIK  tidak sesuai format Dukcapil"), "")
	}
	return statusEntry(nik, NotFound, gen3("13", "Data tidak Ditemukan, NIK tidak terdapat di Database Kependudukan"), "")
}

// wrap puts content in its page. The counts say 1 for a refusal too (§1.3).
func wrap(content fields, bare bool) envelope {
	page := envelope{LastPage: true, FirstPage: true, Size: 1, NumberOfElements: 1, TotalElements: 1}
	switch {
	case content == nil:
		page.Content, page.NumberOfElements, page.TotalElements = []fields{}, 0, 0
	case bare:
		page.Content = content
	default:
		page.Content = []fields{content}
	}
	return page
}
