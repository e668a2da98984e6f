package config

import (
	"fmt"
	"net/url"
	"strings"
	"time"

	"simpul/lib/shape"
)

// Readers are the counters' card readers and how verify-nik reaches the bridges beside them (JUKNIS-IV). Left out: none, and
// cards are not read.
type Readers struct {
	KeyFile    string        `yaml:"key_file" validate:"required,secretfile"`     // mints tokens for the bridges, lines keyid:base64 of 32 bytes
	ClientFile string        `yaml:"client_file" validate:"omitempty,secretfile"` // certificate and key in PEM, where bridges ask for one; "" for none
	Wait       time.Duration `yaml:"wait" validate:"min=0,max=60s"`               // for a card to be laid there, if the caller's deadline leaves so much; 0 for a card that lies there already
	Known      []Reader      `yaml:"known" validate:"required,min=1,max=64,unique=Name,dive"`
}

// Reader is one reader.
type Reader struct {
	Name        string `yaml:"name" validate:"reader"`        // as frontends and the bridge call it
	URL         string `yaml:"url" validate:"required"`       // of the bridge, https://host:port
	Bridge      string `yaml:"bridge" validate:"reader"`      // its id: the audience of tokens
	Fingerprint string `yaml:"fingerprint" validate:"sha256"` // of its certificate, which it prints at its start: SHA-256 in lower-case hex
}

// readerName is the shape of the names of readers and bridges: fit for logs, and no NIK.
var readerName = shape.Of(`^[a-z0-9][a-z0-9-]{1,14}$`)

// checkReaders wants https and nothing behind the port: tokens and population data travel there (PKS-2.2g).
func (r *Readers) checkReaders(p problems) {
	if r == nil {
		return
	}
	for i, reader := range r.Known {
		u, err := url.Parse(reader.URL)
		if err != nil || u.Scheme != "https" || u.Hostname() == "" || strings.TrimSuffix(reader.URL, "/") != "https://"+u.Host {
			p.add(fmt.Sprintf("readers.known[%d].url", i), "is not of the form https://host:port")
		}
	}
}
