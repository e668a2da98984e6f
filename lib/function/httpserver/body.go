package httpserver

import (
	"bytes"
	"errors"
	"io"
	"net/http"

	"simpul/lib/problem"
)

var errIncomplete = errors.New("the body did not arrive whole")

// ReadBody reads the whole body, at most limit bytes, announced or chunked; the error is a problem. An announced length over
// the limit is refused before a byte is read.
func ReadBody(w http.ResponseWriter, r *http.Request, limit int64) ([]byte, error) {
	if r.ContentLength > limit {
		return nil, tooLarge(limit)
	}
	body, err := readAll(http.MaxBytesReader(w, r.Body, limit), r.ContentLength)
	var over *http.MaxBytesError
	switch {
	case errors.As(err, &over):
		return nil, tooLarge(limit)
	case err != nil: // its text may name addresses
		return nil, problem.New(problem.CodePermintaanRusak).Because(errIncomplete)
	}
	return body, nil
}

func tooLarge(limit int64) *problem.Problem {
	return problem.New(problem.CodePermintaanTerlaluBesar).With("limit_bytes", limit)
}

// firstBuffer holds a usual body at once. An announced length is not trusted for more: many callers that announce much and
// send nothing would cost memory.
const firstBuffer = 4 << 10

func readAll(body io.Reader, length int64) ([]byte, error) {
	buffer := bytes.NewBuffer(make([]byte, 0, min(max(length, 0), firstBuffer)+bytes.MinRead))
	_, err := buffer.ReadFrom(body)
	return buffer.Bytes(), err
}
