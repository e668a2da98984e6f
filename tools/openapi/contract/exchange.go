package contract

import (
	"net/http"
	"net/url"
)

// Exchange is one request with its response. Bodies are text: what is not JSON
// is held to its media type alone, so bytes that are not UTF-8 do no harm.
type Exchange struct {
	Method        string      `json:"method"`
	Path          string      `json:"path"` // with the query, as on the request line
	ValidRequest  bool        `json:"valid_request"`
	RequestHeader http.Header `json:"request_header"`
	RequestBody   string      `json:"request_body"`
	Status        int         `json:"status"`
	Header        http.Header `json:"header"`
	Body          string      `json:"body"`
}

// request is the exchange's request without its body, which is checked apart.
func (e Exchange) request() (*http.Request, error) {
	address, err := url.ParseRequestURI(e.Path)
	if err != nil {
		return nil, refused("the path is not one")
	}
	header := e.RequestHeader.Clone()
	if header == nil {
		header = http.Header{}
	}
	return &http.Request{Method: e.Method, URL: address, Header: header}, nil
}
