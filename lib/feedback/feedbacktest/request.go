package feedbacktest

import (
	"bytes"
	"encoding/json"
	"io"
	"mime"
	"net/http"
	"regexp"
	"slices"
)

// requestLimit is far above any batch and far below what would hurt.
const requestLimit = 1 << 20

// sender is the one element of the body's list (wire §3).
type sender struct {
	ID   string `json:"id_lembaga"`
	Name string `json:"nama_lembaga"`
	Data []item `json:"data"`
}

type item struct {
	NIK   string              `json:"NIK"`
	Param []map[string]string `json:"param"`
}

var nikShape = regexp.MustCompile(`^[0-9]{16}$`)

// read returns the units of a request, or the status that refuses it before anybody looks at units.
func (s *Server) read(w http.ResponseWriter, r *http.Request) ([]item, int) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, requestLimit))
	media, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch {
	case err != nil:
		return nil, http.StatusBadRequest
	case r.Header.Get("Authorization") != "Bearer "+*s.token.Load():
		return nil, http.StatusUnauthorized
	case media != "application/json":
		return nil, http.StatusUnsupportedMediaType
	}
	var senders []sender
	strict := json.NewDecoder(bytes.NewReader(body))
	strict.DisallowUnknownFields()
	if strict.Decode(&senders) != nil || len(senders) != 1 || len(senders[0].Data) == 0 {
		return nil, http.StatusBadRequest
	}
	one := senders[0]
	if len(one.Data) > s.options.Most {
		return nil, http.StatusRequestEntityTooLarge
	}
	if one.ID != s.options.IDLembaga || one.Name != s.options.NamaLembaga || slices.ContainsFunc(one.Data, s.malformed) {
		return nil, http.StatusBadRequest
	}
	return one.Data, 0
}

// malformed reports whether a unit tells less or more than what is agreed.
func (s *Server) malformed(i item) bool {
	return !nikShape.MatchString(i.NIK) || len(i.Param) == 0 || slices.ContainsFunc(i.Param, func(p map[string]string) bool {
		missing := slices.ContainsFunc(s.options.Params, func(key string) bool { return p[key] == "" })
		return missing || len(p) != len(s.options.Params)
	})
}
