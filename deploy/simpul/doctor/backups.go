package doctor

import (
	"os"
	"path/filepath"
	"time"
)

// backedUpWithin is a night, and a morning to notice it in.
const backedUpWithin = 36 * time.Hour

// backups says how old the newest is.
func (o Office) backups() []Finding {
	const subject = "Cadangan"
	if o.Backups == "" {
		return nil
	}
	files, _ := filepath.Glob(filepath.Join(o.Backups, "*.cadangan")) // its pattern is right
	var newest time.Time
	for _, file := range files {
		if info, err := os.Stat(file); err == nil && info.ModTime().After(newest) {
			newest = info.ModTime()
		}
	}
	switch {
	case newest.IsZero():
		return []Finding{warn(subject, "belum pernah dibuat", "Buat kunci cadangan sekali saja, lalu systemctl start simpul-backup.service (PANDUAN: Cadangan).")}
	case o.Now.Sub(newest) > backedUpWithin:
		return []Finding{bad(subject, "terakhir "+newest.Format("2006-01-02 15:04 MST"), "journalctl --namespace=simpul -u simpul-backup menyebut sebabnya.")}
	}
	return []Finding{good(subject, "%d berkas, terakhir %s", len(files), newest.Format("2006-01-02 15:04 MST"))}
}
