package system

import (
	"bufio"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"

	"simpul/lib/function/httpserver"
	"simpul/lib/problem"
)

// secret is OpenFaaS's; raw wins, as with its providers.
type secret struct {
	Name      string `json:"name"`
	Namespace string `json:"namespace,omitempty"`
	Value     string `json:"value,omitempty"`
	Raw       []byte `json:"rawValue,omitempty"`
}

// largest is what a secret file may hold (lib/config), and its base64.
const largest = 100 << 10

// nameShape is that of a Kubernetes secret: it is a file's name here, and cannot leave the folder.
var nameShape = regexp.MustCompile(`^[a-z0-9]([-a-z0-9.]{0,61}[a-z0-9])?$`)

// known are the names of all secrets on this machine.
func (s *System) known() []string {
	file, err := os.Open(s.options.Names)
	if err != nil {
		return nil
	}
	defer func() { _ = file.Close() }()
	var names []string
	for lines := bufio.NewScanner(io.LimitReader(file, 64<<10)); lines.Scan(); {
		if name := lines.Text(); nameShape.MatchString(name) {
			names = append(names, name)
		}
	}
	return names
}

func (s *System) names(w http.ResponseWriter, _ *http.Request) {
	all := []secret{}
	for _, name := range s.known() {
		all = append(all, secret{Name: name})
	}
	answer(w, http.StatusOK, all)
}

func (s *System) create(w http.ResponseWriter, r *http.Request) {
	if one, ok := s.read(w, r); ok {
		if slices.Contains(s.known(), one.Name) {
			http.Error(w, "the secret exists; update replaces it", http.StatusConflict)
			return
		}
		s.put(w, one, http.StatusCreated)
	}
}

func (s *System) update(w http.ResponseWriter, r *http.Request) {
	if one, ok := s.read(w, r); ok {
		if !slices.Contains(s.known(), one.Name) {
			http.Error(w, "there is no such secret", http.StatusNotFound)
			return
		}
		s.put(w, one, http.StatusOK)
	}
}

// read refuses what cannot be a secret; its answers repeat nothing of it.
func (s *System) read(w http.ResponseWriter, r *http.Request) (secret, bool) {
	body, err := httpserver.ReadBody(w, r, largest)
	if err != nil {
		refuse(w, r, problem.As(err))
		return secret{}, false
	}
	var one secret
	if json.Unmarshal(body, &one) != nil || !nameShape.MatchString(one.Name) || len(one.Raw) == 0 && strings.TrimSpace(one.Value) == "" {
		refuse(w, r, problem.New(problem.CodePermintaanRusak))
		return secret{}, false
	}
	if len(one.Raw) == 0 {
		one.Raw = []byte(one.Value)
	}
	return one, true
}

// put writes a whole file for its owner alone, or none.
func (s *System) put(w http.ResponseWriter, one secret, status int) {
	if err := write(s.options.Inbox, one); err != nil {
		http.Error(w, "the secret could not be kept", http.StatusInternalServerError)
		return
	}
	w.WriteHeader(status)
}

var errNoInbox = errors.New("there is no inbox")

func write(inbox string, one secret) error {
	if inbox == "" {
		return errNoInbox
	}
	file, err := os.CreateTemp(inbox, ".new-*") // 0600
	if err != nil {
		return err
	}
	_, err = file.Write(one.Raw)
	if err = errors.Join(err, file.Sync(), file.Close()); err == nil {
		err = os.Rename(file.Name(), filepath.Join(inbox, one.Name))
	}
	if err != nil {
		err = errors.Join(err, os.Remove(file.Name()))
	}
	return err
}
