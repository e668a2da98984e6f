package profile

import (
	"errors"

	"simpul/lib/nik"
	"simpul/lib/registry"
	"simpul/lib/resident"
)

// What makes a page no answer; for the log.
var (
	errWords    = errors.New("the portal said something that the profile does not list")
	errCaptcha  = errors.New("the portal wants a captcha solved")
	errLogin    = errors.New("the portal answered a search with its login page")
	errNoResult = errors.New("the page shows neither words nor a record")
	errRecords  = errors.New("the page shows more than one record")
	errElement  = errors.New("an element that the profile names is not in the record, or more than once")
	errNameless = errors.New("the record has no name")
	errOther    = errors.New("the page is about another NIK, or about none")
	errNoEcho   = errors.New("the page does not repeat the NIK that was asked about")
)

// Answer returns what the page says about asked. The error is a [*registry.Fault]; remaining hits come with both.
//
// Words decide before data: who is dead is not found, whatever else is shown of them. Without words the data decides. A page
// that repeats another NIK, or shows another's record, is jawaban_rusak whatever it says.
func (g *Page) Answer(asked nik.NIK) (registry.Answer, error) {
	left := g.left()
	status, fault := g.judge(asked)
	if fault != nil {
		fault.Left = left
		return registry.Answer{}, fault
	}
	answer := registry.Answer{Status: status, Left: left}
	if status == resident.Found {
		answer.Person, fault = g.person(asked)
	}
	if fault != nil {
		fault.Left = left
		return registry.Answer{}, fault
	}
	return answer, nil
}

// judge returns the status that words, or a record without words, stand for.
func (g *Page) judge(asked nik.NIK) (resident.Status, *registry.Fault) {
	says := g.words()
	switch {
	case g.HasCaptcha():
		return "", &registry.Fault{Kind: registry.Captcha, Cause: errCaptcha}
	case says.fault == registry.Unknown:
		return "", &registry.Fault{Kind: registry.Unknown, Cause: errWords}
	case says.fault != "":
		return "", &registry.Fault{Kind: says.fault}
	case says.expired, g.IsExpired():
		return "", &registry.Fault{Kind: registry.BrokenAnswer, NotTheLine: true, Cause: errLogin}
	}
	if fault := g.about(asked); fault != nil {
		return "", fault
	}
	if says == nothing {
		return resident.Found, nil // if the record is there
	}
	return says.status, nil
}

// about refuses a page that is about somebody else: answers of two searches in one session may be mixed up.
func (g *Page) about(asked nik.NIK) *registry.Fault {
	if place := g.profile.Result.Echo; !place.nowhere() {
		echo, err := g.value(g.root, place)
		switch {
		case err != nil:
			return &registry.Fault{Kind: registry.PageChanged, Cause: errNoEcho}
		case digits(echo) != asked.RevealPersonalData():
			return &registry.Fault{Kind: registry.BrokenAnswer, NotTheLine: true, Cause: errOther}
		}
	}
	for _, record := range g.find(g.root, g.profile.Result.Record).EachIter() {
		shown, err := g.value(record, g.profile.Result.Elements.NIK)
		if err == nil && digits(shown) != "" && digits(shown) != asked.RevealPersonalData() {
			return &registry.Fault{Kind: registry.BrokenAnswer, NotTheLine: true, Cause: errOther}
		}
	}
	return nil
}
