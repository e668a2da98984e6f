// Package doctor looks an installation over and tells its administrator, in Indonesian, what is wrong and what to do: settings,
// secrets and their age, agreement, clock, disks, backups, Redis with its users, count, ledger and data balikan, the line to the registry, readers.
//
//	findings := doctor.Look(ctx, office)
//	well := doctor.Print(os.Stdout, findings, colours)
//
// No hit is used: the registry is connected to and asked nothing. Nothing is changed. Nothing printed is secret or an address.
package doctor

import (
	"context"
	"fmt"
	"io"
	"time"

	"simpul/lib/assembly"
	"simpul/lib/config"
)

// Grade is how bad a finding is.
type Grade int

// From good to bad; only the last makes an installation ill.
const (
	Good Grade = iota
	Warning
	Trouble
)

// Finding is what one look found.
type Finding struct {
	Subject string // "Redis", "Rahasia simpul-guard"
	Grade   Grade
	Detail  string // what was seen
	Remedy  string // what to do; "" if good
}

// Office is what is looked at.
type Office struct {
	Parts    *assembly.Parts           // of the user who may see most: quota-check
	Settings map[string]*config.Config // by function, with its own environment
	Folder   string                    // of secrets
	Disks    map[string]string         // what is kept there, by folder: "/var/lib/redis": "data Redis"
	Backups  string                    // folder of backups; "" for no look at it
	Private  bool                      // whether secrets must be for their owner alone
	Synced   func() (bool, error)      // whether the kernel says that the clock is kept right; nil where nobody can tell
	Now      time.Time
}

// Look looks at everything, one thing after another.
func Look(ctx context.Context, o Office) []Finding {
	findings := append(o.agreement(), o.clock())
	findings = append(findings, o.secrets()...)
	findings = append(findings, o.certificates()...)
	findings = append(findings, o.disks()...)
	findings = append(findings, o.backups()...)
	findings = append(findings, o.redis(ctx)...)
	findings = append(findings, o.logins(ctx)...)
	findings = append(findings, o.registry(ctx)...)
	return append(findings, o.readers(ctx)...)
}

func good(subject, format string, args ...any) Finding {
	return Finding{Subject: subject, Detail: fmt.Sprintf(format, args...)}
}

func warn(subject, detail, remedy string) Finding { return Finding{subject, Warning, detail, remedy} }

func bad(subject, detail, remedy string) Finding { return Finding{subject, Trouble, detail, remedy} }

var marks = map[Grade]string{Good: "[baik]      ", Warning: "[peringatan]", Trouble: "[masalah]   "}

// paint is green, yellow, red.
var paint = map[Grade]string{Good: "\x1b[32m", Warning: "\x1b[33m", Trouble: "\x1b[31m"}

// Print writes the findings, and reports whether there is no trouble.
func Print(w io.Writer, findings []Finding, colours bool) bool {
	count := map[Grade]int{}
	for _, f := range findings {
		count[f.Grade]++
		mark := marks[f.Grade]
		if colours {
			mark = paint[f.Grade] + mark + "\x1b[0m"
		}
		_, _ = fmt.Fprintf(w, "%s %s: %s\n", mark, f.Subject, f.Detail)
		if f.Remedy != "" {
			_, _ = fmt.Fprintf(w, "             → %s\n", f.Remedy)
		}
	}
	_, _ = fmt.Fprintf(w, "\n%d baik, %d peringatan, %d masalah.\n", count[Good], count[Warning], count[Trouble])
	return count[Trouble] == 0
}
