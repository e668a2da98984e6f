package webportal_test

import (
	"os"
	"testing"
	"time"
)

// BenchmarkAsk is a question in a session that is there, over a warm connection, with sessions in memory.
func BenchmarkAsk(b *testing.B) {
	for name, changes := range map[string][]string{"form before each search": nil, "form once": {"form_once: false", "form_once: true"}} {
		b.Run(name, func(b *testing.B) {
			o := newOffice(b, tableProfile, changes...)
			for _, file := range []string{"user-id", "password", "key"} { // as old as secrets are: fresh ones are read each time
				must(b, os.Chtimes(o.folder+"/"+file, time.Time{}, time.Unix(1, 0)))
			}
			o.server.SpendElsewhere(-1 << 30) // a quota that does not end the bench
			client, question := o.client(), about(b, someone())
			o.ask(client)
			b.ReportAllocs()
			for b.Loop() {
				if _, err := client.Ask(b.Context(), question); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
