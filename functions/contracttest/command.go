package contracttest

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
)

// exchange is one line to tools/openapi; see contract.Exchange there.
type exchange struct {
	Method        string      `json:"method"`
	Path          string      `json:"path"`
	ValidRequest  bool        `json:"valid_request"`
	RequestHeader http.Header `json:"request_header"`
	RequestBody   string      `json:"request_body"`
	Status        int         `json:"status"`
	Header        http.Header `json:"header"`
	Body          string      `json:"body"`
}

// command is tools/openapi at work. It ends when this process does: its stdin closes.
type command struct {
	sync.Mutex // a question and its answer belong together

	questions io.Writer
	answers   *bufio.Reader
}

// start builds the command, by way of the build cache, and runs it on a contract given from the root of the module.
func start(contract string) (*command, error) {
	root, err := moduleRoot()
	if err != nil {
		return nil, err
	}
	program, err := build(filepath.Join(root, "tools"))
	if err != nil {
		return nil, err
	}
	child := exec.Command(program, "-contract", filepath.Join(root, contract))
	child.Stderr = os.Stderr
	questions, err := child.StdinPipe()
	if err != nil {
		return nil, err
	}
	answers, err := child.StdoutPipe()
	if err != nil {
		return nil, err
	}
	return &command{questions: questions, answers: bufio.NewReader(answers)}, child.Start()
}

// build returns the path of the built command: go tool -n builds it into the cache that all test binaries share.
func build(tools string) (string, error) {
	var complaint bytes.Buffer
	compile := exec.Command("go", "tool", "-C", tools, "-n", "openapi")
	compile.Stderr = &complaint
	path, err := compile.Output()
	if err != nil {
		return "", fmt.Errorf("build tools/openapi: %w\n%s", err, complaint.Bytes())
	}
	return strings.TrimSpace(string(path)), nil
}

// moduleRoot is the nearest folder above the test's that has the module's go.mod.
func moduleRoot() (string, error) {
	folder, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for folder != filepath.Dir(folder) {
		if _, err := os.Stat(filepath.Join(folder, "go.mod")); err == nil {
			return folder, nil
		}
		folder = filepath.Dir(folder)
	}
	return "", errors.New("the test does not run inside the module")
}

// ask returns what the command refuses about e.
func (c *command) ask(e exchange) error {
	c.Lock()
	defer c.Unlock()
	if err := json.NewEncoder(c.questions).Encode(e); err != nil {
		return fmt.Errorf("the checker stopped, see its last words: %w", err)
	}
	answer, err := c.answers.ReadString('\n')
	if err != nil {
		return fmt.Errorf("the checker stopped, see its last words: %w", err)
	}
	if answer != "ok\n" {
		return errors.New(strings.TrimSpace(strings.TrimPrefix(answer, "error: ")))
	}
	return nil
}
