package main

import (
	"context"
	"errors"
	"strings"

	"simpul/lib/report"
	"simpul/lib/report/post"
)

// send mails all forms of a report.
func (r *reporter) send(ctx context.Context, id string, f report.Figures) error {
	m := post.Mail{ID: id, Subject: subject(f), Text: r.covering(f), To: r.settings.SMTP.To, At: r.now()}
	for _, format := range formats {
		made, err := r.file(f, format)
		if err != nil {
			return err
		}
		m.Files = append(m.Files, made)
	}
	return r.deliverMail(ctx, m)
}

// deliverMail reads password and CA anew each time: they may change without a restart.
func (r *reporter) deliverMail(ctx context.Context, m post.Mail) error {
	s := r.settings.SMTP
	server := post.Server{Settings: *s}
	if s.PasswordFile != "" {
		password, err := r.secrets.Read(s.PasswordFile)
		if err != nil {
			return errors.New("post: password_file cannot be read")
		}
		server.Password = password.Reveal()
	}
	if s.CAFile != "" {
		ca, err := r.secrets.Read(s.CAFile)
		if err != nil {
			return errors.New("post: ca_file cannot be read")
		}
		server.CA = []byte(ca.Reveal())
	}
	return server.Send(ctx, m)
}

func subject(f report.Figures) string {
	kind := "Laporan"
	if f.Period.Preliminary {
		kind = "Laporan sementara"
	}
	return kind + " pemanfaatan NIK, data kependudukan, dan KTP-el " + f.Period.Name
}

// covering is the mail's text; the cover letter is the first page of the PDF.
func (r *reporter) covering(f report.Figures) string {
	return "Yth. " + strings.Join(r.settings.Recipient, ", ") + "\n\n" +
		"Terlampir " + strings.ToLower(subject(f)[:1]) + subject(f)[1:] + " (" + f.Period.From.String() + " sampai " + f.Period.To.String() + ") " +
		"dari " + r.settings.Letterhead.Name + " sebagai PDF, XLSX, dan JSON. Surat pengantar adalah halaman pertama PDF.\n"
}
