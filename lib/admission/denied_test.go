package admission_test

import (
	"slices"
	"strings"
	"testing"

	"simpul/lib/admission/redistest"
)

// Every command that this Redis knows is tried, with the keys of the functions.
func TestTheSampleUserMayDoNothingElse(t *testing.T) {
	server := redistest.Start(t, withUsers(t, samples(t))...)
	all, err := newWorld(t, server.URL()).raw().Do(t.Context(), "COMMAND").Slice()
	if err != nil || len(all) < 200 {
		t.Fatal(len(all), err)
	}
	granted := rights(t, "simpul")
	for _, c := range commands(all) {
		words := strings.Split(c.name, "|")
		for len(words) < c.words {
			words = append(words, "{simpul}:x")
		}
		answer := server.Do(append([]any{"ACL", "DRYRUN", "simpul"}, toAny(words)...)...)
		if allowed := answer == "OK"; allowed != (slices.Contains(granted, "+"+c.name) || slices.Contains(openToAll, c.name)) {
			t.Errorf("%s: %s", c.name, answer)
		}
	}
	if answer := server.Do("ACL", "DRYRUN", "simpul", "GET", "another"); !strings.Contains(answer, "no permissions") {
		t.Errorf("somebody else's key: %s", answer)
	}
}

// openToAll are the commands that log in or out, which Redis refuses nobody.
var openToAll = []string{"auth", "hello", "quit", "reset"}

type command struct {
	name  string // of a subcommand: config|get
	words int    // at least
}

// commands reads the answer to COMMAND: name, arity, …, subcommands.
func commands(all []any) []command {
	var found []command
	for _, entry := range all {
		fields := entry.([]any)
		if sub := fields[9].([]any); len(sub) > 0 {
			found = append(found, commands(sub)...)
			continue
		}
		arity := fields[1].(int64)
		found = append(found, command{fields[0].(string), int(max(arity, -arity))})
	}
	return found
}
