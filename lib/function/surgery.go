package function

import (
	"bytes"
	"errors"
	"io"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"
)

// scan checks what does not depend on the target and returns the paths of members whose names have an impossible form, at
// most mostWrong of them.
func scan(body []byte) (misnamed [][]string, err error) {
	dec := jsontext.NewDecoder(bytes.NewBuffer(body))
	if dec.PeekKind() != '{' {
		return nil, errNoObject
	}
	for {
		token, err := dec.ReadToken()
		switch {
		case errors.Is(err, io.EOF):
			return misnamed, nil
		case err != nil:
			return nil, errSyntax
		case dec.StackDepth() > deepest:
			return nil, errTooNested
		case atName(dec) && !isName(token.String()) && len(misnamed) < mostWrong:
			misnamed = append(misnamed, pathOf(dec.StackPointer()))
		case dec.StackDepth() == 0 && !atEnd(dec):
			return nil, errSyntax
		}
	}
}

// atName reports whether the token just read is the name of a member: objects count names and values separately.
func atName(dec *jsontext.Decoder) bool {
	kind, length := dec.StackIndex(dec.StackDepth())
	return kind == '{' && length%2 == 1
}

// atEnd reports whether nothing follows the outermost value.
func atEnd(dec *jsontext.Decoder) bool {
	return len(bytes.TrimLeft(dec.UnreadBuffer(), " \t\r\n")) == 0
}

func pathOf(p jsontext.Pointer) []string {
	var path []string
	for token := range p.Tokens() {
		path = append(path, token)
	}
	return path
}

// unchecked spares the second look for duplicate names, which [scan] has had.
var unchecked = jsontext.AllowDuplicateNames(true)

// cut returns value without the member at path; an element of a list becomes null instead, so that its neighbours keep their
// numbers. value has passed [scan], so reading it cannot fail; a path that is not in it changes nothing.
func cut(value jsontext.Value, path []string) jsontext.Value {
	if kind := value.Kind(); kind != '{' && kind != '[' {
		return value
	}
	dec := jsontext.NewDecoder(bytes.NewBuffer(value), unchecked)
	out := bytes.NewBuffer(make([]byte, 0, len(value)))
	enc := jsontext.NewEncoder(out, unchecked)
	copyToken(enc, dec)
	for i := 0; dec.PeekKind() != '}' && dec.PeekKind() != ']'; i++ {
		cutMember(enc, dec, i, path)
	}
	copyToken(enc, dec)
	return out.Bytes()
}

func copyToken(enc *jsontext.Encoder, dec *jsontext.Decoder) {
	token, _ := dec.ReadToken()
	_ = enc.WriteToken(token)
}

// cutMember copies the next member of an object or the element i of a list, unless it is the one to cut.
func cutMember(enc *jsontext.Encoder, dec *jsontext.Decoder, i int, path []string) {
	kind, _ := dec.StackIndex(dec.StackDepth())
	object := kind == '{'
	name := strconv.Itoa(i)
	if object {
		token, _ := dec.ReadToken()
		name = token.String()
	}
	value, _ := dec.ReadValue()
	switch {
	case name != path[0]:
	case len(path) > 1:
		value = cut(value, path[1:])
	case object:
		return
	default:
		value = jsontext.Value("null")
	}
	if object {
		_ = enc.WriteToken(jsontext.String(name))
	}
	_ = enc.WriteValue(value)
}
