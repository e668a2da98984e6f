package handout

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
)

// largest is what lib/config reads of a secret.
const largest = 64 << 10

const (
	folderMode = 0o750
	fileMode   = 0o440
)

// give makes the folder of one program hold these files, as they are now, and nothing else.
func (o Options) give(program string, files []string, all bool) (problems []string) {
	group, err := o.Group("simpul-" + program)
	if err != nil {
		return []string{program + ": " + err.Error()}
	}
	folder := filepath.Join(o.Out, program)
	if err := mkdir(folder, group); err != nil {
		return []string{program + ": " + withoutPath(err).Error()}
	}
	for _, name := range files {
		err := handOver(filepath.Join(o.Secrets, name), filepath.Join(folder, name), group)
		if err != nil && (all || !errors.Is(err, fs.ErrNotExist)) {
			problems = append(problems, fmt.Sprintf("%s: %s: %v", program, name, withoutPath(err)))
		}
	}
	return append(problems, takeBack(folder, func(name string) bool {
		return slices.Contains(files, name) && there(filepath.Join(o.Secrets, name))
	})...)
}

func mkdir(folder string, group int) error {
	if err := os.MkdirAll(folder, folderMode); err != nil {
		return err
	}
	return errors.Join(os.Chown(folder, -1, group), os.Chmod(folder, folderMode))
}

// handOver copies a file that differs, with its time: who follows a file then sees that it changed, and nobody that it did not.
func handOver(from, to string, group int) error {
	content, err := read(from)
	if err != nil {
		return err
	}
	if old, err := os.ReadFile(to); err == nil && bytes.Equal(old, content) {
		return nil
	}
	return place(to, content, fileMode, group)
}

// read refuses what is no regular file of a secret's size.
func read(path string) ([]byte, error) {
	file, err := os.OpenFile(path, careful, 0)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }()
	return contents(file)
}

// careful opens what may be anything: no link is followed, and a pipe does not make it wait.
const careful = os.O_RDONLY | syscall.O_NOFOLLOW | syscall.O_NONBLOCK

// contents looks at the open file, which nobody can exchange any more.
func contents(file *os.File) ([]byte, error) {
	info, err := file.Stat()
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, errors.New("not a regular file")
	case info.Size() > largest:
		return nil, errors.New("too large")
	}
	return io.ReadAll(io.LimitReader(file, largest))
}

// place puts a whole file in place, never half of it. A group of -1 leaves the file to its owner's.
func place(path string, content []byte, mode os.FileMode, group int) error {
	file, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return err
	}
	_, err = file.Write(content)
	err = errors.Join(err, file.Chown(-1, group), file.Chmod(mode), file.Sync(), file.Close())
	if err == nil {
		err = os.Rename(file.Name(), path)
	}
	if err != nil {
		err = errors.Join(err, os.Remove(file.Name()))
	}
	return err
}

// takeBack removes what a program reads no more.
func takeBack(folder string, keep func(name string) bool) (problems []string) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return []string{withoutPath(err).Error()}
	}
	for _, entry := range entries {
		if !keep(entry.Name()) {
			if err := os.Remove(filepath.Join(folder, entry.Name())); err != nil {
				problems = append(problems, entry.Name()+": "+withoutPath(err).Error())
			}
		}
	}
	return problems
}

// names lists the office's secrets for who may see names alone.
func (o Options) names() error {
	entries, err := os.ReadDir(o.Secrets)
	if err != nil {
		return withoutPath(err)
	}
	var names strings.Builder
	for _, entry := range entries {
		if nameShape.MatchString(entry.Name()) {
			names.WriteString(entry.Name() + "\n")
		}
	}
	return place(filepath.Join(o.Out, "names"), []byte(names.String()), 0o444, -1)
}

func there(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
