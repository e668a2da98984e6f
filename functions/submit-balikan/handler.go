package main

import (
	"log/slog"
	"net/http"

	handler "github.com/openfaas/templates-sdk/go-http"

	"simpul/lib/agreement"
	"simpul/lib/feedback"
	"simpul/lib/function"
	"simpul/lib/identity"
	"simpul/lib/problem"
)

// submitter answers /function/submit-balikan. Feedback is owed for what was accessed, so it is taken after the agreement's end and
// while access is suspended as well.
type submitter struct {
	identity  *identity.Verifier
	receipts  *identity.Receipts
	agreement agreement.Agreement
	outbox    *feedback.Outbox
	once      *once
	chores    *chores
	gauges    *gauges
	log       *slog.Logger
}

// Handle answers one call.
func (s *submitter) Handle(req handler.Request) (handler.Response, error) {
	status, answer, err := s.answer(req)
	if err != nil {
		s.gauges.refused(err)
		return handler.Response{}, err
	}
	return function.JSON(status, answer), nil
}

func (s *submitter) answer(req handler.Request) (int, any, error) {
	if isScheduled(req) {
		done, err := s.chores.call(req.Context())
		return http.StatusOK, done, err
	}
	caller, err := s.identity.Authenticate(req.Header.Get("Authorization"))
	if err != nil {
		return 0, nil, err
	}
	if req.Method == http.MethodGet {
		listed, err := s.list(req, caller)
		return http.StatusOK, listed, err
	}
	return s.post(req, caller)
}

// isScheduled reports whether the scheduler calls, or anybody else inside: without a body and without a token.
func isScheduled(req handler.Request) bool {
	return req.Method == http.MethodPost && len(req.Body) == 0 && len(req.Header.Values("Authorization")) == 0
}

// post reads nothing of a body whose sender may do nothing with it.
func (s *submitter) post(req handler.Request, caller identity.Caller) (int, any, error) {
	if !caller.Has(identity.ScopeSubmitFeedback) && !caller.Has(identity.ScopeManageFeedback) {
		return 0, nil, problem.New(problem.CodeKewenanganKurang)
	}
	key, wrong := function.IdempotencyKey(req.Header)
	if wrong = append(wrong, checkQuery(req.QueryString)...); len(wrong) > 0 {
		return 0, nil, problem.Invalid(wrong...)
	}
	b, err := decode(req)
	if err != nil {
		return 0, nil, err
	}
	if b.Units == nil {
		one, err := s.manage(req, caller, key, b)
		return http.StatusOK, one, err
	}
	if err := caller.Require(identity.ScopeSubmitFeedback); err != nil {
		return 0, nil, err
	}
	if err := s.once.check(req.Context(), caller.Operator, key, req.Body); err != nil {
		return 0, nil, err
	}
	return s.submit(req.Context(), caller, b)
}

// checkQuery refuses a query: addresses are written down in many places, and a NIK must not be in one.
func checkQuery(query string) []problem.Field {
	if query == "" {
		return nil
	}
	return []problem.Field{{Name: "query", Code: "tidak_dikenal", Detail: "Kirim semua isian di badan permintaan, bukan pada alamat."}}
}

func person(c identity.Caller) feedback.Person {
	return feedback.Person{Operator: c.Operator, Frontend: c.Frontend}
}
