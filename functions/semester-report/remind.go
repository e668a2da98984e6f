package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"simpul/lib/agreement"
	"simpul/lib/ledger"
	"simpul/lib/paper"
	"simpul/lib/report/post"
	"simpul/lib/report/register"
)

// reminder is what people are told of one thing. It is told again once its stamp is another.
type reminder struct {
	id, stamp string
	text      string
}

// remind mails what is near or past its day to who in the office wants to know: 60, 30, 14, 7 and 1 days before, and each week after.
// Of days that were missed the last is made good. A step is told once, whoever calls and however often; after a crash between the
// mail and the note of it, once more under the same Message-ID.
func (r *reporter) remind(ctx context.Context, until agreement.Date) (done, error) {
	if r.settings.SMTP == nil || len(r.settings.SMTP.Remind) == 0 {
		return done{}, nil
	}
	known, err := r.register.Read(ctx)
	if err != nil {
		return done{}, err
	}
	told, err := r.register.Reminded(ctx)
	if err != nil {
		return done{}, err
	}
	fresh := slices.DeleteFunc(r.reminders(known, until), func(one reminder) bool { return told[one.id] == one.stamp })
	if len(fresh) == 0 {
		return done{}, nil
	}
	if err := r.deliverMail(ctx, r.notice(fresh)); err != nil {
		r.log.Error("a reminder could not be delivered; it is tried again", "obligations", len(fresh), "error", err)
		return done{Failed: 1}, nil
	}
	return done{Reminded: len(fresh)}, r.register.Remind(context.WithoutCancel(ctx), stamps(fresh)) // or it would go again
}

func stamps(all []reminder) map[string]string {
	sent := map[string]string{}
	for _, one := range all {
		sent[one.id] = one.stamp
	}
	return sent
}

// reminders are all that could be told on this day.
func (r *reporter) reminders(known register.Known, until agreement.Date) []reminder {
	today := agreement.DateOf(r.now())
	var all []reminder
	for _, o := range r.agreement.Obligations(agreement.Standing{
		Today: today, Delivered: known.Delivered(), Operators: r.identity.Assignments(), Bridged: until,
	}) {
		built := known.Has(ledger.ReportBuilt, o.ID)
		if step := o.Step(); step != 0 || built && o.State != agreement.Done {
			all = append(all, reminder{o.ID, fmt.Sprintf("%s %d %t", o.Due, step, built), told(o, built)})
		}
	}
	for _, year := range r.agreement.MissingHolidays(today) {
		all = append(all, reminder{fmt.Sprintf("libur-%d", year), today.String()[:len("2026-11")], fmt.Sprintf(
			"Hari libur tahun %d belum diisi. Masukkan daftar SKB 3 Menteri pada agreement.holidays.", year)})
	}
	return all
}

// told is an obligation in words.
func told(o agreement.Obligation, built bool) string {
	left := fmt.Sprintf("%d hari lagi", o.Days)
	switch {
	case o.Days == 0:
		left = "hari ini"
	case o.Days < 0:
		left = fmt.Sprintf("terlambat %d hari", -o.Days)
	}
	lines := []string{fmt.Sprintf("%s (%s)", o.Title, o.Basis), "   Batas: " + paper.Day(o.Due) + ", " + left + "."}
	if o.Basis == "" {
		lines[0] = o.Title
	}
	if built {
		lines = append(lines, "   Laporan sudah dibuat. Antar, lalu catat tanggal, nomor surat, dan tanda terimanya.")
	}
	if o.Note != "" {
		lines = append(lines, "   "+o.Note)
	}
	return strings.Join(lines, "\n")
}

// notice is the mail. The same reminders make the same mail: its id is theirs.
func (r *reporter) notice(fresh []reminder) post.Mail {
	var said, text strings.Builder
	for _, one := range fresh {
		fmt.Fprintf(&said, "%s=%s\n", one.id, one.stamp)
	}
	mark := sha256.Sum256([]byte(said.String()))
	fmt.Fprintf(&text, "Yth. pengelola akses data kependudukan %s\n\nKeadaan per %s:\n", r.settings.Letterhead.Name, paper.Day(agreement.DateOf(r.now())))
	for i, one := range fresh {
		fmt.Fprintf(&text, "\n%d. %s\n", i+1, one.text)
	}
	text.WriteString("\nDaftar lengkap ada pada quota-check (obligations). Kewajiban selesai setelah nomor dan tanggal suratnya dicatat.\n")
	return post.Mail{
		ID: "pengingat-" + hex.EncodeToString(mark[:6]), Subject: fmt.Sprintf("Pengingat: %d kewajiban perjanjian Dukcapil", len(fresh)),
		Text: text.String(), To: r.settings.SMTP.Remind, At: r.now(),
	}
}
