// Package profile says what one portal's pages look like, and reads them: all of the web portal method that is data
// (JUKNIS-II.C.1).
//
// The real pages are not public (wire §4); only the office has them, and the portal's own guide (JUKNIS-II.C.2c). So nothing
// about a page is in the code: a profile, one YAML file, names paths, form fields, tokens, selectors and texts. To adapt
// it, save the login page, the search form and one result of each kind from a browser, and let
// `make portal-profile PAGE=saved.html PROFILE=profile.yaml` say what each selector finds, until all find what they should.
// deploy/local/portal-profile.yaml is a commented example.
//
// [Parse] reads a profile strictly, [Profile.Read] a page. A [Page] tells what it is ([Page.IsLogin], [Page.IsSearch]), hands
// out the tokens of a form ([Page.Tokens]) and says what it says of a person ([Page.Answer]).
//
// # Rules
//
//   - Selectors are CSS selectors. A value stands beside its label (th, td, dt or label) or where a selector points.
//   - Texts, labels too, are compared whole, after [Plain]: case, blanks and punctuation do not count, and every number counts
//     as 9. A text that the profile does not list is tidak_dikenal, never a guess.
//   - A record is read only if exactly one is there, with each element that the profile names exactly once, and with the NIK that
//     was asked about. Anything else is halaman_berubah or jawaban_rusak: a verdict on half a page would be a wrong one.
//   - The elements of the agreement leave a page; everything else on it stays behind (PKS-2.1a).
//
// The package does no I/O. No error repeats anything of a page or a profile.
package profile

import (
	"time"

	"github.com/andybalholm/cascadia"
)

// Profile is one portal. Make one with [Parse].
type Profile struct {
	Login   Login   `yaml:"login" validate:"required"`
	Search  Search  `yaml:"search" validate:"required"`
	Logout  *Logout `yaml:"logout"` // nil: the portal has none, or needs none
	Pages   Pages   `yaml:"pages" validate:"required"`
	Result  Result  `yaml:"result" validate:"required"`
	Texts   Texts   `yaml:"texts" validate:"required"`
	Session Session `yaml:"session" validate:"required"`

	matchers map[string]cascadia.Selector
	says     map[string]meaning // by what [Plain] makes of the text
}

// Form is a form of the portal. It is always sent by POST, urlencoded.
type Form struct {
	Page   string  `yaml:"page" validate:"required"` // path that shows it
	Action string  `yaml:"action"`                   // path it is sent to; "" is Page
	Tokens []Token `yaml:"tokens" validate:"dive"`   // against forged requests: what the page hands out and wants back
	Fields []Field `yaml:"fields" validate:"dive"`   // sent as they stand, such as the name of the button
}

// Field is a name and a value of a form.
type Field struct {
	Name  string `yaml:"name" json:"n" validate:"required"`
	Value string `yaml:"value" json:"v"`
}

// Token is the value of an input, or the content of a meta element, sent back as a form field or as a header.
type Token struct {
	Selector string `yaml:"selector" validate:"required"`
	Field    string `yaml:"field"`
	Header   string `yaml:"header" validate:"omitempty,headername"`
}

// Login is the form that takes user id and password.
type Login struct {
	Form     `yaml:",inline"`
	UserID   string `yaml:"user_id" validate:"required"` // names of the form's fields
	Password string `yaml:"password" validate:"required"`
}

// Search is the form that takes the NIK.
type Search struct {
	Form       `yaml:",inline"`
	NIK        string `yaml:"nik" validate:"required"` // name of the form's field
	FormOnce   bool   `yaml:"form_once"`               // its tokens last as long as the session: the form is not fetched before each search
	OneAtATime bool   `yaml:"one_at_a_time"`           // a session keeps one form or one answer, or changes its id all the time: searches wait for each other, in all processes
	Answer     string `yaml:"answer"`                  // path of the page that a search redirects to; "" where the answer comes at once
}

// Logout ends a session.
type Logout struct {
	Path   string `yaml:"path" validate:"required"`
	Method string `yaml:"method" validate:"oneof=GET POST"` // POST sends the search form's tokens along
}

// Pages are selectors that tell pages apart.
type Pages struct {
	Login    string `yaml:"login" validate:"required"`  // stands on the login page alone
	Search   string `yaml:"search" validate:"required"` // stands on the search form alone, which only who is logged in sees
	Captcha  string `yaml:"captcha"`                    // stands where a human must prove to be one; "" if nobody has seen any
	Statuses []int  `yaml:"expired_statuses" validate:"unique,dive,min=400,max=499"`
}

// Result is how a page shows what a search found.
type Result struct {
	Message  string   `yaml:"message" validate:"required"` // selector of the portal's own words
	Record   string   `yaml:"record" validate:"required"`  // selector of what holds one person's data
	Echo     Value    `yaml:"echo"`                        // where every result repeats the NIK that was asked about
	Quota    Value    `yaml:"quota"`                       // remaining hits of the day
	Elements Elements `yaml:"elements" validate:"required"`
}

// Value says where a value stands: beside a label, or where a selector points. The zero value is nowhere.
type Value struct {
	Label    string `yaml:"label"`
	Selector string `yaml:"selector"`
	Before   string `yaml:"before"`   // only what stands before the last of these signs: "/" for the RT in 002/016
	After    string `yaml:"after"`    // only what stands after the last of these signs
	Optional bool   `yaml:"optional"` // the portal leaves it out for some people
}

// Session bounds how long a login is used.
type Session struct {
	Idle time.Duration `yaml:"idle" validate:"min=1m,max=12h"` // the portal forgets a login that rests so long
	Age  time.Duration `yaml:"age" validate:"min=1m,max=12h"`  // a login older than this is made anew
}

// Path returns the path that the form is sent to.
func (f Form) Path() string {
	if f.Action != "" {
		return f.Action
	}
	return f.Page
}
