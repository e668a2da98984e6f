package config

// Dangers returns the paths of settings in force whose names warn: what they give up must be said at every start, and shown to
// the administrator for as long as it lasts (PKS-2.2h). None in a sound installation.
func (r Registry) Dangers() []string {
	dangers := []string{}
	if r.DangerousPlainHTTP {
		dangers = append(dangers, "registry.dangerous_plain_http")
	}
	if r.TLS.DangerousNoVerification {
		dangers = append(dangers, "registry.tls.dangerous_no_verification")
	}
	return dangers
}
