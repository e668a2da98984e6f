package config

import (
	"net/url"
	"slices"
	"strings"
	"time"
)

// Feedback says where data balikan go (JUKNIS-III), what of a licence they hold, and how long a unit may wait. Address and path
// are confidential (JUKNIS-III.B): they stand in the office's configuration and nowhere else.
type Feedback struct {
	URL         string        `yaml:"url" validate:"required"` // https://host[:port]; JUKNIS-III.B knows nothing but HTTPS
	Path        string        `yaml:"path" validate:"required,startswith=/"`
	TokenFile   string        `yaml:"token_file" validate:"required,secretfile"` // the bearer token; its life is unknown (wire §3), so it is read for each batch
	IDLembaga   string        `yaml:"id_lembaga" validate:"required,max=64"`
	NamaLembaga string        `yaml:"nama_lembaga" validate:"required,max=128"`
	Template    []Param       `yaml:"template" validate:"required,min=1,max=4,unique=Key,dive"` // of each licence's object below param
	TLS         TLS           `yaml:"tls"`
	Batch       int           `yaml:"batch" validate:"min=1,max=100"`               // units in one request; a hundred are some 20 kB
	Timeout     time.Duration `yaml:"timeout" validate:"min=100ms,max=60s"`         // of one request of the scheduled duty
	Immediate   time.Duration `yaml:"immediate" validate:"min=100ms,max=10s"`       // what an officer waits before a unit is queued
	MaxAge      time.Duration `yaml:"max_age" validate:"min=1h,max=2160h"`          // of a sealed unit; then it must be sent anew. Keys of receipts stay as long
	WarnAfter   int           `yaml:"warn_after_days" validate:"min=1,max=365"`     // an access without feedback is warned of from this age on
	SealKeyFile string        `yaml:"seal_key_file" validate:"required,secretfile"` // seals what waits, lines keyid:base64 of 32 bytes
}

// Param is one key of the object that tells of a licence, and what stands there. Keys differ from agreement to agreement (wire §3);
// what may be told does not: licence number and licence type (PKS-2.2b, JUKNIS-III.A).
type Param struct {
	Key   string `yaml:"key" validate:"required,max=64,printascii"`
	Field string `yaml:"field" validate:"oneof=nomor_izin jenis_izin"`
}

// The fields that a template may name.
const (
	ParamNumber = "nomor_izin"
	ParamType   = "jenis_izin"
)

// check wants HTTPS, and a template that tells both of what is owed.
func (f Feedback) check(p problems) {
	f.checkURL(p)
	f.TLS.check("feedback.tls", p)
	for _, owed := range []string{ParamNumber, ParamType} {
		if !slices.ContainsFunc(f.Template, func(t Param) bool { return t.Field == owed }) {
			p.add("feedback.template", "lacks a key for %s, which is owed (JUKNIS-III.A)", owed)
		}
	}
	if f.Immediate > f.Timeout {
		p.add("feedback.immediate", "is longer than feedback.timeout")
	}
}

func (f Feedback) checkURL(p problems) {
	u, err := url.Parse(f.URL)
	switch {
	case err != nil || u.Hostname() == "":
		p.add("feedback.url", "is not of the form https://host:port")
	case u.Scheme != "https":
		p.add("feedback.url", "must be https (JUKNIS-III.B)")
	case strings.TrimSuffix(f.URL, "/") != "https://"+u.Host:
		p.add("feedback.url", "holds more than https://host:port")
	}
}

// Dangers returns the paths of settings in force whose names warn, see [Registry.Dangers].
func (f Feedback) Dangers() []string {
	if f.TLS.DangerousNoVerification {
		return []string{"feedback.tls.dangerous_no_verification"}
	}
	return nil
}
