package handout

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// most is how many new values are taken at once.
const most = 64

// collect takes what the gateway left: root's file from then on. The inbox is the gateway's, and a gateway in a stranger's hands
// would like root to read, or to remove, a file somewhere else: what is opened is the folder itself, and nothing beyond it.
func (o Options) collect() error {
	if !there(filepath.Join(o.Secrets, password)) {
		return nil // switched off
	}
	inbox, err := openInbox(o.Inbox)
	if errors.Is(err, fs.ErrNotExist) {
		return nil // no gateway has been started yet
	}
	if err != nil {
		return fmt.Errorf("inbox: %w", withoutPath(err))
	}
	defer func() { _ = inbox.Close() }()
	entries, err := fs.ReadDir(inbox.FS(), ".")
	errs := []error{withoutPath(err)}
	for _, entry := range entries[:min(len(entries), most)] {
		name := entry.Name()
		if !nameShape.MatchString(name) || name == password || name == "basic-auth-user" {
			continue // being written, or what would lock the administrator out
		}
		if err := o.take(inbox, name); err != nil {
			errs = append(errs, fmt.Errorf("inbox: %s: %w", name, withoutPath(err)))
		}
	}
	return errors.Join(errs...)
}

var errInbox = errors.New("not a folder of its own")

// openInbox opens a folder, and no link to one.
func openInbox(path string) (*os.Root, error) {
	before, err := os.Lstat(path)
	if err != nil {
		return nil, err
	}
	inbox, err := os.OpenRoot(path)
	if err != nil {
		return nil, err
	}
	if opened, err := inbox.Stat("."); err != nil || !before.IsDir() || !os.SameFile(before, opened) {
		return nil, errors.Join(errInbox, inbox.Close())
	}
	return inbox, nil
}

// take moves one value to root's folder.
func (o Options) take(inbox *os.Root, name string) error {
	file, err := inbox.OpenFile(name, careful, 0)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	if !sameOwner(inbox, file) {
		return errors.New("somebody else's file")
	}
	content, err := contents(file)
	if err == nil {
		err = place(filepath.Join(o.Secrets, name), content, 0o600, -1)
	}
	if err == nil {
		err = inbox.Remove(name)
	}
	return err
}

// sameOwner is false for a hard link to a file that the gateway could not read.
func sameOwner(inbox *os.Root, file *os.File) bool {
	folder, err := inbox.Stat(".")
	info, wrong := file.Stat()
	if err != nil || wrong != nil {
		return false
	}
	a, ok := folder.Sys().(*syscall.Stat_t)
	b, alike := info.Sys().(*syscall.Stat_t)
	return ok && alike && a.Uid == b.Uid
}
