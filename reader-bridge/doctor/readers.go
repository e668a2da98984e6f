package doctor

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"simpul/lib/agreement"
	"simpul/reader-bridge/sam"
	"simpul/reader-bridge/setup"
	"simpul/reader-bridge/smartcard"
)

const subjectService = "Layanan PC/SC"

// Slots asks the card service for its slots, and waits for its first word as long as ctx lasts.
func Slots(ctx context.Context, service smartcard.Service) ([]smartcard.Slot, error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	first, failed := make(chan []smartcard.Slot, 1), make(chan error, 1)
	go func() {
		failed <- service.Watch(ctx, func(slots []smartcard.Slot) {
			select {
			case first <- slots:
			default: // it has spoken already
			}
		})
	}()
	select {
	case slots := <-first:
		return slots, nil
	case err := <-failed:
		if err == nil {
			err = smartcard.ErrService
		}
		return nil, err
	case <-ctx.Done():
		return nil, smartcard.ErrStuck
	}
}

// Readers says how the service, each reader and each SAM are, from what [Slots] returned.
func Readers(s setup.Settings, slots []smartcard.Slot, err error, now time.Time) []Finding {
	findings := []Finding{service(slots, err)}
	for _, r := range s.Readers {
		module, _ := s.Module(r.SAM) // Load has seen that it is there
		if err == nil {
			findings = append(findings, reader(r.Name, module, slots), chip(module, slots))
		}
		findings = append(findings, term(module, s.SAMs, now))
	}
	return findings
}

func service(slots []smartcard.Slot, err error) Finding {
	switch {
	case errors.Is(err, smartcard.ErrUnsupported):
		return bad(subjectService, "program ini dibuat tanpa PC/SC", "Pasang paket reader-bridge untuk komputer ini.")
	case errors.Is(err, smartcard.ErrStuck):
		return bad(subjectService, "tidak menjawab", "Angkat kartu dari pembaca; bila tetap, cabut dan pasang kembali pembaca.")
	case err != nil:
		return bad(subjectService, "tidak berjalan atau tidak boleh dipakai", "Linux: systemctl start pcscd, dan pasang aturan polkit reader-bridge.rules. Windows: jalankan layanan Smart Card (SCardSvr).")
	}
	var names []string
	for _, slot := range slots {
		names = append(names, `"`+slot.Name+`" (`+string(slot.State)+")")
	}
	if len(names) == 0 {
		return bad(subjectService, "berjalan, tanpa pembaca", "Periksa kabel USB pembaca dan pasang drivernya.")
	}
	return good(subjectService, "berjalan; slot: "+strings.Join(names, ", "))
}

func stateOf(slots []smartcard.Slot, name string) smartcard.State {
	i := slices.IndexFunc(slots, func(s smartcard.Slot) bool { return s.Name == name })
	if i < 0 {
		return smartcard.Gone
	}
	return slots[i].State
}

func reader(name string, m sam.Module, slots []smartcard.Slot) Finding {
	subject := "Pembaca " + name
	switch stateOf(slots, m.CardSlot) {
	case smartcard.Gone:
		return bad(subject, "slot kartu tidak ditemukan", "Sambungkan pembaca, lalu samakan card_slot dengan nama slot di atas.")
	case smartcard.Foreign:
		return bad(subject, "kartunya dipakai program lain", "Tutup program lain yang memakai pembaca ini.")
	case smartcard.Mute:
		return bad(subject, "ada kartu yang tidak menjawab", "Angkat kartu itu, lalu coba dengan KTP-el lain.")
	}
	return good(subject, "slot kartu siap")
}

func chip(m sam.Module, slots []smartcard.Slot) Finding {
	subject := "SAM " + m.Label
	switch stateOf(slots, m.SAMSlot) {
	case smartcard.Gone:
		return bad(subject, "slot SAM tidak ditemukan", "Samakan sam_slot dengan nama slot di atas.")
	case smartcard.Empty:
		return bad(subject, "tidak terpasang", "Pasang kartu SAM di slotnya, cip menghadap kontak.")
	case smartcard.Mute:
		return bad(subject, "tidak menjawab", "Lepas dan pasang kembali kartu SAM; bila tetap, hubungi SIFILMA.")
	case smartcard.Foreign:
		return bad(subject, "dipakai program lain", "Tutup program lain yang memakai pembaca ini.")
	}
	return good(subject, "terpasang")
}

// term says whether the SAM may be used today (PKS-2.1c, PKS-9.4).
func term(m sam.Module, all sam.Inventory, now time.Time) Finding {
	subject, last := "Masa SAM "+m.Label, agreement.DateOf(all.Ends().Add(-1)).String()
	switch _, err := all.Usable(m.Label, now); {
	case errors.Is(err, sam.ErrNotActivated):
		return bad(subject, "belum tercatat aktif", "Aktifkan SAM melalui SIFILMA, lalu isi activated_on.")
	case err != nil:
		return bad(subject, "berakhir setelah "+last, "Cetak BAST dengan reader-bridge bast dan kembalikan kartu SAM (PKS 9.4); bila diperpanjang, isi sams.")
	}
	return good(subject, "aktif sejak "+m.ActivatedOn.String()+", sampai "+last)
}
