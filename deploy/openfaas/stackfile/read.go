package stackfile

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"

	"go.yaml.in/yaml/v3"
)

// variable is the one form of substitution that cannot surprise: one without a default is empty when it is not set.
var variable = regexp.MustCompile(`\$\{[A-Z_][A-Z0-9_]*:-([^${}\s]+)\}`)

// expand substitutes the defaults. faas-cli expands the whole file, comments included, so an unclosed brace in a comment
// stops every command.
func expand(text []byte, f *findings) []byte {
	number := 0
	for line := range bytes.Lines(text) {
		number++
		if bytes.Contains(variable.ReplaceAll(line, nil), []byte("${")) {
			f.add(fmt.Sprintf("line %d", number), "want ${NAME:-default} or no ${ at all, in comments as well")
		}
	}
	return variable.ReplaceAll(text, []byte("$1"))
}

// decode reads exactly one document with known keys into target and reports whether it could.
func decode(text []byte, target any, f *findings) bool {
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	decoder.KnownFields(true)
	err := decoder.Decode(target)
	if wrong, ok := errors.AsType[*yaml.TypeError](err); ok {
		for _, each := range wrong.Errors {
			f.add("yaml", "%s", quoted.ReplaceAllString(each, "…"))
		}
		return false
	}
	if err != nil {
		f.add("yaml", "no document that can be read")
		return false
	}
	if err := decoder.Decode(&yaml.Node{}); !errors.Is(err, io.EOF) {
		f.add("yaml", "more than one document")
		return false
	}
	return true
}

// quoted is how the library repeats a value.
var quoted = regexp.MustCompile("`[^`]*`")
