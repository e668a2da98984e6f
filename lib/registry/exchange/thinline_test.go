package exchange_test

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"simpul/lib/config"
	"simpul/lib/problem"
	"simpul/lib/registry"
	"simpul/lib/registry/exchange"
	"simpul/lib/registry/linetest"
)

// grantedRecord holds what the agreement grants and nothing else (PKS-2.1a), largestRecord as many fields as any seen (wire §1.4).
const (
	grantedRecord = "../lookup/testdata/found--1.3-envelope-with-quota-left.json"
	largestRecord = "../lookup/testdata/found--1.4-38-fields.json"
)

// pages is what form and result of the simulator's portal bring down for one question: 37 ms of the line, 39 with headers. So the eleventh of
// twenty officers, the median, waits 430 ms and a round trip whatever the program does.
const pages = 37 * agreed / 1000

// agreed is the line of JUKNIS-I.B, in bytes a second.
const agreed = 1_000_000 / 8

// counter is an office at the end of a thin line: officers, the slots of one process, a registry.
type counter struct {
	*service
	link   *linetest.Link
	line   *registry.Line
	client *exchange.Client
	more   []exchange.Member // of each question, beside the NIK
}

// officer is how one officer's question ended.
type officer struct {
	took time.Duration
	err  error
}

// newCounter must be called in a synctest bubble.
func newCounter(t *testing.T, rtt time.Duration, answer string, cooldown time.Duration) *counter {
	t.Helper()
	s := &service{script: always(answer), authority: newAuthority(t), url: "https://127.0.0.1:1"}
	s.cert = s.authority.leaf(t, "127.0.0.1", 24*time.Hour)
	c := &counter{service: s, link: linetest.New(rtt, agreed)}
	c.link.Serve = func(conn net.Conn) {
		s.running.Add(1)
		go s.talk(tls.Server(conn, &tls.Config{GetConfigForClient: s.hello}))
	}
	o := newOffice(t, s)
	o.settings.Slots, o.settings.Timeout = 8, 5*time.Second
	o.settings.Breaker = config.Breaker{Failures: 5, Cooldown: cooldown}
	c.line = registry.NewLine(o.settings)
	c.client = o.client(t)
	c.client.Through(c.link.Open, c.link.Whole)
	return c
}

// close ends the bubble's connections.
func (c *counter) close() {
	c.client.Close()
	c.link.Cut(true)
	c.link.Wait()
	c.running.Wait()
}

// ask is one officer's question, whose frontend waits as long as patience.
func (c *counter) ask(t *testing.T, patience time.Duration) officer {
	start := time.Now()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	leave, err := c.line.Enter(ctx)
	if err == nil {
		_, err = c.client.Post(context.WithoutCancel(ctx), asked, c.more...)
		leave(err)
	}
	return officer{time.Since(start), err}
}

// together lets so many officers ask in the same instant.
func (c *counter) together(t *testing.T, officers int) []officer {
	ended := make([]officer, officers)
	var all sync.WaitGroup
	for i := range officers {
		all.Go(func() { ended[i] = c.ask(t, 10*time.Second) })
	}
	all.Wait()
	return ended
}

// sum tells answers from clear refusals, and finds anything else.
func sum(t *testing.T, ended []officer) (answered, refused int, median time.Duration) {
	t.Helper()
	var took []time.Duration
	for _, o := range ended {
		switch {
		case o.err == nil:
			answered++
			took = append(took, o.took)
		case problem.Is(o.err, problem.CodeJalurPenuh):
			refused++
			if o.took > registry.SlotWait {
				t.Errorf("a refusal after %s", o.took)
			}
		default:
			t.Errorf("%v", o.err)
		}
		if o.took > 5*time.Second {
			t.Errorf("an officer waited %s", o.took)
		}
	}
	slices.Sort(took)
	return answered, refused, took[len(took)/2]
}

func fromFile(t *testing.T, name string) string {
	t.Helper()
	record, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(record)
}

func TestTwentyOfficersAtOnceOnAThinLine_JUKNIS_I_B(t *testing.T) {
	granted, most := fromFile(t, grantedRecord), fromFile(t, largestRecord)
	for _, row := range []struct {
		name     string
		rtt      time.Duration
		answer   string
		answered int           // at least; the others are refused before they cost anything
		median   time.Duration // of those who ask over a warm line
		more     []exchange.Member
	}{
		{"20 ms", 20 * time.Millisecond, ok(granted), 20, 100 * time.Millisecond, nil},
		{"20 ms, a registry that sends all it has", 20 * time.Millisecond, ok(most), 20, 150 * time.Millisecond, nil},
		{"20 ms, the same with gzip", 20 * time.Millisecond, okWith(gzipHeader, zipped(t, most)), 20, 100 * time.Millisecond, nil},
		{"300 ms", 300 * time.Millisecond, ok(granted), 16, 800 * time.Millisecond, nil},
		{"kesesuaian, 20 ms", 20 * time.Millisecond, ok(theResults), 20, 100 * time.Millisecond, aClaim},
		{"kesesuaian, 300 ms", 300 * time.Millisecond, ok(theResults), 16, 800 * time.Millisecond, aClaim},
		{"20 ms, as much as the portal's pages bring", 20 * time.Millisecond, ok(strings.Repeat(" ", pages)), 20, 500 * time.Millisecond, nil},
	} {
		t.Run(row.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c := newCounter(t, row.rtt, row.answer, 30*time.Second)
				defer c.close()
				c.more = row.more
				c.together(t, 8) // the handshakes of a morning
				before, _ := c.seen()
				answered, refused, median := sum(t, c.together(t, 20))
				t.Logf("%d answered, %d refused, median %s", answered, refused, median)
				if answered < row.answered || median > row.median {
					t.Errorf("%d answered, median %s", answered, median)
				}
				if after, _ := c.seen(); len(after)-len(before) != answered {
					t.Errorf("%d questions for %d answers", len(after)-len(before), answered)
				}
				if c.link.Dials() > 8 {
					t.Errorf("%d connections for 8 slots", c.link.Dials())
				}
			})
		})
	}
}

// The first of the morning pay the handshakes: nobody waits in vain all the same.
func TestTwentyOfficersAtOnceOnALineThatIsStillCold_JUKNIS_I_B(t *testing.T) {
	for _, rtt := range []time.Duration{20 * time.Millisecond, 300 * time.Millisecond} {
		synctest.Test(t, func(t *testing.T) {
			c := newCounter(t, rtt, ok(fromFile(t, grantedRecord)), 30*time.Second)
			defer c.close()
			answered, refused, median := sum(t, c.together(t, 20))
			t.Logf("%s: %d answered, %d refused, median %s", rtt, answered, refused, median)
			if questions, _ := c.seen(); len(questions) != answered || answered < 8 || answered+refused != 20 {
				t.Errorf("%d questions for %d answers", len(questions), answered)
			}
		})
	}
}

// Officers who do not ask in the same instant hardly feel each other.
func TestOfficersOneAfterTheOtherFeelTheLineOnlyOnce_JUKNIS_I_B(t *testing.T) {
	record := fromFile(t, grantedRecord)
	synctest.Test(t, func(t *testing.T) {
		c := newCounter(t, 20*time.Millisecond, ok(record), 30*time.Second)
		defer c.close()
		c.together(t, 8)
		ended := make([]officer, 20)
		var all sync.WaitGroup
		for i := range ended { // ten a second: half a minute's work of a counter in two seconds
			all.Go(func() { ended[i] = c.ask(t, 10*time.Second) })
			time.Sleep(100 * time.Millisecond)
		}
		all.Wait()
		if answered, _, median := sum(t, ended); answered != 20 || median > 40*time.Millisecond {
			t.Errorf("%d answered, median %s", answered, median)
		}
	})
}

func TestALineThatIsCutAsksNobodyTwice_JUKNIS_II_B_1(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCounter(t, 20*time.Millisecond, ok(reply), 30*time.Second)
		defer c.close()
		c.together(t, 8)
		before, _ := c.seen()
		time.AfterFunc(25*time.Millisecond, func() { c.link.Cut(false) })
		ended := c.together(t, 8)
		lost := 0
		for _, o := range ended {
			if fault, isFault := errors.AsType[*registry.Fault](o.err); isFault && fault.Kind == registry.BrokenAnswer {
				lost++
			} else if o.err != nil {
				t.Errorf("%v", o.err)
			}
		}
		if after, _ := c.seen(); len(after)-len(before) > 8 || lost == 0 {
			t.Errorf("%d questions from 8 officers, %d of them cut", len(after)-len(before), lost)
		}
	})
}

func TestARegistryThatIsDownCostsAHandfulOfTriesAndComesBackSoon(t *testing.T) {
	const cooldown, outage = 30 * time.Second, 5 * time.Minute
	synctest.Test(t, func(t *testing.T) {
		c := newCounter(t, 20*time.Millisecond, ok(reply), cooldown)
		defer c.close()
		c.ask(t, 10*time.Second)
		questions, _ := c.seen()
		c.link.Cut(true)
		dials, end := c.link.Dials(), time.Now().Add(outage)
		for ; time.Now().Before(end); time.Sleep(500 * time.Millisecond) {
			o := c.ask(t, 10*time.Second)
			fault, isFault := errors.AsType[*registry.Fault](o.err)
			if !problem.Is(o.err, problem.CodeJalurTerputus) && (!isFault || fault.Kind != registry.NotSent) {
				t.Errorf("while down: %v", o.err)
			}
		}
		if tries := c.link.Dials() - dials; tries > 5+int(outage/cooldown) {
			t.Errorf("%d tries in %s", tries, outage)
		}
		if now, _ := c.seen(); len(now) != len(questions) {
			t.Errorf("%d questions were counted", len(now)-len(questions))
		}
		c.link.Cut(false)
		back := time.Now()
		for c.ask(t, 10*time.Second).err != nil {
			time.Sleep(500 * time.Millisecond)
		}
		if took := time.Since(back); took > cooldown+time.Second {
			t.Errorf("back after %s", took)
		}
	})
}
