package main

import (
	"context"
	"errors"
	"flag"
	"io"
	"os"
	"strings"
	"time"

	"golang.org/x/sys/unix"
	"golang.org/x/term"

	"simpul/deploy/simpul/doctor"
	"simpul/deploy/simpul/handout"
	"simpul/lib/admission"
	"simpul/lib/assembly"
	"simpul/lib/nik"
	"simpul/lib/shape"
)

// keeper is the function whose user may see and stop most.
const keeper = "quota-check"

// assemble reads the configuration as quota-check has it, from root's folder of secrets.
func assemble(o *handout.Options) (*assembly.Parts, error) {
	environ, err := o.Environ(keeper)
	if err != nil {
		return nil, err
	}
	for _, entry := range append(environ, "secret_mount_path="+o.Secrets) {
		name, value, _ := strings.Cut(entry, "=")
		if err := os.Setenv(name, value); err != nil {
			return nil, err
		}
	}
	return assembly.Build()
}

// look is the command doctor.
func look(ctx context.Context, flags *flag.FlagSet, args []string, out io.Writer) error {
	o := described(flags)
	redis := flags.String("redis-data", "/var/lib/redis", "folder of Redis's data, if it is on this machine")
	if err := flags.Parse(args); err != nil {
		return err
	}
	parts, err := assemble(o)
	if err != nil {
		doctor.Print(out, []doctor.Finding{{Subject: "Konfigurasi", Grade: doctor.Trouble, Detail: err.Error(),
			Remedy: "Perbaiki simpul-config atau rahasia yang disebut; sebelum itu tidak ada fungsi yang berjalan."}}, coloured(out))
		return errIll
	}
	defer func() { _ = parts.Close(context.WithoutCancel(ctx)) }()
	settings, err := o.Configurations()
	if err != nil {
		return err
	}
	findings := doctor.Look(ctx, doctor.Office{Parts: parts, Settings: settings, Folder: o.Secrets, Backups: kept, Private: true, Synced: synced, Now: time.Now(),
		Disks: map[string]string{*redis: "data Redis", "/var/log": "catatan"}})
	if !doctor.Print(out, findings, coloured(out)) {
		return errIll
	}
	return nil
}

var errIll = errors.New("ada masalah")

func coloured(out io.Writer) bool {
	file, ok := out.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}

// synced asks the kernel whether somebody keeps its clock right.
func synced() (bool, error) {
	var t unix.Timex
	state, err := unix.Adjtimex(&t)
	return state != unix.TIME_ERROR && t.Status&unix.STA_UNSYNC == 0, err
}

// What quota-check takes for these too: they stand in the ledger.
var (
	codeShape  = shape.Of(`^[a-z][a-z_]{2,39}$`)
	plainShape = shape.Of(`^[0-9A-Za-z][0-9A-Za-z ./_-]{0,63}$`)
)

func plain(text string) bool { return plainShape(text) && !nik.ContainsLongDigits(text) }

// halt is the command hentikan: access is suspended for all replicas everywhere, at once, and the ledger says by whom (PKS-5).
func halt(ctx context.Context, flags *flag.FlagSet, args []string, out io.Writer) error {
	o := described(flags)
	operator := flags.String("petugas", "", "id administrator yang memutuskan")
	code := flags.String("sebab", "dugaan_kebocoran", "kode sebab")
	letter := flags.String("surat", "", "nomor surat, bila ada")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *operator == "" {
		return errors.New("siapa yang memutuskan? simpul hentikan -petugas admin-01")
	}
	if !plain(*operator) || !codeShape(*code) || *letter != "" && !plain(*letter) {
		return errors.New("gunakan -petugas dan -surat tanpa NIK, huruf, angka dan ./_- saja; -sebab kode huruf kecil seperti dugaan_kebocoran")
	}
	parts, err := assemble(o)
	if err == nil {
		defer func() { _ = parts.Close(context.WithoutCancel(ctx)) }()
		err = parts.Admission.Suspend(ctx, admission.Basis{Operator: *operator, Code: *code, Paper: *letter})
	}
	if err != nil {
		say(out, "Penangguhan TIDAK tercatat. Hentikan mesin ini: systemctl stop simpul.target, dan putuskan jalur ke Dukcapil.")
		return err
	}
	say(out, "Semua akses ditangguhkan, di semua mesin dan replika. Langkah berikutnya: PANDUAN.md, bab Insiden.")
	return nil
}
