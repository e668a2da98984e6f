package conformity

import (
	"errors"

	"simpul/lib/nik"
	"simpul/lib/registry"
	"simpul/lib/registry/dialect"
	"simpul/lib/resident"
)

// refusal is why an answer that could be read is of no use, and the kind of fault that it is.
type refusal struct {
	kind registry.FaultKind
	why  string
}

// Error returns why.
func (r *refusal) Error() string { return r.why }

var (
	errNothing = &refusal{registry.BrokenAnswer, "the answer judges nothing of what was sent"}
	errOther   = &refusal{registry.BrokenAnswer, "the answer is about another NIK"}
	errNIK     = &refusal{registry.Unknown, "the NIK itself is called Tidak Sesuai"}
	errResult  = &refusal{registry.Unknown, "a result is neither Sesuai nor Tidak Sesuai"}
)

// classify reads the answer to a question that held sent. The error is a [*registry.Fault].
func (f form) classify(body []byte, asked nik.NIK, sent []filled) (registry.Answer, error) {
	word, results, err := f.read(body, sent)
	if err != nil {
		return registry.Answer{}, &registry.Fault{Kind: registry.BrokenAnswer, Cause: err}
	}
	if err := word.Err(); err != nil {
		return registry.Answer{}, err
	}
	if _, refused := judgeNIK(results.texts[f.nik], asked); refused == errOther {
		return registry.Answer{}, word.Refuse(refused.kind, refused) // whatever it says, it says it of somebody else
	}
	answer := word.Answer()
	if answer.Status != resident.Found {
		return answer, nil
	}
	bands, refused := f.judge(results, asked, sent)
	if refused != nil {
		return registry.Answer{}, word.Refuse(refused.kind, refused)
	}
	answer.Bands = resident.NewBands(bands)
	return answer, nil
}

func (f form) read(body []byte, sent []filled) (dialect.Word, results, error) {
	envelope, err := dialect.Open(body)
	if err != nil {
		return dialect.Word{}, results{}, err
	}
	var said dialect.Statement
	found := f.wanted(sent)
	if err := errors.Join(dialect.Decode(envelope.Record, &said), dialect.Decode(envelope.Record, &found)); err != nil {
		return dialect.Word{}, results{}, dialect.ErrShape
	}
	return envelope.Word(said, !found.empty()), found, nil
}

// judge reads the results of who was found.
func (f form) judge(r results, asked nik.NIK, sent []filled) (map[resident.Element]resident.Band, *refusal) {
	if r.empty() {
		return nil, errNothing
	}
	own, refused := judgeNIK(r.texts[f.nik], asked)
	bands := map[resident.Element]resident.Band{resident.NIK: own}
	for _, one := range sent {
		text := r.texts[one.key]
		if text == "" {
			continue
		}
		band, known := one.scale.band(text)
		if !known && refused == nil {
			refused = errResult
		}
		bands[one.element] = band
	}
	return bands, refused
}

// judgeNIK reads the result of the NIK: Sesuai wherever somebody was found, or the number itself from an old host (wire §2.3).
// Nobody has seen it called Tidak Sesuai; the results beside that would be somebody else's.
func judgeNIK(text string, asked nik.NIK) (resident.Band, *refusal) {
	band, known := scale{best, best}.band(text)
	switch {
	case text == "":
		return "", nil
	case text == asked.RevealPersonalData(), band == resident.Sesuai:
		return resident.Sesuai, nil
	case known:
		return "", errNIK
	}
	return "", errOther
}
