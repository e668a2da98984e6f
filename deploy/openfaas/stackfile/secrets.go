package stackfile

import (
	"path"
	"regexp"
	"slices"

	"simpul/lib/agreement"
	"simpul/lib/config"
)

// mount is where every edition of OpenFaaS mounts secrets.
const mount = "/var/openfaas/secrets"

// redisCA is listed whatever the configuration that is looked at says: on OpenFaaS Redis is across a network, and speaks TLS.
const redisCA = "redis-ca"

// secretShape is a DNS-1123 subdomain: lower case, no underscore.
var secretShape = regexp.MustCompile(`^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$`)

// readers says which secret files a function reads beside those of lib/assembly.
var readers = map[string]func(*config.Config) []string{
	"quota-check": func(c *config.Config) []string { return []string{c.Ledger.SealKeyFile} },
	"submit-balikan": func(c *config.Config) []string {
		f := c.Feedback
		return []string{c.Identity.ReceiptFile, c.Ledger.ApplicationFile, f.SealKeyFile, f.TokenFile, f.TLS.CAFile}
	},
	"semester-report": func(c *config.Config) []string { return c.Report.SecretFiles() },
	"verify-nik": func(c *config.Config) []string {
		r := c.Registry
		files := []string{c.Identity.ReceiptFile, c.Guard.KeyFile, c.Ledger.ApplicationFile, r.UserIDFile, r.PasswordFile, r.TLS.CAFile}
		if c.Readers != nil {
			files = append(files, c.Readers.KeyFile, c.Readers.ClientFile)
		}
		if r.Method != agreement.MethodWebPortal {
			return append(files, r.Header.ValueFile)
		}
		for _, operator := range r.Portal.OwnAccounts {
			userID, password := r.AccountFiles(operator)
			files = append(files, userID, password)
		}
		return append(files, r.Portal.ProfileFile, r.Portal.SessionKeyFile)
	},
}

// secrets compares what is listed with what the function reads. A missing one is missed only at the start, and a deploy is
// refused as long as a superfluous one does not exist.
func (f *findings) secrets(name string, fn function, text []byte) {
	where := name + ".secrets"
	c, err := config.Parse(text, environ(fn.Environment))
	if err != nil {
		f.add(where, "the configuration does not fit the environment: %v", err)
		return
	}
	needed := f.needed(name, fn, c)
	for _, secret := range needed {
		if !slices.Contains(fn.Secrets, secret) {
			f.add(where, "%s is missing, and the function reads it", secret)
		}
	}
	for i, secret := range fn.Secrets {
		switch {
		case !secretShape.MatchString(secret):
			f.add(where, "%s is no name of a secret: lower case letters, digits, - and .", secret)
		case slices.Contains(fn.Secrets[:i], secret):
			f.add(where, "%s is listed twice", secret)
		case !slices.Contains(needed, secret) && secret != redisCA:
			f.add(where, "%s is listed, and the function does not read it", secret)
		}
	}
}

// needed are the names of the secrets that a function reads with this configuration.
func (f *findings) needed(name string, fn function, c *config.Config) []string {
	file, folder := config.FromEnvironment(environ(fn.Environment))
	if folder != mount {
		f.add(name+".environment", "secret_mount_path: want %s", mount)
	}
	needed, err := Secrets(name, c)
	if err != nil {
		f.add(name+".secrets", "package stackfile does not know what the function reads")
		return nil
	}
	if path.Dir(file) == folder {
		needed = append(needed, path.Base(file))
	}
	return needed
}
