package admission_test

import (
	"github.com/google/uuid"

	"simpul/lib/admission"
)

func request(id uuid.UUID, token ...admission.Token) admission.Request {
	r := admission.Request{AccessID: id}
	for _, r.Token = range token {
	}
	return r
}

func neverSent(id uuid.UUID) admission.Settlement { return admission.NeverSent(id) }

func counted(id uuid.UUID) admission.Settlement { return admission.Counted(id) }
