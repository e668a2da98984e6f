package exchange

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"simpul/lib/config"
	"simpul/lib/nik"
	"simpul/lib/shape"
)

// errUnwritable stands for an error of the JSON encoder, whose text may quote what it was given.
var errUnwritable = errors.New("the question cannot be written: a key stands twice, or a credential is not UTF-8")

// target joins address and path. What a URL can carry besides would be ignored or, as user information, be a credential in
// the configuration file.
func target(settings config.Registry) (*url.URL, error) {
	u, err := url.Parse(strings.TrimRight(settings.URL, "/") + settings.Path)
	switch {
	case err != nil: // the text of a url.Error repeats the address
		return nil, errors.New("url and path: not a URL")
	case u.Scheme != "http" && u.Scheme != "https", u.Hostname() == "":
		return nil, errors.New("url: must be http:// or https:// and name a host")
	case (u.Scheme == "http") != settings.DangerousPlainHTTP:
		return nil, errors.New("url: must be https, or http with dangerous_plain_http")
	case u.User != nil, u.Fragment != "":
		return nil, errors.New("url: must carry no user and no fragment")
	}
	return u, nil
}

var headerName = shape.Of("^[-!#$%&'*+.^_`|~0-9A-Za-z]+$") // token, RFC 9110 §5.6.2

// ownHeaders are written here, or would change where the question ends (RFC 9112 §6).
var ownHeaders = []string{"Accept", "Accept-Encoding", "Connection", "Content-Encoding", "Content-Length", "Content-Type",
	"Expect", "Host", "Te", "Trailer", "Transfer-Encoding", "Upgrade", "User-Agent"}

func checkHeader(name string) error {
	if name != "" && !headerName(name) || slices.Contains(ownHeaders, http.CanonicalHeaderKey(name)) {
		return errors.New("registry.header.name: not a header name, or one that the exchange itself needs")
	}
	return nil
}

// writer writes questions as this county's registry wants them (wire §1.2).
type writer struct {
	settings config.Registry
	secrets  *config.Secrets
	target   *url.URL
}

// question returns the whole HTTP request, ready to be written in one piece: whatever can fail in making it has failed before
// a byte leaves.
func (w writer) question(n nik.NIK, more []Member) ([]byte, error) {
	body, err := w.body(n, more)
	if err != nil {
		return nil, err
	}
	header := http.Header{
		"Accept":          {"application/json"},
		"Accept-Encoding": {"gzip"}, // halves an answer on the thin line
		"Content-Type":    {"application/json"},
		"User-Agent":      {"simpul"},
	}
	if name := w.settings.Header.Name; name != "" {
		value, err := w.secrets.Read(w.settings.Header.ValueFile)
		if err != nil {
			return nil, fmt.Errorf("header: %w", err)
		}
		header[name] = []string{value.Reveal()} // not Set, which would change the spelling
	}
	request := http.Request{Method: http.MethodPost, URL: w.target, Header: header,
		Body: io.NopCloser(bytes.NewReader(body)), ContentLength: int64(len(body))}
	var out bytes.Buffer
	if err := request.Write(&out); err != nil {
		return nil, errUnwritable
	}
	return out.Bytes(), nil
}

func (w writer) body(n nik.NIK, more []Member) ([]byte, error) {
	user, err := w.secrets.Read(w.settings.UserIDFile)
	if err != nil {
		return nil, fmt.Errorf("user id: %w", err)
	}
	password, err := w.secrets.Read(w.settings.PasswordFile)
	if err != nil {
		return nil, fmt.Errorf("password: %w", err)
	}
	keys := w.settings.Keys
	members := []Member{Text(keys.NIK, n.RevealPersonalData()), Text(keys.UserID, user.Reveal()), Text(keys.Password, password.Reveal())}
	if keys.IPUser != "" {
		members = append(members, Text(keys.IPUser, w.settings.IPUser))
	}
	return object(append(members, more...))
}

// Member is one name of the question's JSON object and its value.
type Member struct {
	name  string
	value jsontext.Token
}

// Text is a member whose value is a JSON string.
func Text(name, value string) Member { return Member{name, jsontext.String(value)} }

// Number is a member whose value is a JSON number.
func Number(name string, value int) Member { return Member{name, jsontext.Int(int64(value))} }

func object(members []Member) ([]byte, error) {
	var out bytes.Buffer
	enc := jsontext.NewEncoder(&out)
	tokens := []jsontext.Token{jsontext.BeginObject}
	for _, m := range members {
		tokens = append(tokens, jsontext.String(m.name), m.value)
	}
	for _, t := range append(tokens, jsontext.EndObject) {
		if enc.WriteToken(t) != nil {
			return nil, errUnwritable
		}
	}
	return bytes.TrimSpace(out.Bytes()), nil // the encoder ends with a line feed
}
