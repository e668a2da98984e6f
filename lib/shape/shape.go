// Package shape tells whether short words have the form that is agreed for them: identifiers, codes, tokens.
//
//	var keyID = shape.Of(`^[a-z0-9-]{1,16}$`)
//	if !keyID(word) { … }
//
// A pattern is compiled when it is first asked. Counted repetitions are costly to compile, each function has some twenty of them,
// and the platform waits for its first answer: together they took a tenth of the way from exec to it.
package shape

import (
	"regexp"
	"sync"
)

// Of returns a test for pattern, a regular expression of package regexp. It is safe for concurrent use and panics at its first use
// if the pattern is none.
func Of(pattern string) func(word string) bool {
	compiled := sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(pattern) })
	return func(word string) bool { return compiled().MatchString(word) }
}
