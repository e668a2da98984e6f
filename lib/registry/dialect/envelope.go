// Package dialect reads what the registry's web services, lookup and kesesuaian, have in common: the envelope of an answer
// (wire §1.3), and the statements that stand in it instead of data (wire §1.8, §1.9). Hosts differ in shapes, types, codes
// and wording; everything seen of them is known here.
//
// [Open] takes the envelope off, [Decode] reads the record in it into a type of the caller's, with a [Statement] embedded,
// and [Envelope.Word] says what the answer means. A code or text that nobody has seen is [registry.Unknown]: it is never
// guessed at. lookup/testdata is the corpus.
package dialect

import (
	"bytes"
	"errors"
	"strconv"
	"unicode/utf8"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// ErrShape stands for every error of the JSON decoder: their texts quote what they read.
var ErrShape = errors.New("the answer is not JSON of the expected shape")

// Envelope is an answer taken apart.
type Envelope struct {
	Record jsontext.Value // the one value that speaks: of "content", or the answer itself where there is none (wire §1.3)
	left   *int64
	beside Statement // beside "content"
}

// page is the answer as it stands; whatever else it carries is skipped unread.
type page struct {
	Content content `json:"content"`
	Left    Scalar  `json:"quotaLimiter"`
	Statement
}

// Open reads one JSON object. The only error is [ErrShape].
func Open(body []byte) (Envelope, error) {
	value := jsontext.Value(asUTF8(body))
	var p page
	if value.Kind() != '{' || Decode(value, &p) != nil {
		return Envelope{}, ErrShape
	}
	e := Envelope{Record: p.Content.record, left: quotaLeft(p.Left), beside: p.Statement}
	if e.Record == nil {
		e.Record = value
	}
	return e, nil
}

// Decode reads a record into target, a pointer to a struct. Keys match in any case; a key that stands twice makes the answer
// ambiguous and is refused. The only error is [ErrShape].
func Decode(record jsontext.Value, target any) error {
	if err := json.Unmarshal(record, target, json.MatchCaseInsensitiveNames(true)); err != nil {
		return ErrShape
	}
	return nil
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

// content is an array of at most one record, or, through a proxy, the record itself. Two records would need a guess whom
// they are about.
type content struct{ record jsontext.Value }

// UnmarshalJSONFrom implements [json.UnmarshalerFrom].
func (c *content) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	switch dec.PeekKind() {
	case '{':
		return c.read(dec)
	case '[':
		return c.array(dec)
	case 'n':
		return dec.SkipValue()
	}
	return ErrShape
}

func (c *content) array(dec *jsontext.Decoder) error {
	if _, err := dec.ReadToken(); err != nil {
		return err
	}
	if dec.PeekKind() != ']' {
		if err := c.read(dec); err != nil {
			return err
		}
	}
	if end, err := dec.ReadToken(); err != nil || end.Kind() != ']' {
		return ErrShape
	}
	return nil
}

func (c *content) read(dec *jsontext.Decoder) error {
	value, err := dec.ReadValue()
	c.record = value.Clone()
	return err
}

// quotaLeft returns quotaLimiter where it is a number of hits; nil where it is not there or makes no sense (wire §1.3).
func quotaLeft(s Scalar) *int64 {
	left, err := strconv.ParseInt(string(s), 10, 64)
	if err != nil || left < 0 {
		return nil
	}
	return &left
}
