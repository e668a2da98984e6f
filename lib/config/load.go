package config

import (
	"fmt"
	"io"
	"os"
	"strings"
)

// maxFile bounds the configuration file and every file given to [Unmarshal].
const maxFile = 256 << 10

// Load reads the configuration file at path, lets SIMPUL_… variables of environ (as in [os.Environ]) override single values,
// and checks everything. Its error has one sorted line for each problem, with the YAML path; it never holds a value.
func Load(path string, environ []string) (*Config, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("configuration: %w", err)
	}
	defer func() { _ = file.Close() }()
	data, err := io.ReadAll(io.LimitReader(file, maxFile+1))
	if err != nil {
		return nil, fmt.Errorf("configuration: %w", err)
	}
	return Parse(data, environ)
}

// Parse is [Load] for a file already read.
func Parse(data []byte, environ []string) (*Config, error) {
	var c Config
	d := newDecoder()
	if d.decode(data, &c, environ) {
		d.validate(&c)
		c.check(d.problems)
	}
	if err := d.err(); err != nil {
		return nil, fmt.Errorf("configuration refused:\n%w", err)
	}
	return &c, nil
}

// Unmarshal reads one YAML document into target, a pointer to a struct, as strictly as [Load]: no unknown or repeated keys, no
// anchors, no second document, at most 256 KiB, and every `validate` tag holds. Its error never holds a value.
func Unmarshal(data []byte, target any) error {
	d := newDecoder()
	if d.decode(data, target, nil) {
		d.validate(target)
	}
	return d.err()
}

// FromEnvironment says where things are: the configuration file at SIMPUL_CONFIG, else simpul-config in the secrets folder;
// the secrets folder at secret_mount_path (the variable of OpenFaaS), else where OpenFaaS mounts it.
func FromEnvironment(environ []string) (path, secretsDir string) {
	secretsDir = "/var/openfaas/secrets"
	for _, entry := range environ {
		switch name, value, _ := strings.Cut(entry, "="); {
		case value == "":
		case name == "SIMPUL_CONFIG":
			path = value
		case name == "secret_mount_path":
			secretsDir = value
		}
	}
	if path == "" {
		path = secretsDir + "/simpul-config"
	}
	return path, secretsDir
}
