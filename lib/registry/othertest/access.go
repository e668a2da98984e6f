package othertest

import (
	"bytes"
	"encoding/base64"
	"slices"
)

// URL is https://127.0.0.1:<port>, without a path.
func (s *Server) URL() string { return "https://" + s.address }

// Path is the one path that answers, METHOD word included.
func (s *Server) Path() string { return path }

// ConformityPath is the one path of kesesuaian, METHOD word included.
func (s *Server) ConformityPath() string { return conformityPath }

// CAPEM is the certificate of the CA to trust, in PEM; a copy.
func (s *Server) CAPEM() []byte { return bytes.Clone(s.caPEM) }

// UserID is the value expected under user_id.
func (s *Server) UserID() string { return s.user }

// Password is the value expected under password, different in every run.
func (s *Server) Password() string { return s.password }

// IPUser is the value expected under IP_USER.
func (s *Server) IPUser() string { return ipUser }

// ExtraHeader is the header every request must carry: Basic with the same user
// and password as the body (§1.2, LEASE; RFC 7617).
func (s *Server) ExtraHeader() (name, value string) {
	return "Authorization", "Basic " + base64.StdEncoding.EncodeToString([]byte(s.user+":"+s.password))
}

// Marker is the value under NO_AKTA_LHR, outside the agreement, of every record
// with personal data. If it turns up behind the client, fields leak.
func (s *Server) Marker() string { return s.marker }

// Calls is the number of HTTP requests received so far, refused ones included.
func (s *Server) Calls() int { return int(s.calls.Load()) }

// People are all invented residents, in an order that never changes; a copy.
func (s *Server) People() []Person { return slices.Clone(s.order) }
