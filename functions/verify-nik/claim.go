package main

import (
	"github.com/google/uuid"

	"simpul/lib/admission"
	"simpul/lib/feedback"
	"simpul/lib/identity"
	"simpul/lib/ledger"
)

// claim is what admission decides about, and what the ledger will say of it.
func (v *verifier) claim(id uuid.UUID, caller identity.Caller, q question) (admission.Request, error) {
	login, err := v.login(caller.Operator)
	if err != nil {
		return admission.Request{}, err
	}
	r := admission.Request{
		AccessID: id,
		Token:    v.token(caller, q),
		Evidence: v.evidence.Of(q.nik, q.ApplicationNumber),
		Login:    login,
		Recheck:  q.Recheck,
		Override: q.Override != nil,
		Unit:     admission.Unit{Tokens: feedback.Tokens(v.applications, q.ApplicationNumber, q.nik), Application: q.ApplicationNumber},
		Record:   ledger.Record{Operator: caller.Operator, Frontend: caller.Frontend, Subject: v.subject(q)},
	}
	if q.Override != nil {
		r.Record.Override = q.Override.Code
	}
	return r, nil
}

func (v *verifier) subject(q question) ledger.Subject {
	s := ledger.Subject{
		Application:      v.applications.Current().Application(q.ApplicationNumber),
		LicenceType:      q.LicenceType,
		SubjectRole:      q.SubjectRole,
		IdentityDocument: q.IdentityDocument,
		Source:           ledger.Typed,
	}
	if q.card != nil {
		s.Source, s.Consent, s.IdentityDocument = ledger.Card, q.Consent.recorded(), documentCard
	}
	return s
}

// login is the fingerprint of the credential pair that will be used for an operator: one that the registry refused is used by nobody again
// (JUKNIS-II.C.2b.3a).
func (v *verifier) login(operator string) (string, error) {
	userFile, passwordFile := v.settings.AccountFiles(operator)
	user, err := v.secrets.Read(userFile)
	if err != nil {
		return "", err
	}
	password, err := v.secrets.Read(passwordFile)
	if err != nil {
		return "", err
	}
	return v.evidence.Login(user.Reveal(), password.Reveal()), nil
}

// token is what admission keeps of an Idempotency-Key.
func (v *verifier) token(caller identity.Caller, q question) admission.Token {
	if q.key == "" {
		return admission.Token{}
	}
	return v.receipts.Once(caller.Operator, q.key)
}
