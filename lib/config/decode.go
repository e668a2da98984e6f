package config

import (
	"encoding"
	"fmt"
	"reflect"
	"strings"

	"go.yaml.in/yaml/v3"
)

// decoder turns a YAML tree into a struct and collects every problem on the way. The library's own strict mode knows no
// paths, repeats values in its errors and cannot read a changed tree; it still parses the text and reads each single value.
type decoder struct {
	problems
	origin map[*yaml.Node]string // the variable a node came from; none: the file
}

func newDecoder() *decoder { return &decoder{problems{}, map[*yaml.Node]string{}} }

// decode reports false when data is no document at all: then nothing else about it is worth saying.
func (d *decoder) decode(data []byte, target any, environ []string) bool {
	root, err := parse(data)
	if err != nil {
		d.add(top, "%v", err)
		return false
	}
	value := reflect.ValueOf(target).Elem()
	d.override(root, value.Type(), environ)
	d.into(root, value, "")
	return true
}

func (d *decoder) into(n *yaml.Node, v reflect.Value, path string) {
	switch _, text := v.Addr().Interface().(encoding.TextUnmarshaler); {
	case n.ShortTag() == "!!null":
	case v.Kind() == reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		d.into(n, v.Elem(), path)
	case v.Kind() == reflect.Struct && !text:
		d.mapping(n, v, path)
	case v.Kind() == reflect.Slice:
		d.sequence(n, v, path)
	case !scalar(n, v):
		d.add(path, "not %s (%s)", kindOf(v), d.where(n))
	}
}

func (d *decoder) mapping(n *yaml.Node, v reflect.Value, path string) {
	if n.Kind != yaml.MappingNode {
		d.add(orTop(path), "not a mapping (%s)", d.where(n))
		return
	}
	fields, seen := fieldsOf(v.Type()), map[string]bool{}
	for i := 0; i < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		index, known := fields[key.Value]
		switch {
		case !known:
			d.add(fmt.Sprintf("%s (%s)", orTop(path), d.where(key)), "unknown key")
		case seen[key.Value]:
			d.add(join(path, key.Value), "given twice (%s)", d.where(key))
		default:
			seen[key.Value] = true
			d.into(value, v.FieldByIndex(index), join(path, key.Value))
		}
	}
}

func (d *decoder) sequence(n *yaml.Node, v reflect.Value, path string) {
	if n.Kind != yaml.SequenceNode {
		d.add(path, "not a list (%s)", d.where(n))
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), len(n.Content), len(n.Content)))
	for i, item := range n.Content {
		d.into(item, v.Index(i), fmt.Sprintf("%s[%d]", path, i))
	}
}

// where names the line of the file, or the variable.
func (d *decoder) where(n *yaml.Node) string {
	if name, ok := d.origin[n]; ok {
		return "from " + name
	}
	return fmt.Sprintf("line %d", n.Line)
}

func join(path, key string) string { return strings.TrimPrefix(path+"."+key, ".") }

// top is the path of the whole file.
const top = "file"

func orTop(path string) string {
	if path == "" {
		return top
	}
	return path
}
