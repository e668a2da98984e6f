package config_test

import (
	"strings"
	"testing"

	"simpul/lib/config"
)

// hidden stands in the seeds wherever somebody could have put a password: as a value, a key, an anchor, a tag, broken syntax.
const hidden = "Penanda9Rahasia"

func FuzzLoad(f *testing.F) {
	text := valid(f)
	f.Add(text, "SIMPUL_REGISTRY__SLOTS", "3")
	for _, old := range []string{"poc", "200", "2025-09-16", "https://192.0.2.20:8443", "perizinan-1", "registry-password", "10s", "true", "192.0.2.30", "redis://192.0.2.40:6379/0"} {
		f.Add(strings.Replace(text, old, hidden, 1), "SIMPUL_IDENTITY__LEEWAY", hidden)
		f.Add(strings.Replace(text, old, hidden+" : [", 1), "PATH", "")
	}
	for _, tail := range []string{hidden + ": 1\n", "a: *" + hidden, "a: &" + hidden + " b", "a: !" + hidden + " b", "---\n" + hidden, "\x00" + hidden, "? [" + hidden + "]\n: {" + hidden, "a: \"\\" + hidden, "%" + hidden} {
		f.Add(text+tail, "SIMPUL_AGREEMENT__LICENCE_TYPES", "[{"+hidden)
		f.Add(tail, "SIMPUL_REDIS__URL", "redis://:"+hidden+"@192.0.2.1")
	}
	f.Fuzz(func(t *testing.T, text, name, value string) {
		if strings.Contains(name, hidden) {
			return // a variable's name is repeated on purpose
		}
		c, err := config.Parse([]byte(text), []string{name + "=" + value})
		if (c == nil) == (err == nil) {
			t.Fatalf("config %v, error %v", c != nil, err)
		}
		if err != nil && strings.Contains(err.Error(), hidden) {
			t.Fatalf("the error repeats the input: %v", err)
		}
	})
}
