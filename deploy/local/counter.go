package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"

	"simpul/deploy/local/stack"
	"simpul/lib/agreement"
)

// counter is an officer at the counter, with a frontend's token.
type counter struct {
	url, token string
	owed       []map[string]any // units of data balikan
}

func newCounter(url, state, operator string, scopes ...string) (*counter, error) {
	token, err := stack.Token(state, operator, scopes...)
	return &counter{url: url, token: token}, err
}

// call sends a request and reads the answer into target.
func (c *counter) call(ctx context.Context, method, path string, body []byte, target any) error {
	answer, err := c.fetch(ctx, method, path, body)
	if err != nil {
		return err
	}
	return json.Unmarshal(answer, target)
}

// fetch sends a request and returns the answer. A problem document becomes an error with its title and detail.
func (c *counter) fetch(ctx context.Context, method, path string, body []byte) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, method, c.url+path, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Authorization", "Bearer "+c.token)
	req.Header.Set("Content-Type", "application/json")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer func() { _ = res.Body.Close() }()
	answer, err := io.ReadAll(io.LimitReader(res.Body, 4<<20))
	if err != nil {
		return nil, err
	}
	if res.StatusCode != http.StatusOK && res.StatusCode != http.StatusAccepted {
		var p struct{ Title, Detail string }
		return nil, errors.Join(fmt.Errorf("%s %s: %d", method, path, res.StatusCode), json.Unmarshal(answer, &p), fmt.Errorf("%s: %s", p.Title, p.Detail))
	}
	return answer, nil
}

var months = [...]string{"", "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"}

// longDate writes a date as officers do: 16 September 2027.
func longDate(d agreement.Date) string {
	year, month, day := d.Date()
	return fmt.Sprintf("%d %s %d", day, months[month], year)
}
