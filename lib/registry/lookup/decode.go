package lookup

import (
	"bytes"
	"errors"
	"unicode/utf8"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// errShape stands for every error of the JSON decoder: their texts quote what they read.
var errShape = errors.New("the answer is not JSON of the expected shape")

// reply is an answer as it stands. Its fields are the allow-list: whatever else an answer carries is skipped unread
// (PKS-2.1a). Proxies drop the envelope and answer with the record alone (wire §1.3).
type reply struct {
	Content records `json:"content"`
	Left    scalar  `json:"quotaLimiter"`
	record
}

// record is what stands in "content": a person's data (wire §1.4), a statement (wire §1.8), or both.
type record struct {
	Code     scalar `json:"RESPONSE_CODE"`
	Respon   scalar `json:"RESPON"`
	Response scalar `json:"RESPONSE"`
	Desc     scalar `json:"RESPONSE_DESC"`

	NIK          scalar `json:"NIK"`
	Name         scalar `json:"NAMA_LGKP"`
	Sex          scalar `json:"JENIS_KLMIN"`
	BirthPlace   scalar `json:"TMPT_LHR"`
	BirthDate    scalar `json:"TGL_LHR"`
	Marital      scalar `json:"STATUS_KAWIN"`
	Occupation   scalar `json:"JENIS_PKRJN"`
	Address      scalar `json:"ALAMAT"`
	Province     scalar `json:"PROP_NAME"`
	Regency      scalar `json:"KAB_NAME"`
	DistrictCode scalar `json:"NO_KEC"`
	District     scalar `json:"KEC_NAME"`
	Village      scalar `json:"KEL_NAME"`
	RT           scalar `json:"NO_RT"`
	RW           scalar `json:"NO_RW"`
}

// decode reads one JSON object. Keys match in any case; a key that stands twice makes the answer ambiguous and is refused.
func decode(body []byte) (reply, error) {
	var r reply
	value := jsontext.Value(asUTF8(body))
	if value.Kind() != '{' {
		return reply{}, errShape
	}
	if err := json.Unmarshal(value, &r, json.MatchCaseInsensitiveNames(true)); err != nil {
		return reply{}, errShape
	}
	return r, nil
}

// asUTF8 takes an answer that is not UTF-8 for ISO 8859-1, the default of old servlet containers: JSON's own signs are the
// same in both, so the worst that can happen is a letter with the wrong accent, which the officer sees.
func asUTF8(body []byte) []byte {
	if utf8.Valid(body) {
		return bytes.TrimPrefix(body, []byte("\uFEFF"))
	}
	out := make([]byte, 0, 2*len(body))
	for _, b := range body {
		out = utf8.AppendRune(out, rune(b))
	}
	return out
}

// records is "content": an array of at most one record, or, through a proxy, the record itself. Two records would need a
// guess whom they are about.
type records struct {
	present bool
	record  record
}

// UnmarshalJSONFrom implements [json.UnmarshalerFrom].
func (r *records) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	switch dec.PeekKind() {
	case '{':
		r.present = true
		return json.UnmarshalDecode(dec, &r.record)
	case '[':
		return r.array(dec)
	case 'n':
		return dec.SkipValue()
	}
	return errShape
}

func (r *records) array(dec *jsontext.Decoder) error {
	if _, err := dec.ReadToken(); err != nil {
		return err
	}
	if dec.PeekKind() != ']' {
		r.present = true
		if err := json.UnmarshalDecode(dec, &r.record); err != nil {
			return err
		}
	}
	if end, err := dec.ReadToken(); err != nil || end.Kind() != ']' {
		return errShape
	}
	return nil
}
