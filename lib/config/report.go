package config

import (
	"fmt"
	"net/mail"
	"slices"
	"time"

	"simpul/lib/agreement"
	"simpul/lib/shape"
)

// Report is what the semester report needs beside its figures (PKS-8.1, JUKNIS-V). Only semester-report does.
type Report struct {
	TrustFile    string     `yaml:"trust_file" validate:"required,secretfile"`     // public keys of the ledger's seals; see deploy/ledger
	TemplateFile string     `yaml:"template_file" validate:"omitempty,secretfile"` // texts and order (lib/report/form); "" for the one shipped
	LogoFile     string     `yaml:"logo_file" validate:"omitempty,secretfile"`     // PNG; "" for none
	Letterhead   Letterhead `yaml:"letterhead" validate:"required"`
	Place        string     `yaml:"place" validate:"required,max=60"`
	Recipient    []string   `yaml:"recipient" validate:"required,min=1,max=8,dive,max=120"` // lines of the cover letter's address
	Signer       Signer     `yaml:"signer" validate:"required"`
	Semesters    []Semester `yaml:"semesters" validate:"max=50,unique=Period,dive"`

	// Delivery is manual, where the office sends paper and files itself and puts that on record, or smtp.
	Delivery string `yaml:"delivery" validate:"oneof=manual smtp"`
	Folder   string `yaml:"folder" validate:"omitempty,startswith=/"` // where manual lays the files; "": they are fetched from the function
	SMTP     *SMTP  `yaml:"smtp"`                                     // needed by smtp, and for reminders
}

// Letterhead is the head of the office's paper.
type Letterhead struct {
	Above []string `yaml:"above" validate:"max=3,dive,max=120"`
	Name  string   `yaml:"name" validate:"required,max=120"`
	Below []string `yaml:"below" validate:"max=4,dive,max=160"`
}

// Signer is who signs. Empty names and numbers leave lines to write on.
type Signer struct {
	Capacity string `yaml:"capacity" validate:"omitempty,oneof=Plt. Plh."` // before the office; "" for who holds it
	Office   string `yaml:"office" validate:"required,max=160"`
	Name     string `yaml:"name" validate:"max=120"`
	Rank     string `yaml:"rank" validate:"max=80"`
	Number   string `yaml:"number" validate:"max=40"` // NIP, with or without the word before it
}

// Semester is what people write about one semester: the cover letter's number, and what no ledger knows.
type Semester struct {
	Period        string         `yaml:"period" validate:"required,max=32"`            // 2026-S1, or two days as 2026-01-01..2026-03-31
	Number        string         `yaml:"letter_number" validate:"max=60"`              // of the agenda; "" leaves a line
	Date          agreement.Date `yaml:"letter_date"`                                  // left out: a line
	Socialisation []string       `yaml:"socialisation" validate:"max=40,dive,max=600"` // PKS-2.2f
	Obstacles     []string       `yaml:"obstacles" validate:"max=40,dive,max=600"`
	FollowUp      []string       `yaml:"follow_up" validate:"max=40,dive,max=600"`
}

// SMTP is the route for mail inside the closed network. It is always encrypted.
type SMTP struct {
	Address      string        `yaml:"address" validate:"required"`                   // host:port
	TLS          string        `yaml:"tls" validate:"oneof=starttls implicit"`        // starttls is refused by a server that has none
	CAFile       string        `yaml:"ca_file" validate:"omitempty,secretfile"`       // PEM; "" for the system's CAs, of which an image has none
	ServerName   string        `yaml:"server_name"`                                   // that the certificate names; "" for the host of address
	User         string        `yaml:"user"`                                          // "" for a server that asks for none
	PasswordFile string        `yaml:"password_file" validate:"omitempty,secretfile"` // needed beside user
	From         string        `yaml:"from" validate:"required"`                      // an address
	To           []string      `yaml:"to" validate:"max=10,unique"`                   // of reports: the Dukcapil office's, and whom the office wants to know; needed by smtp
	Remind       []string      `yaml:"remind" validate:"max=10,unique"`               // who in the office is told of what is owed; none: nobody is, by mail
	Timeout      time.Duration `yaml:"timeout" validate:"min=1s,max=2m"`              // the whole of one delivery
}

func (c *Config) checkReport(p problems) {
	r := c.Report
	if r == nil {
		return
	}
	if r.Delivery == "smtp" && r.SMTP == nil {
		p.add("report.smtp", "is missing, and delivery smtp needs it")
	}
	if r.Delivery == "smtp" && r.SMTP != nil && len(r.SMTP.To) == 0 {
		p.add("report.smtp.to", "is missing, and delivery smtp needs it")
	}
	for i, s := range r.Semesters {
		if !periodName(s.Period) {
			p.add(fmt.Sprintf("report.semesters[%d].period", i), "is not of the form 2026-S1, nor two days with two dots between")
		}
		if s.Number != "" && !letterNumber(s.Number) {
			p.add(fmt.Sprintf("report.semesters[%d].letter_number", i), "has other signs than letters, digits, blanks, dots, slashes, dashes and low lines")
		}
	}
	if r.SMTP != nil {
		r.SMTP.check(p)
	}
}

// letterNumber is one that the ledger takes: a delivery that cannot be put on record would be repeated.
var letterNumber = shape.Of(`^[0-9A-Za-z][0-9A-Za-z ./_-]*$`)

// periodName is how a report names its period: texts under another name would never be printed.
var periodName = shape.Of(`^[0-9]{4}-(S[12]|[0-9]{2}-[0-9]{2}\.\.[0-9]{4}-[0-9]{2}-[0-9]{2})$`)

func (s SMTP) check(p problems) {
	if !isHostPort(s.Address) {
		p.add("report.smtp.address", "is not of the form host:port")
	}
	if (s.User == "") != (s.PasswordFile == "") {
		p.add("report.smtp", "needs both user and password_file, or neither")
	}
	for _, address := range slices.Concat([]string{s.From}, s.To, s.Remind) {
		if _, err := mail.ParseAddress(address); err != nil {
			p.add("report.smtp", "has an address in from, to or remind that is none")
		}
	}
}

// SecretFiles returns the names of the files that are read for a report; none without the section.
func (r *Report) SecretFiles() []string {
	if r == nil {
		return nil
	}
	files := []string{r.TrustFile, r.TemplateFile, r.LogoFile}
	if r.SMTP != nil {
		files = append(files, r.SMTP.CAFile, r.SMTP.PasswordFile)
	}
	return files
}
