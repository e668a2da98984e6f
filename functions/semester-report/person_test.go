package main

import (
	"archive/zip"
	"bytes"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// plain is what stands in a document, out of its packing.
func plain(t *testing.T, format string, document []byte) string {
	t.Helper()
	switch format {
	case "pdf":
		tool := exec.CommandContext(t.Context(), "pdftotext", "-raw", "-", "-")
		tool.Stdin = bytes.NewReader(document)
		text, err := tool.Output()
		must(t, err)
		return string(text)
	case "xlsx":
		var text strings.Builder
		book, err := zip.NewReader(bytes.NewReader(document), int64(len(document)))
		must(t, err)
		for _, part := range book.File {
			in, err := part.Open()
			must(t, err)
			_, err = io.Copy(&text, in)
			must(t, err)
		}
		return text.String()
	default:
		return string(document)
	}
}

func TestNothingThatLeavesTheHouseIsAboutAPerson(t *testing.T) { // PKS-2.2j
	o, server := mailing(t, 200, "smtp", "admin@contoh.invalid")
	o.duty()
	texts := map[string]string{"log": o.Log.String()}
	for _, m := range server.Mails(t) {
		texts["mail "+m.Subject] = m.Text
		for name, file := range m.Files {
			texts[name] = plain(t, name[strings.LastIndexByte(name, '.')+1:], file)
		}
	}
	if len(texts) != 6 { // two mails, three files
		t.Fatalf("%d texts", len(texts))
	}
	about := []string{"k1.aplikasi", "petugas-01", "01990f2a-"}
	for name, text := range texts {
		if i := slices.IndexFunc(about, func(hidden string) bool { return strings.Contains(text, hidden) }); i >= 0 {
			t.Errorf("%s shows %.8s…", name, about[i])
		}
		if strings.HasPrefix(name, "laporan-") && !strings.Contains(text, "persetujuan") && !strings.Contains(text, "ersetujuan bangunan gedung") {
			t.Errorf("%s was not read", name)
		}
	}
}
