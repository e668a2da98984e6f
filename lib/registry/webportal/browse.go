package webportal

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"simpul/lib/registry"
	"simpul/lib/registry/exchange"
	"simpul/lib/registry/webportal/profile"
	"simpul/lib/registry/webportal/session"
)

// step is what the portal did: it showed a page, sent elsewhere, or gave a status.
type step struct {
	page   *profile.Page
	to     *url.URL // relative to the portal
	status int
	says   registry.FaultKind // in words beside a status of 4xx, "" for nothing known: "kuota habis" must not get lost behind a 403
}

// get fetches a page.
func (c *Client) get(ctx context.Context, s *session.Session, path string) (step, error) {
	return c.do(ctx, s, http.MethodGet, path, "", nil, nil)
}

// post sends a form from the page that shows it.
func (c *Client) post(ctx context.Context, s *session.Session, f profile.Form, fields, headers []profile.Field) (step, error) {
	body := url.Values{}
	for _, field := range slices.Concat(f.Fields, fields) {
		body.Set(field.Name, field.Value)
	}
	return c.do(ctx, s, http.MethodPost, f.Path(), f.Page, body, headers)
}

// do carries one request and keeps the cookies of its answer. The error is a [*registry.Fault].
func (c *Client) do(ctx context.Context, s *session.Session, method, path, from string, body url.Values, headers []profile.Field) (step, error) {
	request, err := c.request(*s, method, path, from, body, headers)
	if err != nil {
		return step{}, &registry.Fault{Kind: registry.NotSent, NotTheLine: true, Cause: err}
	}
	answer, err := c.line.Send(ctx, request, readable()...)
	if err != nil {
		return step{}, err
	}
	s.Take(answer.Header, path, now())
	switch {
	case answer.Status == http.StatusOK:
		page, err := c.profile.Read(answer.Body, answer.Header.Get("Content-Type"))
		return step{page: page}, err
	case answer.Status >= http.StatusMultipleChoices && answer.Status < http.StatusBadRequest:
		return step{to: c.redirect(path, answer.Header), status: answer.Status}, nil
	}
	return step{status: answer.Status, says: c.words(answer)}, nil
}

// readable are the statuses whose pages are read: an error of the portal's own has words, one of a machine in front has none.
func readable() []int {
	all := []int{http.StatusOK, http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect}
	for status := http.StatusBadRequest; status < http.StatusInternalServerError; status++ {
		all = append(all, status)
	}
	return all
}

// words returns the fault that an error page speaks of. It is no answer about anybody, whatever else it says.
func (c *Client) words(answer exchange.Answer) registry.FaultKind {
	page, err := c.profile.Read(answer.Body, answer.Header.Get("Content-Type"))
	if err != nil {
		return ""
	}
	return page.Refusal()
}

// request returns the whole HTTP request, ready to be written in one piece, with what a browser would say: portals that guard
// against forged requests look at Origin and Referer.
func (c *Client) request(s session.Session, method, path, from string, body url.Values, headers []profile.Field) ([]byte, error) {
	target, err := c.origin.Parse(path)
	if err != nil {
		return nil, errPage
	}
	form := body.Encode()
	request := &http.Request{Method: method, URL: target, Header: http.Header{
		"Accept": {"text/html"}, "Accept-Encoding": {"gzip"}, "User-Agent": {"simpul"},
	}}
	if method == http.MethodPost {
		request.Body, request.ContentLength = io.NopCloser(strings.NewReader(form)), int64(len(form))
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		request.Header.Set("Origin", c.origin.String())
		request.Header.Set("Referer", c.origin.String()+from)
	}
	for _, h := range headers {
		request.Header.Set(h.Name, h.Value)
	}
	s.Send(request, path)
	var out bytes.Buffer
	if request.Write(&out) != nil { // whose error may quote a header
		return nil, errPage
	}
	return out.Bytes(), nil
}

// redirect returns where an answer to a request for path sends to on this portal, nil for nowhere or another server.
func (c *Client) redirect(path string, header http.Header) *url.URL {
	from, err := c.origin.Parse(path)
	if err != nil {
		return nil
	}
	to, err := from.Parse(header.Get("Location"))
	if err != nil || header.Get("Location") == "" || to.Scheme != c.origin.Scheme || to.Host != c.origin.Host {
		return nil
	}
	return to
}

// leadsTo reports whether a redirect leads to a page of the profile.
func leadsTo(to *url.URL, page string) bool { return to != nil && profile.Leads(to, page) }
