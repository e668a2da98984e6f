package backup

import (
	"crypto/ed25519"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// Where Redis 7 has its append-only file: a manifest names the snapshot that it begins with, and the commands after it.
const (
	appendFolder   = "appendonlydir"
	appendBase     = "appendonly.aof.1.base.rdb"
	appendMore     = "appendonly.aof.1.incr.aof"
	appendManifest = "appendonly.aof.manifest"
)

// forget is what Redis does once it has read the snapshot: the count of that time is gone, so that nobody gets access by it before
// an administrator has counted (lib/admission, belum_disiapkan). The database is 0, as in every sample of redis.url.
const forget = "*2\r\n$6\r\nSELECT\r\n$1\r\n0\r\n*2\r\n$3\r\nDEL\r\n$14\r\n{simpul}:quota\r\n"

// Restore puts the snapshot where Redis begins with it, and the ledger's export beside it as ledger.restored, to be compared.
// Redis must not run, and its folder must be empty (ErrOccupied): nothing is ever overwritten. What is there belongs to the
// folder's owner afterwards. A backup that does not hold leaves nothing.
func Restore(path string, public ed25519.PublicKey, data string) (Manifest, error) {
	entries, err := os.ReadDir(data)
	if err != nil {
		return Manifest{}, err
	}
	if len(entries) > 0 {
		return Manifest{}, ErrOccupied
	}
	work, err := os.MkdirTemp(data, ".pulih-*")
	if err != nil {
		return Manifest{}, err
	}
	defer func() { _ = os.RemoveAll(work) }()
	m, err := read(path, public, func(name string) (io.WriteCloser, error) {
		return os.OpenFile(filepath.Join(work, name), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	})
	if err != nil {
		return m, err
	}
	return m, errors.Join(place(work, data), own(data))
}

func place(work, data string) error {
	folder := filepath.Join(work, appendFolder)
	manifest := fmt.Sprintf("file %s seq 1 type b\nfile %s seq 1 type i\n", appendBase, appendMore)
	return errors.Join(
		os.Mkdir(folder, 0o700),
		os.Rename(filepath.Join(work, snapshotName), filepath.Join(folder, appendBase)),
		os.WriteFile(filepath.Join(folder, appendMore), []byte(forget), 0o600),
		os.WriteFile(filepath.Join(folder, appendManifest), []byte(manifest), 0o600),
		os.Rename(folder, filepath.Join(data, appendFolder)),
		os.Rename(filepath.Join(work, ledgerName), filepath.Join(data, "ledger.restored")),
	)
}

// own gives everything to the folder's owner: root restores, Redis reads.
func own(data string) error {
	info, err := os.Stat(data)
	if err != nil {
		return err
	}
	owner, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return nil
	}
	return filepath.WalkDir(data, func(path string, _ fs.DirEntry, err error) error {
		return errors.Join(err, os.Lchown(path, int(owner.Uid), int(owner.Gid)))
	})
}
