package trial

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"simpul/deploy/poc/protocol"
	"simpul/lib/admission"
	"simpul/lib/feedback"
	"simpul/lib/ledger"
	"simpul/lib/outcome"
	"simpul/lib/problem"
	"simpul/lib/registry"
)

// hit is what came of a question.
type hit struct {
	outcome.Outcome
	refused *problem.Problem // by Simpul, before the registry heard of it
	passed  problem.Code     // the guard's rule that the override went past
	state   admission.State
	about   feedback.Submission // what names the unit of data balikan that it opened if it counts
	cost    protocol.Cost
}

// word is what came back: a status, a kind of fault, or a code of Simpul's own.
func (h hit) word() string {
	switch {
	case h.refused != nil:
		return string(h.refused.Code)
	case h.Fault != nil:
		return string(h.Fault.Kind)
	}
	return string(h.Answer.Status)
}

// left is what the registry said is left.
func (h hit) left() *int64 {
	if h.Fault != nil {
		return h.Fault.Left
	}
	return h.Answer.Left
}

// patterns are the guard's rules that a list of test NIKs runs into, being a list.
var patterns = []problem.Code{problem.CodePolaBerurutan, problem.CodePolaTeratur, problem.CodePolaMenebak}

// hit asks about a case. It waits as long as the guard wants, and goes past a pattern with a reason on record.
func (d *desk) hit(ctx context.Context, w way, c Case) (hit, error) {
	override := false
	for {
		h, err := d.attempt(ctx, w, c, override)
		switch {
		case err != nil || h.refused == nil:
			return h, err
		case h.refused.Code == problem.CodeTerlaluCepat:
			if err := d.wait(ctx, h.refused.RetrySeconds()); err != nil {
				return h, err
			}
		case slices.Contains(patterns, h.refused.Code) && !override:
			override = true
		default:
			return h, nil
		}
	}
}

// stoppedCode is the code of a question that was not asked since the trial was being stopped.
const stoppedCode = problem.CodeLayananBerhenti

// mustHit is hit, whose error is one more refusal of Simpul's own.
func (d *desk) mustHit(ctx context.Context, w way, c Case) hit {
	h, err := d.hit(ctx, w, c)
	switch {
	case err != nil && ctx.Err() != nil:
		h.refused = problem.New(stoppedCode)
	case err != nil:
		h.refused = problem.As(err)
	}
	return h
}

func (d *desk) wait(ctx context.Context, seconds int64) error {
	d.trial.Say("        menunggu %d detik: penjaga akses membatasi laju (Juknis II.E.1)", seconds)
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(time.Duration(seconds) * time.Second):
		return nil
	}
}

// attempt is one access, in the order of verify-nik: a place on the line, admission, the question, settlement.
func (d *desk) attempt(ctx context.Context, w way, c Case, override bool) (hit, error) {
	request, application, err := d.request(c, override)
	if err != nil {
		return hit{}, err
	}
	leave, err := w.line.Enter(ctx)
	if err != nil {
		return hit{refused: problem.As(err)}, nil
	}
	defer leave(errUnasked) // otherwise the line has been left by then
	began := time.Now().Round(0)
	admitted, err := d.trial.Parts.Admission.Admit(ctx, request)
	if err != nil {
		return hit{refused: problem.As(err)}, nil
	}
	h := hit{passed: admitted.Hold, state: admitted.State}
	h.about = feedback.Submission{Application: application, NIK: c.NIK, AccessIDs: []string{request.AccessID.String()}}
	h.Outcome, err = d.ask(ctx, w, c, began, &h.cost)
	leave(err)
	if after, err := d.trial.Parts.Admission.Settle(ctx, h.Settlement(admitted.Record, request.Login)); err == nil {
		h.state = after
	}
	if h.Fault == nil || h.Fault.Kind != registry.NotSent && !h.Fault.Unsent {
		h.cost.Hits = 1
	}
	return h, nil
}

var errUnasked = errors.New("the registry was not asked")

func (d *desk) ask(ctx context.Context, w way, c Case, began time.Time, cost *protocol.Cost) (outcome.Outcome, error) {
	cfg := d.trial.Parts.Config
	if ctx.Err() != nil || time.Now().Round(0).Sub(began) > cfg.Redis.Timeout { // as in verify-nik: the reserved time is not this one
		held := &registry.Fault{Kind: registry.NotSent, Cause: context.Canceled}
		return outcome.Of(registry.Answer{}, c.Claimed, held), held
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), cfg.Registry.Timeout)
	defer cancel()
	up, down := w.Meter().Carried()
	asked := time.Now()
	answer, err := w.Ask(ctx, registry.Question{NIK: c.NIK, Claimed: c.Claimed, Operator: d.trial.Caller.Operator})
	cost.Micros = time.Since(asked).Microseconds()
	upAfter, downAfter := w.Meter().Carried()
	cost.Up, cost.Down = int64(upAfter-up), int64(downAfter-down)
	return outcome.Of(answer, c.Claimed, err), err
}

// request is what admission decides about. Each question is an application of its own: the same NIK again is no repetition.
func (d *desk) request(c Case, override bool) (r admission.Request, application string, err error) {
	id, err := uuid.NewV7()
	if err != nil {
		return r, "", err
	}
	login, err := d.login()
	if err != nil {
		return r, "", err
	}
	d.asked++
	application = fmt.Sprintf("POC-%s-%d", d.started, d.asked)
	agreed := d.trial.Parts.Config.Agreement
	r = admission.Request{AccessID: id, Evidence: d.evidence.Of(c.NIK, application), Login: login, Override: override,
		Unit: admission.Unit{Tokens: feedback.Tokens(d.applications, application, c.NIK), Application: application}, Record: ledger.Record{
			Operator: d.trial.Caller.Operator,
			Subject: ledger.Subject{Application: d.applications.Current().Application(application), LicenceType: agreed.LicenceTypes[0],
				SubjectRole: agreed.SubjectRoles[0], Source: ledger.Typed},
		}}
	if override {
		r.Record.Override = reason
	}
	return r, application, nil
}

// login is the fingerprint of the credential pair that will be used.
func (d *desk) login() (string, error) {
	userFile, passwordFile := d.trial.Parts.Config.Registry.AccountFiles(d.trial.Caller.Operator)
	user, err := d.trial.Parts.Secrets.Read(userFile)
	if err != nil {
		return "", err
	}
	password, err := d.trial.Parts.Secrets.Read(passwordFile)
	if err != nil {
		return "", err
	}
	return d.evidence.Login(user.Reveal(), password.Reveal()), nil
}
