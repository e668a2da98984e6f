package samples_test

import (
	"testing"

	"simpul/lib/report"
	"simpul/lib/report/form"
	"simpul/lib/report/print"
	"simpul/lib/report/sheet"
)

// What a document costs does not depend on how many accesses it tells of.
func BenchmarkDocuments(b *testing.B) {
	f := figures(b, 1_000)
	text, err := f.JSON()
	if err != nil {
		b.Fatal(err)
	}
	laid := form.Shipped().Lay(f, report.Digest(text), texts(b))
	for name, write := range map[string]func() ([]byte, error){
		"pdf": func() ([]byte, error) { return print.PDF(laid, office()) }, "xlsx": func() ([]byte, error) { return sheet.XLSX(laid) }, "json": f.JSON,
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := write(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
