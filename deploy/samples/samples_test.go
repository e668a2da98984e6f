package samples_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"os"
	"testing"
	"time"

	"simpul/lib/agreement"
	"simpul/lib/config"
	"simpul/lib/ledger/ledgertest"
	"simpul/lib/report"
	"simpul/lib/report/form"
	"simpul/lib/report/print"
	"simpul/lib/report/reporttest"
	"simpul/lib/report/sheet"
)

func day(t testing.TB, s string) agreement.Date {
	t.Helper()
	d, err := agreement.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func figures(t testing.TB, n int) report.Figures {
	t.Helper()
	book := reporttest.Semester("2026-01-05", "2026-06-26", n)
	period, err := report.ParseSemester("2026-S1")
	if err != nil {
		t.Fatal(err)
	}
	f, err := report.Build(ledgertest.Items(book.Items()), report.Input{
		Period: period, Proof: book.Proof(), Now: time.Date(2026, 7, 6, 3, 0, 0, 0, time.UTC),
		Agreement: agreement.Agreement{
			Number: "400.12/2426/2025 – 407/0601/2025", Quota: agreement.Quota{DailyLimit: 200},
			ValidUntil: day(t, "2027-09-16"),
			SAM: []agreement.SAM{
				{Serial: "SAM-UJI-01", Reader: "pembaca-1", Counter: "Loket 1", Activated: day(t, "2025-10-01")},
				{Serial: "SAM-UJI-02", Reader: "", Counter: "", Activated: day(t, "2025-10-01"), Returned: day(t, "2026-05-04")},
			},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// office is an invented one.
func office() print.Office {
	return print.Office{
		Logo: logo(),
		Letterhead: config.Letterhead{
			Above: []string{"PEMERINTAH KABUPATEN CONTOH"}, Name: "DINAS PENANAMAN MODAL DAN PELAYANAN TERPADU SATU PINTU",
			Below: []string{"Jalan Contoh Nomor 1, Contoh 99999", "Telepon (000) 000000, surel dpmptsp@contoh.invalid"},
		},
		Place:  "Contoh",
		Signer: config.Signer{Capacity: "Plt.", Office: "KEPALA DINAS PENANAMAN MODAL DAN PELAYANAN TERPADU SATU PINTU", Name: "Nama Rekaan, S.E.", Rank: "Pembina Utama Muda"},
	}
}

func texts(t testing.TB) form.Texts {
	t.Helper()
	return form.Texts{
		Recipient: []string{"Kepala Dinas Kependudukan dan Pencatatan Sipil", "Kabupaten Contoh", "di Contoh"},
		Semester: config.Semester{
			Period: "2026-S1", Number: "400.12/0912/2026", Date: day(t, "2026-07-06"),
			Socialisation: []string{"Banner dan leaflet IKD di ruang layanan, Maret 2026.", "Siaran radio daerah tentang KTP-el dan IKD, 14 April 2026."},
			Obstacles:     []string{"Sebagian pemohon membawa KTP-el dengan chip yang tidak terbaca."},
			FollowUp:      []string{"Pemohon dengan chip rusak diarahkan ke Dinas Kependudukan dan Pencatatan Sipil untuk penggantian."},
		},
	}
}

// logo is an invented one: a ring, and a dot in it.
func logo() []byte {
	const side = 240
	picture := image.NewGray(image.Rect(0, 0, side, side))
	for at := range side * side {
		x, y := at%side-side/2, at/side-side/2
		if r := x*x + y*y; r > 80*80 && r < 110*110 || r < 45*45 {
			picture.SetGray(at%side, at/side, color.Gray{Y: 60})
		} else {
			picture.SetGray(at%side, at/side, color.Gray{Y: 255})
		}
	}
	var file bytes.Buffer
	if err := png.Encode(&file, picture); err != nil {
		panic(err)
	}
	return file.Bytes()
}

// documents returns the three forms of a report.
func documents(t testing.TB, f report.Figures) map[string][]byte {
	t.Helper()
	figures, err := f.JSON()
	if err != nil {
		t.Fatal(err)
	}
	laid := form.Shipped().Lay(f, report.Digest(figures), texts(t))
	pdf, errPDF := print.PDF(laid, office())
	xlsx, errXLSX := sheet.XLSX(laid)
	if errPDF != nil || errXLSX != nil {
		t.Fatal(errPDF, errXLSX)
	}
	return map[string][]byte{"laporan-2026-s1.json": figures, "laporan-2026-s1.pdf": pdf, "laporan-2026-s1.xlsx": xlsx}
}

// The samples are what this version makes of an invented semester: who changes a document changes them, with UPDATE_SAMPLES=1, and
// looks at them.
func TestTheSamplesAreOfThisVersion(t *testing.T) {
	f := figures(t, 20_000)
	made, again := documents(t, f), documents(t, f)
	for name, content := range made {
		if !bytes.Equal(content, again[name]) {
			t.Errorf("%s has other bytes the second time", name)
		}
		if os.Getenv("UPDATE_SAMPLES") != "" {
			if err := os.WriteFile(name, content, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if kept, err := os.ReadFile(name); err != nil || !bytes.Equal(kept, content) {
			t.Errorf("%s: %v, or not what this version makes: UPDATE_SAMPLES=1 go test ./deploy/samples", name, err)
		}
	}
}
