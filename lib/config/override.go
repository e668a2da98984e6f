package config

import (
	"reflect"
	"strings"

	"go.yaml.in/yaml/v3"
)

const (
	overridePrefix = "SIMPUL_"
	levelMark      = "__"
)

// override applies variables such as SIMPUL_REGISTRY__URL to the tree. Only a name with "__" is one: SIMPUL_CONFIG is not. A
// variable that fits no key is a problem: it would look as if it had worked.
func (d *decoder) override(root *yaml.Node, t reflect.Type, environ []string) {
	for _, entry := range environ {
		name, value, _ := strings.Cut(entry, "=")
		rest, ours := strings.CutPrefix(name, overridePrefix)
		if !ours || !strings.Contains(rest, levelMark) {
			continue
		}
		keys := strings.Split(strings.ToLower(rest), levelMark)
		field, known := typeAt(t, keys)
		if !known || rest != strings.ToUpper(rest) {
			d.add(name, "no such key")
			continue
		}
		node, err := overrideNode(value, field)
		if err != nil {
			d.add(name, "%v", err)
			continue
		}
		d.mark(node, name)
		d.place(root, keys, node, name)
	}
}

// typeAt follows keys down from t.
func typeAt(t reflect.Type, keys []string) (reflect.Type, bool) {
	for _, key := range keys {
		if t.Kind() == reflect.Pointer {
			t = t.Elem()
		}
		if t.Kind() != reflect.Struct {
			return nil, false
		}
		index, known := fieldsOf(t)[key]
		if !known {
			return nil, false
		}
		t = t.FieldByIndex(index).Type
	}
	return t, true
}

// overrideNode takes text as it stands and reads everything else as YAML.
func overrideNode(value string, t reflect.Type) (*yaml.Node, error) {
	if t.Kind() == reflect.String {
		return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: value}, nil
	}
	return parse([]byte(value))
}

func (d *decoder) mark(n *yaml.Node, name string) {
	d.origin[n] = name
	for _, child := range n.Content {
		d.mark(child, name)
	}
}

// place sets the value below n, and makes the mappings on the way where there are none.
func (d *decoder) place(n *yaml.Node, keys []string, value *yaml.Node, name string) {
	if len(keys) == 0 {
		*n = *value
		d.mark(n, name)
		return
	}
	if n.ShortTag() == "!!null" {
		*n = yaml.Node{Kind: yaml.MappingNode, Line: n.Line}
	}
	if n.Kind != yaml.MappingNode {
		return // into reports it
	}
	for i := 0; i < len(n.Content); i += 2 {
		if n.Content[i].Value == keys[0] {
			d.place(n.Content[i+1], keys[1:], value, name)
			return
		}
	}
	child := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!null", Line: n.Line}
	n.Content = append(n.Content, &yaml.Node{Kind: yaml.ScalarNode, Value: keys[0], Line: n.Line}, child)
	d.place(child, keys[1:], value, name)
}
