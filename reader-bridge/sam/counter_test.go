package sam_test

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"simpul/reader-bridge/sam"
)

func TestReadsAreCountedAcrossRestarts(t *testing.T) {
	path := filepath.Join(t.TempDir(), "reads.json")
	for range 2 {
		c, err := sam.OpenCounter(path)
		if err != nil {
			t.Fatal(err)
		}
		var all sync.WaitGroup
		for range 10 {
			all.Go(func() {
				if err := c.Add("SAM-01"); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
	}
	c, err := sam.OpenCounter(path)
	if err != nil || c.Counts()["SAM-01"] != 20 || c.Counts()["SAM-02"] != 0 {
		t.Errorf("%v %v", c.Counts(), err)
	}
	if left, err := os.ReadDir(filepath.Dir(path)); err != nil || len(left) != 1 {
		t.Errorf("%v %v", left, err)
	}
}

func TestACounterThatCannotBeReadIsNotBegunAnew(t *testing.T) {
	path := filepath.Join(t.TempDir(), "reads.json")
	for _, content := range []string{"", "null", "[]", `{"SAM-01": -1}`, `{"SAM-01": 9e15}`, `{"SAM-01": 2000000000000}`, `{"SAM-01": "1"}`, `{"SAM-01": 1`, `{"SAM-01":` + strings.Repeat(" ", 17<<10) + "1}"} {
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if c, err := sam.OpenCounter(path); err == nil || c != nil {
			t.Errorf("%.20s was read", content)
		}
	}
}

func TestACounterThatCannotWriteSaysSoAndCatchesUp(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "later")
	c, err := sam.OpenCounter(filepath.Join(folder, "reads.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Add("SAM-01"); err == nil {
		t.Error("written where no folder is")
	}
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := c.Add("SAM-01"); err != nil {
		t.Fatal(err)
	}
	if again, err := sam.OpenCounter(filepath.Join(folder, "reads.json")); err != nil || again.Counts()["SAM-01"] != 2 {
		t.Errorf("%v", err)
	}
}

func FuzzCounter(f *testing.F) {
	f.Add([]byte(`{"SAM-01": 12}`))
	f.Add([]byte(`{}`))
	f.Add([]byte(`null`))
	path := filepath.Join(f.TempDir(), "reads.json")
	f.Fuzz(func(t *testing.T, content []byte) {
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		c, err := sam.OpenCounter(path)
		if (c == nil) == (err == nil) {
			t.Fatal("neither or both")
		}
		if err == nil && c.Add("SAM-01") != nil {
			t.Fatal("what was read cannot be written")
		}
	})
}
