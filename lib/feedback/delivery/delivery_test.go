package delivery_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"simpul/lib/feedback"
	"simpul/lib/feedback/feedbacktest"
	"simpul/lib/personal"
)

func TestWhatIsSentIsWhatIsAgreedAndIsStoredOnce(t *testing.T) { // JUKNIS-III.A
	o := newOffice(t)
	one := parcel(t, 1)
	one.Licences = append(one.Licences, feedback.Licence{Number: personal.New("IZIN/2 \"é\"\\"), Type: "izin_lokasi"})
	client := o.client(t)
	expect(t, client.Deliver(t.Context(), []feedback.Parcel{one}), "accepted")
	expect(t, client.Deliver(t.Context(), []feedback.Parcel{one}), "already_sent")
	units := o.service.Units()
	if len(units) != 1 || units[0].Arrived != 2 || !units[0].Stored || units[0].NIK != one.NIK.RevealPersonalData() {
		t.Fatalf("%+v", units)
	}
	want := "[map[JENIS_IZIN:nib NO_IZIN:IZIN/1/2026] map[JENIS_IZIN:izin_lokasi NO_IZIN:IZIN/2 \"é\"\\]]"
	if got := fmt.Sprint(units[0].Param); got != want {
		t.Errorf("got %s", got)
	}
}

func TestABatchGoesInOneRequestUpToItsLimits(t *testing.T) {
	o := newOffice(t)
	expect(t, o.client(t).Deliver(t.Context(), parcels(t, 45)), strings.TrimSpace(strings.Repeat("accepted ", 45)))
	if o.service.Requests() != 3 || o.service.Stored() != 45 {
		t.Errorf("%d requests, %d stored", o.service.Requests(), o.service.Stored())
	}
	if got := o.client(t).Deliver(t.Context(), nil); len(got) != 0 {
		t.Error(got)
	}
}

func TestARequestIsBoundedInBytes(t *testing.T) { // JUKNIS-I.B: a verification waits behind it
	o := newOffice(t)
	o.settings.Batch = 100
	many := parcels(t, 40)
	for i := range many {
		for n := range 10 {
			many[i].Licences = append(many[i].Licences, feedback.Licence{Number: personal.New(fmt.Sprintf("%060d", n%7)[:60-n] + "X"), Type: "nib"})
		}
	}
	o.client(t).Deliver(t.Context(), many)
	if o.service.Requests() < 2 || o.service.Requests() > 3 || o.service.Stored() != 40 {
		t.Errorf("%d requests, %d stored", o.service.Requests(), o.service.Stored())
	}
}

func TestEachEndOfARequestIsWhatIsKnownOfIt(t *testing.T) {
	for failure, want := range map[feedbacktest.Failure]string{
		feedbacktest.CutBefore: "unknown:jawaban_rusak", feedbacktest.CutAfter: "unknown:jawaban_rusak",
		feedbacktest.Hang: "unknown:tidak_menjawab", feedbacktest.HangAfter: "unknown:tidak_menjawab", feedbacktest.SlowDrip: "unknown:tidak_menjawab",
		feedbacktest.Status500: "unknown:http_500", feedbacktest.After500: "unknown:http_500", feedbacktest.Status503: "unknown:http_503",
		feedbacktest.Status429: "later:http_429", feedbacktest.Redirect: "later:http_307", feedbacktest.RefuseAll: "refused:ditolak_400",
		feedbacktest.HTMLPage: "unknown:tidak_dikenal", feedbacktest.GarbageJSON: "unknown:tidak_dikenal", feedbacktest.HugeBody: "unknown:jawaban_rusak",
	} {
		t.Run(string(failure), func(t *testing.T) {
			o := newOffice(t, func(s *feedbacktest.Options) { s.RetryAfter = 7 * time.Second })
			if strings.HasSuffix(want, "tidak_menjawab") {
				o.settings.Timeout = 300 * time.Millisecond
			}
			o.fail(t, failure, 1)
			outcomes := o.client(t).Deliver(t.Context(), parcels(t, 1))
			expect(t, outcomes, want)
			if asked := failure == feedbacktest.Status503 || failure == feedbacktest.Status429; asked != (outcomes[0].After == 7*time.Second) {
				t.Errorf("wait %v", outcomes[0].After)
			}
			quiet(t, outcomes)
			if o.service.Requests() != 1 {
				t.Errorf("sent %d times", o.service.Requests())
			}
		})
	}
}

func TestWhatNeverLeftIsCertainlyNotTaken(t *testing.T) {
	o := newOffice(t)
	client := o.client(t)
	if err := o.service.Refuse(); err != nil {
		t.Fatal(err)
	}
	expect(t, client.Deliver(t.Context(), parcels(t, 2)), "later:tidak_terjangkau later:tidak_terjangkau")
	if err := o.service.Reopen(); err != nil {
		t.Fatal(err)
	}
	expect(t, client.Deliver(t.Context(), parcels(t, 2)), "accepted accepted")
	over, cancel := context.WithCancel(t.Context())
	cancel()
	for _, outcome := range client.Deliver(over, parcels(t, 25)) {
		if outcome.Verdict != feedback.Later {
			t.Error(verdicts([]feedback.Outcome{outcome}))
		}
	}
}

func TestAnotherCertificateGetsNoToken(t *testing.T) {
	o, other := newOffice(t), newOffice(t)
	o.write(t, "ca", string(other.service.CAPEM()))
	expect(t, o.client(t).Deliver(t.Context(), parcels(t, 1)), "later:tidak_terjangkau")
	if o.service.Requests() != 0 {
		t.Error("something was sent")
	}
}

func TestATokenRotatesWithoutARestart(t *testing.T) { // PKS-2.1d
	o := newOffice(t)
	client := o.client(t)
	o.service.SetToken("Penanda.token-baru")
	expect(t, client.Deliver(t.Context(), parcels(t, 3)), "later:token_ditolak later:token_ditolak later:token_ditolak")
	o.write(t, "token", "Penanda.token-baru")
	expect(t, client.Deliver(t.Context(), parcels(t, 1)), "accepted")
	o.write(t, "token", "Penanda\ntoken")
	expect(t, client.Deliver(t.Context(), parcels(t, 1)), "later:token_tidak_terbaca")
	if o.service.Requests() != 1 {
		t.Errorf("%d requests with a good token", o.service.Requests())
	}
}

func TestAParcelWithoutWhatIsOwedKeepsNoOtherBack(t *testing.T) {
	o := newOffice(t)
	some := parcels(t, 4)
	some[1].Licences = nil
	some[2].Licences[0].Number = personal.New("\xff")
	expect(t, o.client(t).Deliver(t.Context(), some), "accepted refused:isi_tidak_dapat_dikirim refused:isi_tidak_dapat_dikirim accepted")
}
