package config

import (
	"cmp"
	"net"
	"net/url"
	"simpul/lib/agreement"
	"slices"
	"strings"
)

// check looks at what no single value shows.
func (c *Config) check(p problems) {
	if err := c.Agreement.Check(); err != nil {
		for _, fault := range strings.Split(err.Error(), "\n") {
			key, text, _ := strings.Cut(fault, ": ")
			p.add("agreement."+key, "%s", text)
		}
	}
	// Whether the paper's date has come is asked of the agreement with each access; here is no clock.
	if c.Registry.Method != agreement.MethodWebPortal && !c.Registry.Simulator && c.Agreement.Addendum == nil {
		p.add("registry.method", "needs number and date of agreement.addendum (JUKNIS-II.C.3)")
	}
	c.Registry.checkURL(p)
	c.Registry.checkMethod(p)
	c.Registry.checkPairs(p)
	c.Registry.checkConformity(p)
	c.Redis.check(p)
	c.Feedback.check(p)
	c.Readers.checkReaders(p)
	c.checkReport(p)
	c.checkSecretFiles(p)
}

// checkURL wants https, also for the simulator: user id, password and population data travel there (PKS-2.2g). Only
// dangerous_plain_http changes that, and then it must be true: a setting that warns of nothing is soon believed to be harmless.
func (r Registry) checkURL(p problems) {
	scheme := "https"
	if r.DangerousPlainHTTP {
		scheme = "http"
	}
	u, err := url.Parse(r.URL)
	switch {
	case err != nil || u.Host == "" || u.Hostname() == "":
		p.add("registry.url", "is not of the form %s://host:port", scheme)
	case u.Scheme != scheme && r.DangerousPlainHTTP:
		p.add("registry.dangerous_plain_http", "is true, but registry.url is not http")
	case u.Scheme != scheme:
		p.add("registry.url", "must be https")
	case strings.TrimSuffix(r.URL, "/") != scheme+"://"+u.Host: // a user, a path, a query
		p.add("registry.url", "holds more than %s://host:port", scheme)
	case r.Simulator && !isLoopback(u.Hostname()):
		p.add("registry.simulator", "needs a loopback registry.url")
	}
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// checkMethod wants what the method cannot do without; see checkConformity for kesesuaian.
func (r Registry) checkMethod(p problems) {
	needed := map[string]map[string]string{
		agreement.MethodWebPortal: {"portal.profile_file": r.Portal.ProfileFile, "portal.session_key_file": r.Portal.SessionKeyFile},
		agreement.MethodLookup:    {"path": r.Path, "keys.nik": r.Keys.NIK, "keys.user_id": r.Keys.UserID, "keys.password": r.Keys.Password},
	}
	for path, value := range needed[r.Method] {
		if value == "" {
			p.add("registry."+path, "is missing, and method %s needs it", r.Method)
		}
	}
}

func (r Registry) checkPairs(p problems) {
	if (r.Header.Name == "") != (r.Header.ValueFile == "") {
		p.add("registry.header", "needs both name and value_file, or neither")
	}
	r.TLS.check("registry.tls", p)
	if r.DangerousPlainHTTP && r.TLS != (TLS{}) {
		p.add("registry.tls", "has settings, but dangerous_plain_http speaks no TLS")
	}
	if r.Keys.IPUser != "" && r.IPUser == "" {
		p.add("registry.ip_user", "is missing, but keys.ip_user names its key")
	}
	keys := slices.DeleteFunc([]string{r.Keys.NIK, r.Keys.UserID, r.Keys.Password, r.Keys.IPUser}, func(key string) bool { return key == "" })
	slices.Sort(keys)
	if len(slices.Compact(slices.Clone(keys))) < len(keys) {
		p.add("registry.keys", "two keys are spelt alike: one would overwrite the other")
	}
}

func (t TLS) check(path string, p problems) {
	if t.CAFile != "" && t.PinSHA256 != "" {
		p.add(path, "needs ca_file or pin_sha256, not both")
	}
	if t.DangerousNoVerification && (t.CAFile != "" || t.PinSHA256 != "") {
		p.add(path+".dangerous_no_verification", "is true beside ca_file or pin_sha256, which it would make worthless")
	}
}

// checkSecretFiles refuses one file for two purposes: the public keys are handed around, the others must not be.
func (c *Config) checkSecretFiles(p problems) {
	seen, sentinel, readers := map[string]string{}, cmp.Or(c.Redis.Sentinel, new(Sentinel)), cmp.Or(c.Readers, new(Readers))
	report := cmp.Or(c.Report, new(Report))
	smtp := cmp.Or(report.SMTP, new(SMTP))
	for _, file := range []struct{ path, name string }{
		{"identity.jwks_file", c.Identity.JWKSFile},
		{"identity.operators_file", c.Identity.OperatorsFile},
		{"identity.receipt_file", c.Identity.ReceiptFile},
		{"registry.user_id_file", c.Registry.UserIDFile},
		{"registry.password_file", c.Registry.PasswordFile},
		{"registry.header.value_file", c.Registry.Header.ValueFile},
		{"registry.tls.ca_file", c.Registry.TLS.CAFile},
		{"registry.portal.profile_file", c.Registry.Portal.ProfileFile},
		{"registry.portal.session_key_file", c.Registry.Portal.SessionKeyFile},
		{"redis.password_file", c.Redis.PasswordFile},
		{"guard.key_file", c.Guard.KeyFile},
		{"ledger.mac_file", c.Ledger.MACFile},
		{"ledger.application_file", c.Ledger.ApplicationFile},
		{"ledger.seal_key_file", c.Ledger.SealKeyFile},
		{"redis.tls.ca_file", c.Redis.TLS.CAFile},
		{"redis.sentinel.password_file", sentinel.PasswordFile},
		{"feedback.token_file", c.Feedback.TokenFile},
		{"feedback.seal_key_file", c.Feedback.SealKeyFile},
		{"readers.key_file", readers.KeyFile},
		{"readers.client_file", readers.ClientFile},
		{"report.trust_file", report.TrustFile},
		{"report.template_file", report.TemplateFile},
		{"report.logo_file", report.LogoFile},
		{"report.smtp.ca_file", smtp.CAFile},
		{"report.smtp.password_file", smtp.PasswordFile},
	} {
		if other, taken := seen[file.name]; taken && file.name != "" {
			p.add(file.path, "is the same file as %s", other)
		}
		seen[file.name] = file.path
	}
}
