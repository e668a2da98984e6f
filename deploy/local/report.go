package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"simpul/deploy/local/stack"
	"simpul/lib/config"
	"simpul/lib/identity"
	"simpul/lib/paper"
	"simpul/lib/report"
)

// reports is where a demonstration leaves what it made.
const reports = ".local/laporan"

// showReport gets the report on the invented semester in all its forms, and prints some of it.
func showReport(ctx context.Context, url, state string) error {
	cfg, err := config.Load(shipped, os.Environ())
	if err != nil {
		return err
	}
	period, err := stack.LastSemester(cfg.Agreement, time.Now())
	if err != nil {
		return err
	}
	c, err := newCounter(url, state, "admin-01", identity.ScopeReadReport)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(reports, 0o755); err != nil {
		return err
	}
	fmt.Printf("\nLaporan %s dari catatan rekaan (PKS 8.1):\n", period.Name)
	for _, format := range []string{"json", "xlsx", "pdf"} {
		document, err := c.fetch(ctx, "POST", "/function/semester-report", fmt.Appendf(nil, `{"period":%q,"format":%q}`, period.Name, format))
		if err != nil {
			return err
		}
		path := filepath.Join(reports, period.Name+"."+format)
		if err := os.WriteFile(path, document, 0o644); err != nil {
			return err
		}
		fmt.Println("  " + path)
		if format == "json" {
			if err := summarise(document); err != nil {
				return err
			}
		}
	}
	return nil
}

func summarise(document []byte) error {
	var f report.Figures
	if err := json.Unmarshal(document, &f); err != nil {
		return err
	}
	b := f.Documents.Balance
	fmt.Printf("  Akses %s, memakai kuota %s; data balikan terkirim %s; unit %s = terkirim %s + ditutup %s + antre %s + gagal %s + terbuka %s\n",
		paper.Number(f.Accesses.Total), paper.Number(f.Accesses.Charged), paper.Number(f.Documents.Delivered), paper.Number(b.Units),
		paper.Number(b.Delivered), paper.Number(b.Closed), paper.Number(b.Queued), paper.Number(b.Dead), paper.Number(b.Open))
	return nil
}
