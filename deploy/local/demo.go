package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"simpul/deploy/local/stack"
	"simpul/lib/agreement"
	"simpul/lib/identity"
	"simpul/lib/registry/registrytest"
	"simpul/lib/resident"
)

// demo drives the service flow of JUKNIS Lampiran II against a stack of its own and prints it for a person.
func demo(ctx context.Context, _ []string) error {
	o, err := privateOptions()
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(o.State) }()
	o.Accesses = 5000
	s, err := stack.Start(ctx, o)
	if err != nil {
		return err
	}
	return errors.Join(tell(ctx, s, o.State), s.Stop())
}

// privateOptions are those of a stack that shares nothing with one that may be running.
func privateOptions() (stack.Options, error) {
	o, err := options(shipped, "127.0.0.1:0") // never another registry: what it sends is invented
	if err != nil {
		return o, err
	}
	registry, err := stack.FreeAddress()
	if err != nil {
		return o, err
	}
	balikan, err := stack.FreeAddress()
	if err != nil {
		return o, err
	}
	o.Environ = []string{
		"SIMPUL_REGISTRY__URL=https://" + registry, "SIMPUL_FEEDBACK__URL=https://" + balikan,
		// A whole morning's applicants come within a second; of the guard only the pace makes way for them.
		"SIMPUL_GUARD__OPERATOR={interval: 1ms, burst: 100}", "SIMPUL_GUARD__OFFICE={interval: 1ms, burst: 100}",
	}
	o.Say = func(format string, args ...any) { fmt.Printf("  "+format+"\n", args...) }
	o.RedisURL = ""
	o.State, err = os.MkdirTemp("", "simpul-demo-")
	return o, err
}

func tell(ctx context.Context, s *stack.Stack, state string) error {
	officer, err := newCounter(s.URL, state, "petugas-01", identity.ScopeVerify, identity.ScopeView, identity.ScopeSubmitFeedback, identity.ScopeReadQuota)
	if err != nil {
		return err
	}
	fmt.Println("Simpul: peragaan alur pelayanan (JUKNIS Lampiran II). Semua orang rekaan; angka kecamatan 99 tidak ada.")
	for i, sample := range registrytest.Samples() {
		if err := officer.serve(ctx, i+1, sample); err != nil {
			return err
		}
	}
	if err := officer.answerFor(ctx); err != nil {
		return err
	}
	if err := officer.quota(ctx); err != nil {
		return err
	}
	return showReport(ctx, s.URL, state)
}

// serve is one applicant at the counter: papers in, answer out, what the officer does next.
func (c *counter) serve(ctx context.Context, number int, sample registrytest.Sample) error {
	application := fmt.Sprintf("503/%04d/2026", number)
	request, err := body(sample, application)
	if err != nil {
		return err
	}
	fmt.Printf("\n%d. Permohonan %s, izin %s, NIK %s******%s\n", number, application, sample.LicenceType, sample.NIK[:6], sample.NIK[12:])
	var answer struct {
		AccessID   string                             `json:"access_id"`
		Receipt    string                             `json:"receipt"`
		Status     resident.Status                    `json:"status"`
		StatusText string                             `json:"status_text"`
		Verdict    resident.Verdict                   `json:"verdict"`
		NextStep   string                             `json:"next_step"`
		Elements   map[resident.Element]resident.Band `json:"elements"`
		Warnings   []struct{ Detail string }          `json:"warnings"`
	}
	if err := c.call(ctx, "POST", "/function/verify-nik", request, &answer); err != nil {
		return err
	}
	fmt.Printf("   Dukcapil : %s\n   Putusan  : %s\n", answer.StatusText, answer.Verdict)
	for _, e := range resident.Elements() {
		if band := answer.Elements[e]; band == resident.Mirip || band == resident.Berbeda {
			fmt.Printf("   %-9s: %s\n", band, e.Label())
		}
	}
	for _, w := range answer.Warnings {
		fmt.Printf("   Perhatian: %s\n", w.Detail)
	}
	fmt.Printf("   Langkah  : %s\n", answer.NextStep)
	c.owe(sample, application, answer.AccessID, answer.Receipt, answer.Status == resident.Found && answer.Verdict == resident.VerdictSesuai)
	return nil
}

func (c *counter) quota(ctx context.Context) error {
	var state struct {
		Quota struct {
			Limit, Used, Left int64
		}
		Feedback struct {
			Units, Delivered, Closed, Queued, Dead, Open int64
		}
		Agreement struct {
			Number     string
			ValidUntil agreement.Date `json:"valid_until"`
		}
	}
	if err := c.call(ctx, "GET", "/function/quota-check", nil, &state); err != nil {
		return err
	}
	f := state.Feedback
	fmt.Printf("\nData balikan: %d NIK diakses = %d terkirim + %d tanpa izin + %d menunggu + %d harus diulang + %d belum ada.\n",
		f.Units, f.Delivered, f.Closed, f.Queued, f.Dead, f.Open)
	fmt.Printf("Kuota hari ini: terpakai %d dari %d, sisa %d; kembali penuh pukul 00.00 WIB.\nPerjanjian %s berlaku sampai %s.\n",
		state.Quota.Used, state.Quota.Limit, state.Quota.Left, state.Agreement.Number, longDate(state.Agreement.ValidUntil))
	return nil
}
