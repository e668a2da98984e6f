package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"simpul/deploy/simpul/backup"
	"simpul/lib/assembly"
	"simpul/lib/ledger"
	"simpul/lib/ledger/store"
)

// keep is the command cadangkan.
func keep(ctx context.Context, flags *flag.FlagSet, args []string, out io.Writer) error {
	o := described(flags)
	file := flags.String("file", "", "berkas baru; kosong: /var/backups/simpul/<waktu>.cadangan")
	key := flags.String("kunci", office+"/backup.key", "kunci tanda tangan, Ed25519 dalam PEM")
	care := flags.String("pengguna-redis", "perawatan", "pengguna Redis yang boleh BGSAVE; kosong: pengguna quota-check")
	data := flags.String("redis-data", "/var/lib/redis", "folder data Redis")
	if err := flags.Parse(args); err != nil {
		return err
	}
	private, err := privateKey(*key)
	if err != nil {
		return err
	}
	parts, err := assemble(o)
	if err != nil {
		return err
	}
	defer func() { _ = parts.Close(context.WithoutCancel(ctx)) }()
	path, err := target(*file)
	if err != nil {
		return err
	}
	m, err := backup.Make(ctx, path, backup.Source{Ledger: exporting(parts), Snapshot: saving(parts, *care, *data), Key: private, Now: time.Now()})
	if err != nil {
		return err
	}
	say(out, "Cadangan: %s\n%d catatan, segel terakhir %s. Pindahkan ke tempat lain hari ini juga.", path, m.Entries, m.Seal)
	return nil
}

// kept is where backups are made.
const kept = "/var/backups/simpul"

// target is the file, or one named by the time.
func target(file string) (string, error) {
	if file != "" {
		return file, nil
	}
	return filepath.Join(kept, time.Now().UTC().Format("20060102-150405")+".cadangan"), os.MkdirAll(kept, 0o700)
}

// exporting writes the ledger as it is, and says how far it goes.
func exporting(parts *assembly.Parts) func(context.Context, io.Writer) (uint64, string, error) {
	return func(ctx context.Context, w io.Writer) (uint64, string, error) {
		book := store.New(parts.Redis)
		status, err := book.Status(ctx)
		if err != nil {
			return 0, "", err
		}
		seal := ""
		if status.Last != nil {
			seal = fmt.Sprintf("%d:%s", status.Last.Number, status.Last.Signed.Hash())
		}
		return status.Entries, seal, ledger.Export(w, book.Items(ctx))
	}
}

// bring is the command pulihkan; without -redis-data it only checks.
func bring(_ context.Context, flags *flag.FlagSet, args []string, out io.Writer) error {
	file := flags.String("file", "", "berkas cadangan")
	key := flags.String("kunci-publik", "", "kunci publik tanda tangan cadangan, dalam PEM")
	data := flags.String("redis-data", "", "folder data Redis, kosong dan Redis berhenti; tidak diisi: hanya memeriksa")
	if err := flags.Parse(args); err != nil {
		return err
	}
	public, err := publicKey(*key)
	if err != nil {
		return err
	}
	var m backup.Manifest
	if *data == "" {
		m, err = backup.Check(*file, public)
	} else {
		m, err = backup.Restore(*file, public, *data)
	}
	if err != nil {
		return err
	}
	say(out, "Cadangan sah: %s, %d catatan, segel terakhir %s.", m.At.In(time.FixedZone("WIB", 7*60*60)).Format("2006-01-02 15:04 MST"), m.Entries, m.Seal)
	if *data != "" {
		say(out, "Dipulihkan. Berikutnya: nyalakan Redis, periksa buku (ledger verify), lalu act initialise di quota-check: sebelum itu semua akses ditolak.")
	}
	return nil
}
