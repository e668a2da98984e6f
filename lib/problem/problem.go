// Package problem is the one error type that reaches a caller, and the one map from its code to a status and Indonesian text.
//
// An answer that is not a success is a problem document of RFC 9457 (application/problem+json): a stable "type"
// (urn:simpul:problem:<code>), a title and a detail in Indonesian that say what to do next, and Retry-After where waiting
// helps. Packages return a [*Problem] where they know what the officer should do; [As] turns every other error into
// kesalahan_internal, whose cause goes to the log and never to the caller.
//
// A problem never repeats what the caller sent: fields are named, their values are not (PKS-2.2j).
package problem

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"time"
)

// ContentType is the media type of [Problem.Body] (RFC 9457 §3).
const ContentType = "application/problem+json"

// TypePrefix stands before the code in "type".
const TypePrefix = "urn:simpul:problem:"

// Field says what is wrong with one field of a request: its JSON path, a stable code, and Indonesian text. Never its value.
type Field struct {
	Name   string `json:"name"`
	Code   string `json:"code"`
	Detail string `json:"detail"`
}

// Problem is an error with a code. Build one with [New] or [Invalid].
type Problem struct {
	Code       Code
	Fields     []Field
	RetryAfter time.Duration  // 0: waiting does not help, or nobody knows how long
	Extra      map[string]any // extension members (RFC 9457 §3.2)
	Cause      error          // for the log only; free of personal data
}

// New returns the problem of that code.
func New(c Code) *Problem { return &Problem{Code: c} }

// Invalid returns isian_salah with every wrong field.
func Invalid(fields ...Field) *Problem { return &Problem{Code: CodeIsianSalah, Fields: fields} }

// As returns err as a problem; an error that is none becomes kesalahan_internal with err as its cause.
func As(err error) *Problem {
	if p, ok := errors.AsType[*Problem](err); ok {
		return p
	}
	return New(CodeKesalahanInternal).Because(err)
}

// Is reports whether err is a problem of that code.
func Is(err error, c Code) bool {
	p, ok := errors.AsType[*Problem](err)
	return ok && p.Code == c
}

// Because sets the cause, which only logs show.
func (p *Problem) Because(cause error) *Problem {
	p.Cause = cause
	return p
}

// WithRetryAfter says when trying again makes sense; it is rounded up to whole seconds (RFC 9110 §10.2.3).
func (p *Problem) WithRetryAfter(d time.Duration) *Problem {
	p.RetryAfter = d
	return p
}

// With adds an extension member that the caller sees.
func (p *Problem) With(key string, value any) *Problem {
	if p.Extra == nil {
		p.Extra = map[string]any{}
	}
	p.Extra[key] = value
	return p
}

// Error returns the code, the names and codes of wrong fields, and the cause.
func (p *Problem) Error() string {
	text := string(p.Code)
	for _, f := range p.Fields {
		text += fmt.Sprintf(" %s=%s", f.Name, f.Code)
	}
	if p.Cause != nil {
		text += ": " + p.Cause.Error()
	}
	return text
}

// Unwrap returns the cause.
func (p *Problem) Unwrap() error { return p.Cause }

// Status returns the HTTP status of the problem's code.
func (p *Problem) Status() int { return meanings[p.Code].status }

// RetrySeconds returns the value of Retry-After, 0 for none.
func (p *Problem) RetrySeconds() int64 {
	return int64((p.RetryAfter + time.Second - 1) / time.Second)
}

// Body returns the problem document; instance names this one occurrence (the call's id).
func (p *Problem) Body(instance string) []byte {
	m := meanings[p.Code]
	doc := maps.Clone(p.Extra)
	if doc == nil {
		doc = map[string]any{}
	}
	doc["type"], doc["title"], doc["status"], doc["detail"] = TypePrefix+string(p.Code), m.title, m.status, m.detail
	if instance != "" {
		doc["instance"] = "urn:uuid:" + instance
	}
	if len(p.Fields) > 0 {
		doc["fields"] = p.Fields
	}
	body, err := json.Marshal(doc)
	if err != nil { // only an extension member could fail to marshal
		return New(CodeKesalahanInternal).Body(instance)
	}
	return body
}
