package admission_test

import (
	"strings"
	"testing"
	"time"

	"simpul/lib/admission"
	"simpul/lib/config"
	"simpul/lib/problem"
)

func TestWhatIsAdmittedIsOnTheReplica(t *testing.T) {
	p := newPair(t)
	a := p.office()
	p.initialise(a, 0)
	for range 50 {
		p.admit(a)
		if here, there := p.has(p.primary, "head"), p.has(p.replica, "head"); here != there {
			t.Fatalf("the primary is at revision %s, its replica at %s", here, there)
		}
	}
	if p.replica.Do("GET", "{simpul}:beacon") != "" || p.replica.Do("EXISTS", "{simpul}:beacon") != "1" {
		t.Error("the beacon holds something, or is none")
	}
}

// Neither asked nor given back: a fail-over may keep it or lose it.
func TestAnAdmissionThatNoReplicaHasIsRefusedAndKeepsItsCount(t *testing.T) {
	p := newPair(t)
	a, short := p.office(), p.office(hasty)
	p.initialise(a, 0)
	p.replica.Pause()
	p.unheard(short)
	p.used(a, 1)
	if err := short.Close(t.Context()); err != nil {
		t.Error(err)
	}
	p.used(a, 1)
	p.replica.Resume()
	p.admit(a)
}

func TestASettlementThatNoReplicaHasIsRepeated(t *testing.T) {
	p := newPair(t)
	a, short := p.office(), p.office(hasty)
	p.initialise(a, 0)
	id := p.admit(a)
	p.replica.Pause()
	_, err := short.Settle(t.Context(), neverSent(id))
	because(t, err, unacknowledged)
	p.replica.Resume()
	if err := short.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	if here, there := p.has(p.primary, "head"), p.has(p.replica, "head"); here != there {
		t.Errorf("the primary is at revision %s, its replica at %s", here, there)
	}
	p.used(a, 0)
}

// The repetition writes nothing, and may come over a connection that never wrote: what WAIT then says is no word about the
// first attempt. Redis before 7.2 waits for more than it promises.
func TestARepeatedAdmissionWaitsForTheFirst(t *testing.T) {
	p := newPair(t)
	a := p.office()
	p.initialise(a, 0)
	p.replica.Pause()
	r := p.unheard(p.office(hasty))
	p.unheardAs(p.office(hasty), r)
	p.replica.Resume()
	if _, err := a.Admit(t.Context(), r); err != nil {
		t.Errorf("now the replica has both: %v", err)
	}
	p.used(a, 1)
}

func TestReadingNeedsNoReplica(t *testing.T) {
	p := newPair(t)
	a := p.office()
	p.initialise(a, 3)
	p.replica.Pause()
	p.used(a, 3)
	p.replica.Resume()
}

// The scripts went with the fail-over; the whole one is acknowledged as the short one is.
func TestAScriptThatIsSentWholeIsAcknowledgedToo(t *testing.T) {
	p := newPair(t)
	a := p.office()
	p.initialise(a, 0)
	p.admit(a)
	p.primary.Do("SCRIPT", "FLUSH")
	p.admit(a)
	p.primary.Do("SCRIPT", "FLUSH")
	p.replica.Pause()
	p.unheard(p.office(hasty))
	p.replica.Resume()
}

// Redis itself refuses before anything is written, as soon as it knows that nobody follows.
func TestWithMinReplicasNothingIsCountedWhileTheyAreAway(t *testing.T) {
	p := newPair(t, "--min-replicas-to-write", "1")
	a := p.office()
	p.initialise(a, 0)
	p.admit(a)
	p.link.Cut()
	p.primary.Await("min_slaves_good_slaves:0")
	if got := p.refused(p.office(hasty), problem.CodePenyimpananTidakTersedia); !strings.Contains(got.Error(), "NOREPLICAS") {
		t.Errorf("got %v", got)
	}
	p.used(a, 1)
}

func TestAReplicaCountsOnlyIfItAnswersInTime(t *testing.T) {
	p := newPair(t)
	p.initialise(p.office(), 0)
	p.unheard(p.connect(config.Redis{URL: p.url, Replicas: 2}, nil, hasty))
}

func TestConfirmingWaitsForWhatAnybodyWrote(t *testing.T) {
	p := newPair(t)
	c := config.Redis{URL: p.url, Replicas: 1, Timeout: 3 * time.Second}
	client, err := admission.NewClient(c, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = client.Close() }()
	if err := client.Confirm(t.Context()); err != nil {
		t.Error(err)
	}
	p.replica.Pause()
	p.primary.Do("SET", "{simpul}:k", "v")
	if err := client.Confirm(t.Context()); err == nil || err.Error() != unacknowledged {
		t.Errorf("got %v", err)
	}
	p.replica.Resume()
	if err := client.Confirm(t.Context()); err != nil || p.replica.Do("GET", "{simpul}:k") != "v" {
		t.Error(err)
	}
	c.Replicas = 0
	if nobody, err := admission.NewClient(c, nil); err != nil || nobody.Confirm(t.Context()) != nil || nobody.Close() != nil {
		t.Error("waits for nobody")
	}
	p.primary.Kill()
	if err := client.Confirm(t.Context()); err == nil || err.Error() == unacknowledged {
		t.Errorf("got %v", err)
	}
}
