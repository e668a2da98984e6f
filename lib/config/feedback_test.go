package config_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"simpul/lib/config"
)

const feedbackURL = "https://192.0.2.50:9443"

func TestTheFeedbackSectionIsRead(t *testing.T) {
	c, err := config.Parse([]byte(valid(t)), []string{"SIMPUL_FEEDBACK__TLS__DANGEROUS_NO_VERIFICATION=true"})
	if err != nil {
		t.Fatal(err)
	}
	f := c.Feedback
	want := []config.Param{{Key: "NO_IZIN", Field: config.ParamNumber}, {Key: "JENIS_IZIN", Field: config.ParamType}}
	if f.URL != feedbackURL || f.Path != "/simulator/balikan" || f.Batch != 20 || !slices.Equal(f.Template, want) {
		t.Errorf("%+v", f)
	}
	if f.Immediate != 3*time.Second || f.MaxAge != 30*24*time.Hour || f.WarnAfter != 14 {
		t.Errorf("%+v", f)
	}
	if !slices.Equal(f.Dangers(), []string{"feedback.tls.dangerous_no_verification"}) {
		t.Errorf("dangers %v", f.Dangers())
	}
}

func TestFeedbackThatCouldTellTooMuchOrTooLittleIsRefused(t *testing.T) { // JUKNIS-III
	const number, kind = "{key: NO_IZIN, field: nomor_izin}", "    - {key: JENIS_IZIN, field: jenis_izin}\n"
	const notHTTPS, secretName = "feedback.url: must be https (JUKNIS-III.B)", "is not a file name below the secrets folder, nor an absolute one"
	for _, row := range []struct{ old, replacement, want string }{
		{feedbackURL, "http://192.0.2.50:9443", notHTTPS},
		{feedbackURL, "https:///x", "feedback.url: is not of the form https://host:port"},
		{feedbackURL, feedbackURL + "/path", "feedback.url: holds more than https://host:port"},
		{feedbackURL, "https://u:p@192.0.2.50:9443", "feedback.url: holds more than https://host:port"},
		{feedbackURL, "", "feedback.url: is missing"},
		{"path: /simulator/balikan", "path: balikan", "feedback.path: must start with /"},
		{kind, "    - {key: JENIS_IZIN, field: nama_lengkap}\n" + kind, "feedback.template: holds an entry twice"},
		{kind, kind + "    - {key: NAMA, field: nama_lengkap}\n", "feedback.template[2].field: must be one of: nomor_izin jenis_izin"},
		{kind, kind + "    - {key: NIK, field: nik}\n", "feedback.template[2].field: must be one of: nomor_izin jenis_izin"},
		{number, "{key: \"NO\\tIZIN\", field: nomor_izin}", "feedback.template[0].key: holds more than printable ASCII"},
		{kind, "", "feedback.template: lacks a key for jenis_izin, which is owed (JUKNIS-III.A)"},
		{"token_file: feedback-token", "token_file: Bearer x", "feedback.token_file: " + secretName},
		{"token_file: feedback-token", "token_file: simpul-feedback", "feedback.seal_key_file: is the same file as feedback.token_file"},
		{"seal_key_file: simpul-feedback", "seal_key_file: registry-password", "feedback.seal_key_file: is the same file as registry.password_file"},
		{"batch: 20", "batch: 101", "feedback.batch: must be at most 100"},
		{"batch: 20", "batch: 0", "feedback.batch: must be at least 1"},
		{"immediate: 3s", "immediate: 9s", "feedback.immediate: is longer than feedback.timeout"},
		{"max_age: 720h", "max_age: 59m", "feedback.max_age: must be at least 1h"},
		{"warn_after_days: 14", "warn_after_days: 0", "feedback.warn_after_days: must be at least 1"},
		{"  batch: 20", "  tls: {ca_file: a, pin_sha256: " + strings.Repeat("ab", 32) + "}\n  batch: 20", "feedback.tls: needs ca_file or pin_sha256, not both"},
		{"  batch: 20", "  tls: {ca_file: a, dangerous_no_verification: true}\n  batch: 20",
			"feedback.tls.dangerous_no_verification: is true beside ca_file or pin_sha256, which it would make worthless"},
		{"  batch: 20", "  batch: 20\n  licence_types: [nib]", "feedback (line 78): unknown key"},
	} {
		t.Run(row.want, func(t *testing.T) {
			if got := complaints(t, changed(t, row.old, row.replacement)); !slices.Contains(got, row.want) || len(got) > 2 {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), row.want)
			}
		})
	}
}
