// Command systemd writes the units that package units makes of a stack file, and what goes with them, to a new folder:
//
//	go run ./deploy/systemd -stack stack.yml -out dist/systemd
//
// The scripts of this folder, which the bundle carries, put them in place: install, uninstall.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"simpul/deploy/systemd/units"
)

func main() {
	stack := flag.String("stack", "stack.yml", "the stack `file`")
	out := flag.String("out", "dist/systemd", "a new `folder`")
	flag.Parse()
	if err := write(*stack, *out); err != nil {
		fmt.Fprintln(os.Stderr, "systemd:", err)
		os.Exit(1)
	}
}

func write(stack, out string) error {
	text, err := os.ReadFile(stack)
	if err != nil {
		return err
	}
	files, err := units.Render(text)
	if err != nil {
		return err
	}
	for name, content := range files {
		path := filepath.Join(out, name)
		err = errors.Join(err, os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(content), 0o644))
	}
	return err
}
