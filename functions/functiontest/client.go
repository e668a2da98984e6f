package functiontest

import (
	"bytes"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"simpul/functions/contracttest"
)

// Client calls one function.
type Client struct {
	t       testing.TB
	url     string
	http    *http.Client
	checker *contracttest.Checker
	metrics http.Handler
}

// Answer is what came back; each shape fills its own fields.
type Answer struct {
	Code   int
	Header http.Header
	Text   string

	Problem  string `json:"type"`
	Fields   []struct{ Name, Code, Detail string }
	AccessID string `json:"access_id"`

	Receipt    string
	Status     string
	StatusText string `json:"status_text"`
	Verdict    string
	NextStep   string `json:"next_step"`
	Elements   map[string]string
	Data       *struct {
		MayStore bool `json:"may_store"`
		Elements map[string]string
	}
	Card *struct {
		Class    string
		Elements map[string]struct{ Paper, Registry string }
		Data     map[string]struct {
			Value    string
			MayStore bool `json:"may_store"`
		}
	}
	Advice   string
	Warnings []struct{ Code, Detail string }
	Quota    struct {
		Mode      string
		Limit     *int64
		Used      int64
		Left      *int64
		Exhausted bool
		ResetsAt  string `json:"resets_at"`
		Paper     string `json:"paper_number"`
	}
	Access struct {
		State, Reason string
		LoginFailed   string `json:"login_failed_since"`
		Open          int64
		Last          struct{ Action, Code string } `json:"last_act"`
	}
	Agreement struct {
		State        string
		Simulator    bool
		BridgedUntil string `json:"bridged_until"`
		BridgedPaper string `json:"bridging_paper_number"`
	}
	Guard struct {
		Sequential int64
		Held       map[string]int64 `json:"holds_today"`
	}
	Ledger *struct {
		Entries, Unsealed int64
		Seal              *struct {
			Number int64
			Hash   string
		}
	}
	Dangers     []string
	Obligations []struct{ ID, State string }

	Feedback *struct {
		Units, Delivered, Closed, Queued, Dead, Open, External, Late int64
		Balanced                                                     bool
		Warnings                                                     []struct{ Code, Detail string }
	}

	Units []Unit // of submit-balikan
	Unit         // the one that an order was about

	Swept, Sealed, Seal int64 // of the scheduled duties
	Skipped             bool

	Report           string // of semester-report
	Recorded         bool
	Digest           string
	Built            int64
	Waiting          int64
	Failed           int64
	Reminded         int64
	Delivered, Later int64
	Dead, Left       int64
}

// Unit is what became of one unit of data balikan, or where it stands.
type Unit struct {
	ID        string   `json:"unit"`
	State     string   `json:"state"`
	StateText string   `json:"state_text"`
	Again     bool     `json:"again"`
	Unsure    bool     `json:"unsure"`
	Number    string   `json:"application_number"`
	AccessIDs []string `json:"access_ids"`
	Operator  string   `json:"operator"`
	UnitCode  string   `json:"code"`
	Attempts  int      `json:"attempts"`
	Late      bool     `json:"late"`
	Manual    bool     `json:"manual"`
	Refusal   *struct {
		Type   string
		Fields []struct{ Name, Code, Detail string }
	} `json:"problem"`
}

// Call is a request; the zero value of each part leaves it out.
type Call struct {
	Method string // "" is POST
	Token  string
	Query  string
	Header map[string]string
	Body   any // []byte goes as it stands, anything else as JSON
}

// Do sends the call and checks the exchange against the contract.
func (c *Client) Do(call Call) Answer {
	c.t.Helper()
	body, ok := call.Body.([]byte)
	if !ok && call.Body != nil {
		var err error
		body, err = json.Marshal(call.Body)
		must(c.t, err)
	}
	method := call.Method
	if method == "" {
		method = http.MethodPost
	}
	req, err := http.NewRequestWithContext(c.t.Context(), method, c.url+"/?"+call.Query, bytes.NewReader(body))
	must(c.t, err)
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if call.Token != "" {
		req.Header.Set("Authorization", "Bearer "+call.Token)
	}
	for name, value := range maps.All(call.Header) {
		req.Header.Set(name, value)
	}
	return c.send(req, body)
}

// Probe returns the status of GET path, such as /_/ready.
func (c *Client) Probe(path string) int {
	c.t.Helper()
	res, err := c.http.Get(c.url + path)
	must(c.t, err)
	must(c.t, res.Body.Close())
	return res.StatusCode
}

// Scrape returns the metrics as Prometheus gets them.
func (c *Client) Scrape() string {
	c.t.Helper()
	w := httptest.NewRecorder()
	c.metrics.ServeHTTP(w, httptest.NewRequestWithContext(c.t.Context(), http.MethodGet, "/metrics", nil))
	return w.Body.String()
}

func (c *Client) send(req *http.Request, body []byte) Answer {
	c.t.Helper()
	res, err := c.http.Do(req)
	must(c.t, err)
	defer func() { _ = res.Body.Close() }()
	text, err := io.ReadAll(res.Body)
	must(c.t, err)
	c.checker.Check(c.t, req, body, res.StatusCode == http.StatusOK, res, text)
	a := Answer{Code: res.StatusCode, Header: res.Header, Text: string(text)}
	if len(text) == 0 || !strings.Contains(res.Header.Get("Content-Type"), "json") {
		return a
	}
	// Documents differ; "status" is a number in one and a word in the other.
	var shape map[string]json.RawMessage
	must(c.t, json.Unmarshal(text, &shape))
	if res.StatusCode >= 400 {
		delete(shape, "status")
	}
	if number := shape["agreement"]; len(number) > 0 && number[0] == '"' { // of a report's figures
		delete(shape, "agreement")
	}
	known, err := json.Marshal(shape)
	must(c.t, err)
	must(c.t, json.Unmarshal(known, &a))
	return a
}

// Metric returns the value of a series, with its labels, in what was scraped; "" for none.
func Metric(scraped, series string) string {
	for line := range strings.Lines(scraped) {
		if value, found := strings.CutPrefix(line, series+" "); found {
			return strings.TrimSpace(value)
		}
	}
	return ""
}
