// Package protocol is the record of a proof of concept (JUKNIS-II.D): what was tried between Simpul and the registry, what came
// of it, how long it took and how many bytes, with which versions, and what the registry is asked to clear up. It is the annex
// to the result letter, as JSON for programs and as PDF for people and signatures ([Protocol.Paper]); the PDF is made from the
// JSON alone, so that either can be checked against the other.
//
// No person is in it, and no NIK: test numbers are cases with a number of their own. No address, account or host is either
// (SPTJM, NDA). Times are in WIB, durations in microseconds, bytes as they went over TLS, without TCP and IP.
//
// # Schema
//
// The member "schema" is [Schema]; a change that a reader of the last one would misread gets a new number. Members are in
// English, words of the results in Indonesian. [Read] takes this schema and nothing else, and refuses unknown members.
package protocol

import (
	"bytes"
	"encoding/json"
	"errors"
	"time"

	"simpul/lib/agreement"
)

// Schema is what "schema" says.
const Schema = "urn:simpul:poc:1"

// Protocol is one run.
type Protocol struct {
	Schema    string     `json:"schema"`
	Simulator bool       `json:"simulator"` // true: invented people; proves nothing about the registry
	Method    string     `json:"method"`    // webportal, lookup, kesesuaian
	Agreement string     `json:"agreement"` // its number
	Letter    *Letter    `json:"letter,omitzero"`
	Operator  string     `json:"operator"` // id of who ran it
	Began     time.Time  `json:"began"`
	Ended     time.Time  `json:"ended"`
	Quota     Quota      `json:"quota"`
	Steps     []Step     `json:"steps"`
	Questions []Question `json:"questions"` // open, for the registry
	Versions  Versions   `json:"versions"`
}

// Letter is the paper that allows the calls of a run on the real line.
type Letter struct {
	Number string         `json:"number"`
	Date   agreement.Date `json:"date"`
}

// Quota is how the day's count stood.
type Quota struct {
	Mode   agreement.Mode `json:"mode"`
	Limit  int64          `json:"limit"` // holds in mode poc
	Before int64          `json:"used_before"`
	After  int64          `json:"used_after"`
}

// Question is one that only the registry can answer, with what this run saw of it.
type Question struct {
	Text     string `json:"text"`
	Observed string `json:"observed,omitzero"`
}

// Versions say what was tried.
type Versions struct {
	Program   string   `json:"program"`             // version or revision of Simpul, "" if it was built without
	Binary    string   `json:"binary_sha256"`       // of the file that ran
	Go        string   `json:"go"`                  // toolchain
	Platform  string   `json:"platform"`            // operating system and architecture
	Config    string   `json:"config_sha256"`       // of the configuration file, as sha256sum prints it
	Overrides []string `json:"overrides,omitempty"` // names of the environment variables that changed single values
}

// JSON returns the protocol as its file holds it.
func (p Protocol) JSON() ([]byte, error) {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(p)
	return out.Bytes(), err
}

// ErrSchema refuses a protocol of another schema.
var ErrSchema = errors.New("protocol: not " + Schema)

// Read reads what [Protocol.JSON] wrote.
func Read(text []byte) (Protocol, error) {
	var p Protocol
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&p); err != nil {
		return Protocol{}, err
	}
	if p.Schema != Schema || d.More() {
		return Protocol{}, ErrSchema
	}
	return p, nil
}
