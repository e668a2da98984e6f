package doctor

import (
	"fmt"
	"maps"
	"slices"
	"syscall"
)

func (o Office) clock() Finding {
	const subject = "Jam"
	if o.Synced == nil {
		return warn(subject, "tidak dapat diperiksa di mesin ini", "Pastikan jam disamakan dengan server NTP kantor.")
	}
	if synced, err := o.Synced(); err != nil || !synced {
		return warn(subject, "sistem tidak melaporkan jam yang disamakan (NTP)", "Pasang chrony dan arahkan ke server waktu kantor; selisih 30 detik menghentikan akses.")
	}
	return good(subject, "%s, disamakan (NTP)", o.Now.Format("2006-01-02 15:04:05 MST"))
}

// Space that must be left: full is full, and then nobody gets access.
const (
	scarceBytes   = 1 << 30
	scarcePercent = 10
)

func (o Office) disks() []Finding {
	var findings []Finding
	for _, folder := range slices.Sorted(maps.Keys(o.Disks)) {
		subject := "Disk " + o.Disks[folder]
		var fs syscall.Statfs_t
		if err := syscall.Statfs(folder, &fs); err != nil {
			findings = append(findings, warn(subject, "folder "+folder+" tidak dapat diperiksa", "Periksa apakah layanannya ada di mesin ini."))
			continue
		}
		free, percent := fs.Bavail*uint64(fs.Bsize), 100*fs.Bavail/max(fs.Blocks, 1)
		detail := fmt.Sprintf("sisa %d MiB (%d%%)", free>>20, percent)
		switch {
		case free < scarceBytes/10:
			findings = append(findings, bad(subject, detail, "Kosongkan disk sekarang: Redis yang penuh menghentikan akses."))
		case free < scarceBytes || percent < scarcePercent:
			findings = append(findings, warn(subject, detail, "Kosongkan disk; pindahkan cadangan lama ke tempat lain."))
		default:
			findings = append(findings, good(subject, "%s", detail))
		}
	}
	return findings
}
