package bridge

import (
	"errors"

	"simpul/lib/problem"
	"simpul/reader-bridge/ktpel"
	"simpul/reader-bridge/smartcard"
)

// classes are the problems of results that say something about card or SAM.
var classes = map[ktpel.Class]problem.Code{
	ktpel.NotKTPel:         problem.CodeKartuBukanKTPel,
	ktpel.SAMRefuses:       problem.CodeSAMMenolak,
	ktpel.SignatureInvalid: problem.CodeTandaTanganKartuSalah,
}

// kinds are the problems of reads that broke off; what is not listed is a card that was not read to its end.
var kinds = map[error]problem.Code{
	smartcard.ErrUnsupported: problem.CodePembacaTidakSiap,
	smartcard.ErrService:     problem.CodePembacaTidakSiap,
	smartcard.ErrNoReader:    problem.CodePembacaTidakSiap,
	smartcard.ErrNoCard:      problem.CodeKartuTidakAda,
	smartcard.ErrBusy:        problem.CodePembacaSibuk,
	smartcard.ErrStuck:       problem.CodePembacaMacet,
	smartcard.ErrTimeout:     problem.CodePembacaTidakMenjawab,
}

// explain turns the error of a wait or a read into the problem that the officer sees. Whatever it is, it is no success: a result that nobody
// foresaw is a card that was not read.
func explain(err error) *problem.Problem {
	failure, ok := errors.AsType[*ktpel.Failure](err)
	if !ok {
		failure = &ktpel.Failure{Class: ktpel.Broken, Step: "await", Party: ktpel.Card, Cause: err}
	}
	return problem.New(codeOf(failure)).With("advice", failure.Advice()).Because(failure)
}

func codeOf(failure *ktpel.Failure) problem.Code {
	if code, ok := classes[failure.Class]; ok {
		return code
	}
	if code, ok := kinds[smartcard.Kind(failure.Cause)]; ok {
		return code
	}
	return problem.CodeKartuGagalDibaca
}
