package cardreader

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/go-json-experiment/json"

	"simpul/lib/nik"
	"simpul/lib/problem"
)

// Causes, for the log. They repeat nothing of an answer.
var (
	errDial     = errors.New("no connection to the bridge")
	errBroke    = errors.New("the bridge broke off")
	errDeadline = errors.New("the bridge did not answer in time")
	errAnswer   = errors.New("the answer is not of the agreed form, or not to this question")
	errRefused  = errors.New("the bridge refused the call itself")
)

// unheard is what a call that got no answer means. The library's errors have addresses in them.
func unheard(err error) *problem.Problem {
	operation, _ := errors.AsType[*net.OpError](err)
	switch {
	case operation != nil && operation.Op == "remote error": // a TLS alert: it wants a client's certificate, and not this one
		return problem.New(problem.CodePembacaMenolak).Because(errRefused)
	case errors.Is(err, errPin):
		return problem.New(problem.CodePembacaMenolak).Because(errPin)
	case operation != nil && operation.Op == "dial": // before the deadlines: a PC that is off refuses nothing, and lets dialling time out
		return problem.New(problem.CodePembacaTidakTerjangkau).Because(errDial)
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return problem.New(problem.CodePembacaTidakMenjawab).Because(errDeadline)
	}
	return problem.New(problem.CodePembacaTidakMenjawab).Because(errBroke)
}

// understand reads the answer to a request. What is not a genuine card in so many words is a problem.
func understand(answer *http.Response, request Request) (Read, error) {
	body, err := io.ReadAll(io.LimitReader(answer.Body, MaxAnswer+1))
	if err != nil {
		return Read{}, unheard(err)
	}
	if answer.StatusCode != http.StatusOK {
		return Read{}, passed(body, answer.Header.Get("Retry-After"))
	}
	var a Answer
	if len(body) > MaxAnswer || json.Unmarshal(body, &a) != nil || a.Class != Genuine || a.Nonce != request.Nonce || a.Reader != request.Reader {
		return Read{}, problem.New(problem.CodePembacaMenolak).Because(errAnswer)
	}
	return Read{Person: a.Person(), At: a.ReadAt}, nil
}

// own are the problems of a bridge that the officer gets to see as they are. Any other is about the call, not the card, and for the
// administrator.
var own = map[problem.Code]bool{
	problem.CodePembacaTidakTerdaftar: true, problem.CodePembacaSibuk: true, problem.CodePembacaMacet: true, problem.CodePembacaTidakSiap: true,
	problem.CodePembacaTidakMenjawab: true, problem.CodeSAMTidakAktif: true, problem.CodeSAMMenolak: true,
	problem.CodeKartuTidakAda: true, problem.CodeKartuGagalDibaca: true, problem.CodeKartuBukanKTPel: true, problem.CodeTandaTanganKartuSalah: true,
	problem.CodeTerlaluSibuk: true, problem.CodeFungsiTidakTersedia: true,
}

// maxAdvice bounds the advice that is passed on, in bytes.
const maxAdvice = 400

// passed returns the bridge's problem.
func passed(body []byte, retryAfter string) *problem.Problem {
	var document struct {
		Type   string `json:"type"`
		Advice string `json:"advice"`
	}
	if len(body) > MaxAnswer || json.Unmarshal(body, &document) != nil {
		return problem.New(problem.CodePembacaMenolak).Because(errAnswer)
	}
	code := problem.Code(strings.TrimPrefix(document.Type, problem.TypePrefix))
	if !own[code] {
		return problem.New(problem.CodePembacaMenolak).Because(errRefused)
	}
	p := problem.New(code)
	if seconds, err := strconv.ParseUint(retryAfter, 10, 8); err == nil {
		p = p.WithRetryAfter(time.Duration(seconds) * time.Second)
	}
	if isAdvice(document.Advice) {
		p = p.With("advice", document.Advice)
	}
	return p
}

// isAdvice keeps out what is no sentence, and numbers like a NIK.
func isAdvice(s string) bool {
	return s != "" && len(s) <= maxAdvice && utf8.ValidString(s) && !nik.ContainsLongDigits(s)
}
