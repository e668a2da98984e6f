// Package config reads the one configuration file of all functions, strictly, and their secrets.
//
// [Load] refuses unknown keys, trailing documents, half-set pairs and impossible values, and reports all of them at once: a
// misspelt limit must stop a start, not silently become a default. Environment variables override single values:
// SIMPUL_REGISTRY__URL sets registry.url (two underscores go one level down), a list is YAML in flow style. Every key named
// …_file is the path of a secret file, relative to the secrets folder; secrets themselves never stand in the file or in the
// environment. [FromEnvironment] says where file and folder are.
//
// There are no defaults: a key left out is its zero value, and only where the comment beside the field gives zero a meaning
// does [Load] accept that.
//
// [Secrets] reads secret files: trimmed, with a size limit, again whenever they change, so that rotation needs no restart.
// What it returns is a [Secret], which prints redacted. [Unmarshal] is the same strict reader for other YAML files.
//
// No error of this package repeats a value or an unknown key: somebody may have put a password in the wrong place.
package config

import (
	"slices"
	"time"

	"simpul/lib/agreement"
)

// Config is the whole file. Every function loads it; each uses its part.
type Config struct {
	Agreement agreement.Agreement `yaml:"agreement" validate:"required"`
	Identity  Identity            `yaml:"identity" validate:"required"`
	Registry  Registry            `yaml:"registry" validate:"required"`
	Redis     Redis               `yaml:"redis" validate:"required"`
	Guard     Guard               `yaml:"guard" validate:"required"`
	Ledger    Ledger              `yaml:"ledger" validate:"required"`
	Feedback  Feedback            `yaml:"feedback" validate:"required"`
	Readers   *Readers            `yaml:"readers"` // left out: no card is read
	Report    *Report             `yaml:"report"`  // semester-report alone needs it
}

// Identity says which bearer tokens count (design.md, Contracts).
type Identity struct {
	Audience      string        `yaml:"audience" validate:"required"`
	JWKSFile      string        `yaml:"jwks_file" validate:"required,secretfile"` // public keys, RFC 7517
	OperatorsFile string        `yaml:"operators_file" validate:"required,secretfile"`
	ReceiptFile   string        `yaml:"receipt_file" validate:"required,secretfile"` // HMAC keys of receipts, lines keyid:base64, at least 32 bytes
	Leeway        time.Duration `yaml:"leeway" validate:"min=0,max=60s"`             // tolerated clock difference for exp, nbf and iat; 0 for none
	Frontends     []Frontend    `yaml:"frontends" validate:"required,min=1,unique=ID,dive"`
	Keys          []Key         `yaml:"keys" validate:"required,min=1,unique=ID,dive"`
}

// Frontend is a program that may present tokens; only internal ones are allowed (closed network, SPTJM).
type Frontend struct {
	ID       string `yaml:"id" validate:"required"`
	Internal bool   `yaml:"internal" validate:"eq=true"`
}

// Key says what tokens signed by one key of the JWKS may claim.
type Key struct {
	ID     string   `yaml:"kid" validate:"required"`
	Issuer string   `yaml:"issuer" validate:"required"`
	Scopes []string `yaml:"scopes" validate:"required,min=1,unique,dive,required"` // words of lib/identity, which refuses others
}

// Registry says how the registry is reached. What each county's installation calls things is configuration (wire §6). Method
// chooses which of it counts: lookup needs path and keys, webportal portal, kesesuaian conformity; what the others need may
// stand there too, so that changing the method is one line.
type Registry struct {
	Method       string        `yaml:"method" validate:"oneof=webportal lookup kesesuaian"`
	Simulator    bool          `yaml:"simulator"`                              // only with a loopback url; frees other methods from the addendum; false is the registry itself
	URL          string        `yaml:"url" validate:"required"`                // https://host[:port], or http:// with dangerous_plain_http; the rest is path
	Path         string        `yaml:"path" validate:"omitempty,startswith=/"` // not of the web portal, whose profile has several
	UserIDFile   string        `yaml:"user_id_file" validate:"required,secretfile"`
	PasswordFile string        `yaml:"password_file" validate:"required,secretfile"`
	IPUser       string        `yaml:"ip_user" validate:"omitempty,ip"` // registered source address (JUKNIS-I.A); "" only while keys.ip_user is ""
	Keys         RequestKeys   `yaml:"keys"`
	Header       Header        `yaml:"header"`
	Portal       Portal        `yaml:"portal"`
	TLS          TLS           `yaml:"tls"`
	Timeout      time.Duration `yaml:"timeout" validate:"min=100ms,max=60s"`
	Slots        int           `yaml:"slots" validate:"min=1,max=64"`          // concurrent calls of one process
	LineKbps     int           `yaml:"line_kbps" validate:"min=0,max=1000000"` // bandwidth, for the metrics; 0 for the agreement's 1000 (JUKNIS-I.B)
	FollowQuota  bool          `yaml:"follow_quota_limiter"`                   // true: lower what is left to quotaLimiter, never raise it
	Breaker      Breaker       `yaml:"breaker"`
	Conformity   *Conformity   `yaml:"conformity"` // needed by method kesesuaian, which takes path and keys from here

	// DangerousPlainHTTP lets credentials and population data go unencrypted, to a registry that offers nothing else inside the
	// closed network (wire §1.1). A TLS relay beside the registry is better. See [Registry.Dangers].
	DangerousPlainHTTP bool `yaml:"dangerous_plain_http"`
}

// RequestKeys are the spellings of the request's keys (wire §1.2); an empty ip_user sends none.
type RequestKeys struct {
	NIK      string `yaml:"nik"`
	UserID   string `yaml:"user_id"`
	Password string `yaml:"password"`
	IPUser   string `yaml:"ip_user"`
}

// Portal is what the web portal needs beside address, credentials and trust (JUKNIS-II.C.1).
type Portal struct {
	ProfileFile    string   `yaml:"profile_file" validate:"omitempty,secretfile"`     // what the pages look like, see lib/registry/webportal/profile
	SessionKeyFile string   `yaml:"session_key_file" validate:"omitempty,secretfile"` // seals the shared login in Redis, lines keyid:base64 of 32 bytes
	OwnAccounts    []string `yaml:"own_accounts" validate:"unique,dive,operator"`     // operators with a user id of their own (JUKNIS-II.A), see [Registry.AccountFiles]
}

// AccountFiles returns the secret files with user id and password of an operator: the office's, or, for one in
// portal.own_accounts, the same names with a dash and the operator's id behind.
func (r Registry) AccountFiles(operator string) (userID, password string) {
	if r.Method == agreement.MethodWebPortal && slices.Contains(r.Portal.OwnAccounts, operator) {
		return r.UserIDFile + "-" + operator, r.PasswordFile + "-" + operator
	}
	return r.UserIDFile, r.PasswordFile
}

// Header is one extra request header, its value a secret (wire §1.2); both "" for none.
type Header struct {
	Name      string `yaml:"name" validate:"omitempty,headername"`
	ValueFile string `yaml:"value_file" validate:"omitempty,secretfile"`
}

// TLS says whom to trust: a CA of one's own or the SHA-256 of one certificate; neither means the system's CAs. TLS 1.2 is the
// least that is spoken.
type TLS struct {
	CAFile     string `yaml:"ca_file" validate:"omitempty,secretfile"` // "" for none
	PinSHA256  string `yaml:"pin_sha256" validate:"omitempty,sha256"`  // of the leaf certificate in DER, 64 lower-case hex digits; "" for none
	ServerName string `yaml:"server_name"`                             // when the certificate names another host; "" for the url's

	// KeyShares is default for Go's own choice, which adds a post-quantum share: 2.4 kB and 19 ms a handshake on 1 Mbps
	// (JUKNIS-I.B). "" and classic leave that one out.
	KeyShares string `yaml:"key_shares" validate:"omitempty,oneof=classic default"`

	// DangerousNoVerification trusts whoever answers, and hands them the office's credentials. A registry on a bare address,
	// whose certificate nobody stands for (wire §2.1), needs pin_sha256 and not this. See [Registry.Dangers].
	DangerousNoVerification bool `yaml:"dangerous_no_verification"`
}

// Breaker opens after Failures transport faults in a row and lets one probe through after Cooldown.
type Breaker struct {
	Failures uint32        `yaml:"failures" validate:"min=1,max=100"`
	Cooldown time.Duration `yaml:"cooldown" validate:"min=1s,max=10m"`
}
