package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"

	"go.yaml.in/yaml/v3"
)

// parse reads exactly one document of plain YAML.
func parse(data []byte) (*yaml.Node, error) {
	if len(data) > maxFile {
		return nil, fmt.Errorf("larger than %d KiB", maxFile>>10)
	}
	reader := yaml.NewDecoder(bytes.NewReader(data))
	var document yaml.Node
	if err := reader.Decode(&document); errors.Is(err, io.EOF) {
		return nil, errors.New("empty")
	} else if err != nil {
		return nil, errors.New("not YAML" + line.FindString(err.Error()))
	}
	if err := reader.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		return nil, errors.New("more than one document, or text after its end")
	}
	root := document.Content[0]
	return root, plain(root)
}

// line is all that is kept of the library's syntax errors: the rest may repeat the text.
var line = regexp.MustCompile(` line \d+`)

// plain refuses what a configuration needs none of: aliases, which grow a small file into a large tree, and tags, with which a
// value says that it is something else (a mapping tagged !!null would vanish).
func plain(n *yaml.Node) error {
	if n.Anchor != "" || n.Kind == yaml.AliasNode || n.Style&yaml.TaggedStyle != 0 {
		return fmt.Errorf("anchors, aliases and tags are not used here (line %d)", n.Line)
	}
	for _, child := range n.Content {
		if err := plain(child); err != nil {
			return err
		}
	}
	return nil
}
