package main

import (
	"context"
	"crypto/ed25519"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"simpul/deploy/simpul/backup"
	"simpul/lib/admission"
	"simpul/lib/assembly"
	"simpul/lib/config"
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

// target is the file, or one named by the time.
func target(file string) (string, error) {
	if file != "" {
		return file, nil
	}
	const folder = "/var/backups/simpul"
	return filepath.Join(folder, time.Now().UTC().Format("20060102-150405")+".cadangan"), os.MkdirAll(folder, 0o700)
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

// saving has Redis write a snapshot now, with a user who may do that and nothing else.
func saving(parts *assembly.Parts, user, data string) func(context.Context) (string, error) {
	return func(ctx context.Context) (string, error) {
		settings := parts.Config.Redis
		if user != "" {
			settings.User, settings.PasswordFile = user, "redis-password-"+user
		}
		client, err := admission.NewClient(settings, parts.Secrets)
		if err != nil {
			return "", err
		}
		defer func() { _ = client.Close() }()
		return filepath.Join(data, "dump.rdb"), saved(ctx, client)
	}
}

const (
	saveTime = time.Minute
	beat     = 100 * time.Millisecond
)

// saved has the append-only file written anew, which until then tells more than it should (deploy/redis/README.md), and then a
// snapshot.
func saved(ctx context.Context, client *admission.Client) error {
	ctx, stop := context.WithTimeout(ctx, saveTime)
	defer stop()
	if err := client.BgRewriteAOF(ctx).Err(); err != nil {
		return fmt.Errorf("BGREWRITEAOF: %w", err)
	}
	if err := written(ctx, client, "aof_rewrite_in_progress", "aof_last_bgrewrite_status"); err != nil {
		return err
	}
	if err := client.BgSave(ctx).Err(); err != nil {
		return fmt.Errorf("BGSAVE: %w", err)
	}
	return written(ctx, client, "rdb_bgsave_in_progress", "rdb_last_bgsave_status")
}

// written waits until Redis has written a file.
func written(ctx context.Context, client *admission.Client, running, status string) error {
	tick := time.NewTicker(beat)
	defer tick.Stop()
	for {
		info, err := client.Info(ctx, "persistence").Result()
		switch {
		case err != nil:
			return err
		case strings.Contains(info, running+":0") && strings.Contains(info, status+":ok"):
			return nil
		case strings.Contains(info, running+":0"):
			return errors.New("redis tidak dapat menulis berkasnya: periksa disk")
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
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

func privateKey(path string) (ed25519.PrivateKey, error) {
	block, err := readPEM(path)
	if err != nil {
		return nil, err
	}
	key, err := x509.ParsePKCS8PrivateKey(block)
	if private, ok := key.(ed25519.PrivateKey); ok && err == nil {
		return private, nil
	}
	return nil, errors.New("kunci: openssl genpkey -algorithm ed25519 membuat kunci yang benar")
}

func publicKey(path string) (ed25519.PublicKey, error) {
	block, err := readPEM(path)
	if err != nil {
		return nil, err
	}
	key, err := x509.ParsePKIXPublicKey(block)
	if public, ok := key.(ed25519.PublicKey); ok && err == nil {
		return public, nil
	}
	return nil, errors.New("kunci publik: openssl pkey -pubout membuat kunci yang benar")
}

func readPEM(path string) ([]byte, error) {
	if path == "" {
		return nil, errors.New("berkas kunci belum disebut")
	}
	absolute, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	text, err := config.NewSecrets("").Read(absolute)
	if err != nil {
		return nil, err
	}
	block, _ := pem.Decode([]byte(text.Reveal()))
	if block == nil {
		return nil, errors.New("berkas kunci bukan PEM")
	}
	return block.Bytes, nil
}
