package delivery_test

import (
	"strings"
	"testing"
	"time"

	"simpul/lib/feedback"
	"simpul/lib/feedback/feedbacktest"
)

// What a service makes of a batch with a bad unit in it is unknown (wire §3); what comes of it must not depend on that.
func TestABadUnitKeepsNoOtherBackHoweverTheServiceTreatsBatches(t *testing.T) {
	for _, mixed := range []feedbacktest.Mixed{feedbacktest.Whole, feedbacktest.Partial, feedbacktest.Items} {
		t.Run(string(mixed), func(t *testing.T) {
			o := newOffice(t, func(s *feedbacktest.Options) { s.Mixed = mixed })
			client, some := o.client(t), parcels(t, 7)
			expect(t, client.Deliver(t.Context(), some[2:3]), "accepted")
			o.service.RefuseNIK(some[5].NIK.RevealPersonalData())
			outcomes, bad := client.Deliver(t.Context(), some), feedback.Refused
			if mixed == feedbacktest.Items { // beside a status of success
				bad = feedback.Unknown
			}
			for i, outcome := range outcomes {
				has := outcome.Verdict == feedback.Accepted || outcome.Verdict == feedback.AlreadySent
				if has != (i != 5) || i == 5 && outcome.Verdict != bad {
					t.Errorf("%d: %s", i, verdicts(outcomes[i:i+1]))
				}
			}
			if outcomes[2].Verdict != feedback.AlreadySent || o.service.Stored() != 6 {
				t.Errorf("%s, %d stored", verdicts(outcomes), o.service.Stored())
			}
			quiet(t, outcomes)
		})
	}
}

// The service may have kept what it refused as a batch, so what then does not get through is not certainly absent.
func TestAUnitOfARefusedBatchThatGetsNoFurtherIsInDoubt(t *testing.T) {
	o := newOffice(t, func(s *feedbacktest.Options) { s.Mixed = feedbacktest.Partial })
	client, some := o.client(t), parcels(t, 2)
	expect(t, client.Deliver(t.Context(), some[:1]), "accepted")
	o.service.Script(func(request int) feedbacktest.Failure {
		if request > 2 {
			return feedbacktest.Status429
		}
		return feedbacktest.None
	})
	expect(t, client.Deliver(t.Context(), some), "unknown:http_429 unknown:http_429")
	o.service.Script(nil)
	expect(t, client.Deliver(t.Context(), some), "already_sent already_sent")
}

// What the service kept of a batch that it refused was sent twice by the same call.
func TestAUnitThatARefusedBatchMayHaveDeliveredIsMarked(t *testing.T) {
	o := newOffice(t, func(s *feedbacktest.Options) { s.Mixed = feedbacktest.Partial })
	client, some := o.client(t), parcels(t, 2)
	expect(t, client.Deliver(t.Context(), some[:1]), "accepted")
	outcomes := client.Deliver(t.Context(), some)
	expect(t, outcomes, "already_sent already_sent")
	alone := client.Deliver(t.Context(), some[1:])
	if !outcomes[1].Unsure || alone[0].Unsure {
		t.Errorf("%+v, alone %+v", outcomes, alone)
	}
}

func TestABatchThatIsTooLargeForTheServiceIsHalved(t *testing.T) {
	o := newOffice(t, func(s *feedbacktest.Options) { s.Most = 3 })
	expect(t, o.client(t).Deliver(t.Context(), parcels(t, 12)), strings.TrimSpace(strings.Repeat("accepted ", 12)))
}

// A slip in the configuration refuses everything; nothing is lost by it (package comment).
func TestARefusalThatSpeaksOfNoNIKEndsNoUnit(t *testing.T) {
	o := newOffice(t)
	o.settings.IDLembaga = "98"
	expect(t, o.client(t).Deliver(t.Context(), parcels(t, 2)), "later:ditolak_400 later:ditolak_400")
}

func TestASlowServiceKeepsAnOfficerNoLongerThanAsked(t *testing.T) {
	o := newOffice(t, func(s *feedbacktest.Options) { s.Latency = time.Minute })
	o.settings.Timeout = 200 * time.Millisecond
	expect(t, o.client(t).Deliver(t.Context(), parcels(t, 1)), "unknown:tidak_menjawab")
}
