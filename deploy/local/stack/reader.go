package stack

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"simpul/lib/config"
)

// Names of the simulated counter, as deploy/local/reader-simulator has them.
const (
	ReaderName = "loket-1"
	bridgeID   = "pc-loket-1"
	readerLog  = "reader-simulator"
	readerLine = "reader-simulator: ready "
)

// readerFolder is where the simulated reader keeps its certificate, its secrets and the name of who lies on it.
func readerFolder(state string) string { return filepath.Join(state, "reader") }

// LayCard lays the card of a sample on the simulated reader; the empty NIK takes it away. The reader looks a few times a second.
func LayCard(state, nik string) error {
	path := filepath.Join(readerFolder(state), "card")
	if err := os.WriteFile(path+".new", []byte(nik+"\n"), 0o600); err != nil {
		return errors.New("there is no simulated reader: start one with make run")
	}
	return os.Rename(path+".new", path)
}

// startReader starts a bridge with a simulated reader, unless the configuration names others, and tells verify-nik of it.
func (s *Stack) startReader(ctx context.Context, o Options, cfg *config.Config) error {
	if cfg.Readers != nil {
		return nil
	}
	o.Say("simulator pembaca KTP-el …")
	_, err := s.run(ctx, o, readerLog, program{
		binary: readerLog, environ: os.Environ(), args: []string{"-secrets", SecretsFolder(o.State), "-state", readerFolder(o.State)},
	}, says(o, readerLog, readerLine))
	if err != nil {
		return err
	}
	return s.tellOfReader(o)
}

// tellOfReader reads address and fingerprint from the line that the simulator says when it is ready.
func (s *Stack) tellOfReader(o Options) error {
	log, err := os.ReadFile(filepath.Join(logsFolder(o.State), readerLog+".log"))
	if err != nil {
		return err
	}
	_, line, _ := strings.Cut(string(log), readerLine)
	line, _, _ = strings.Cut(line, "\n")
	address, fingerprint, ok := strings.Cut(line, " ")
	if !ok {
		return errors.New("the simulated reader did not say where it is")
	}
	s.reader = []string{
		"SIMPUL_READERS__KEY_FILE=simpul-bridge",
		// A longer wait needs a longer exec_timeout: the call's other steps come after the card.
		"SIMPUL_READERS__WAIT=0s",
		fmt.Sprintf("SIMPUL_READERS__KNOWN=[{name: %s, url: 'https://%s', bridge: %s, fingerprint: '%s'}]", ReaderName, address, bridgeID, fingerprint),
	}
	return nil
}
