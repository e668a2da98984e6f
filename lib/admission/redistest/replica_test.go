package redistest_test

import (
	"strings"
	"testing"

	"simpul/lib/admission/redistest"
)

func TestAReplicaFollowsThroughAProxyUntilItIsCut(t *testing.T) {
	primary, replica := redistest.Start(t), redistest.Start(t)
	link := redistest.NewProxy(t, primary)
	primary.Do("SET", "k", "before")
	replica.Follow(link.Host())
	if got := replica.Do("GET", "k"); got != "before" {
		t.Errorf("it was given %q", got)
	}
	link.Cut()
	replica.Await("master_link_status:down")
	primary.Do("SET", "k", "after")
	replica.Promote()
	if got := replica.Do("GET", "k"); got != "before" || !strings.Contains(replica.Do("INFO"), "role:master") {
		t.Errorf("cut off it has %q", got)
	}
	link.Heal()
	replica.Follow(link.Host())
	if got := replica.Do("GET", "k"); got != "after" {
		t.Errorf("back again it has %q", got)
	}
}

func TestAnAddressThatMovesLeadsToTheOtherServer(t *testing.T) {
	first, second := redistest.Start(t), redistest.Start(t)
	p := redistest.NewProxy(t, first)
	c := connect(t, p.URL())
	c.Set(t.Context(), "k", "first", 0)
	second.Do("SET", "k", "second")
	p.Lead(second)
	for c.Ping(t.Context()).Err() != nil { // the connection that was ended
		continue
	}
	if got := c.Get(t.Context(), "k").Val(); got != "second" {
		t.Errorf("it leads to %q", got)
	}
}

func TestASentinelReplacesADeadPrimary(t *testing.T) {
	primary, replica := redistest.Listen(t), redistest.Listen(t)
	replica.Follow(primary.Host())
	redistest.StartSentinel(t, redistest.Watch("utama", primary.Host())...).Knows(1)
	primary.Kill()
	replica.Await("role:master")
}
