package units_test

import (
	"path/filepath"
	"strings"
	"testing"

	"simpul/deploy/systemd/units"
)

func TestEachFunctionHasUnitsOfItsOwn(t *testing.T) {
	programs, err := filepath.Glob(filepath.Join(root, "functions/*/main.go"))
	must(t, err)
	files := rendered(t)
	ports := map[string]bool{}
	for _, program := range programs {
		name := filepath.Base(filepath.Dir(program))
		unit, port := files["simpul-"+name+"@.service"], ""
		if _, rest, ok := strings.Cut(unit, "address=127.0.0.1 port="); ok {
			port, _, _ = strings.Cut(rest, "%i")
		}
		if port == "" || ports[port] || !strings.Contains(files["simpul-gateway.service"], " "+name+"=http://127.0.0.1:"+port+"1") {
			t.Errorf("%s: no port of its own, or the gateway does not look there: %q", name, port)
		}
		ports[port] = true
		if !strings.Contains(files["started"], "simpul-"+name+"@1.service\n") || !strings.Contains(files["simpul.sysusers"], "u simpul-"+name+" ") {
			t.Errorf("%s: not started, or without a user", name)
		}
		if env := files["functions/"+name+".env"]; !strings.Contains(env, "exec_timeout=") || strings.Contains(env, "secret_mount_path") {
			t.Errorf("%s: %q", name, env)
		}
	}
	if len(programs) == 0 {
		t.Error("no function found")
	}
}

// What has a schedule in stack.yml has a timer, and an installation starts it.
func TestNoDutyIsForgotten(t *testing.T) {
	files := rendered(t)
	timers := 0
	for name := range files {
		if strings.HasSuffix(name, ".timer") && strings.HasPrefix(name, "simpul-duty@") {
			timers++
			if !strings.Contains(files["started"], name+"\n") {
				t.Errorf("%s is not started", name)
			}
		}
	}
	if scheduled := strings.Count(string(stack(t)), "\n      schedule:"); timers != scheduled || timers == 0 {
		t.Errorf("%d timers, %d schedules", timers, scheduled)
	}
}

// A path unit comes before what it starts, all by itself: to put it after that is a cycle, which systemd breaks by starting less.
func TestWhatIsWatchedForDoesNotWaitForItself(t *testing.T) {
	for name, content := range rendered(t) {
		if started := strings.TrimSuffix(name, ".path") + ".service"; strings.HasSuffix(name, ".path") && strings.Contains(content, "After="+started) {
			t.Errorf("%s is after %s", name, started)
		}
	}
}

// A path unit is blind while what it started runs (systemd, path.c: path_enter_running unwatches), and a change then is nobody's.
func TestWhatIsWatchedForIsAlsoLookedAtByTheClock(t *testing.T) {
	files := rendered(t)
	for name := range files {
		if watched, ok := strings.CutSuffix(name, ".path"); ok {
			timer := files[watched+".timer"]
			if !strings.Contains(timer, "\nOnUnitInactiveSec=") || !strings.Contains(timer, "\nUnit="+watched+".service\n") || !strings.Contains(files["started"], watched+".timer\n") {
				t.Errorf("%s: a change that it misses is never seen", name)
			}
		}
	}
}

func TestNothingIsLeftToFillIn(t *testing.T) {
	for name, content := range rendered(t) {
		for _, place := range []string{"@FUNCTION@", "@PORTS@", "@MOST@", "@MEMORY@", "@KEEPS@", "@ROUTES@", "@SCHEDULE@", "@CALENDAR@", "@HARDENING@"} {
			if strings.Contains(content, place) {
				t.Errorf("%s has %s", name, place)
			}
		}
		if strings.HasSuffix(name, ".service") && !strings.Contains(name, "/") && !strings.Contains(content, "\nLimitCORE=0\nMemorySwapMax=0\n") {
			t.Errorf("%s: what passes there may reach a disk (PKS-2.2j)", name)
		}
	}
}

// Where report.folder is nothing can be written but there, and by nobody else.
func TestOnlyReportsAreWritten(t *testing.T) {
	for name, content := range rendered(t) {
		if wants := name == "simpul-semester-report@.service"; strings.HasSuffix(name, "@.service") && wants != strings.Contains(content, "\nStateDirectory=simpul-semester-report\n") {
			t.Errorf("%s: writes %v", name, !wants)
		}
	}
}

func TestSchedulesBecomeCalendars(t *testing.T) {
	for schedule, want := range map[string]string{
		"* * * * *": "*-*-* *:*:00 UTC", "30 * * * *": "*-*-* *:30:00 UTC", "*/5 1-3 * * *": "*-*-* 1..3:0/5:00 UTC",
		"0 18 1 1,7 *": "*-1,7-1 18:0:00 UTC", "0 0 * * 1-5": "Mon..Fri *-*-* 0:0:00 UTC", "0 0 * * 0,3": "Sun,Wed *-*-* 0:0:00 UTC",
		"0 0 */10 * *": "*-*-1/10 0:0:00 UTC",
		"0 0 1 * 1":    "", "0 0 * * */2": "", // what cron means by these systemd cannot say
	} {
		text := strings.Replace(string(stack(t)), `schedule: "* * * * *"`, `schedule: "`+schedule+`"`, 1)
		files, err := units.Render([]byte(text))
		if want == "" {
			if err == nil {
				t.Errorf("%s is taken", schedule)
			}
			continue
		}
		must(t, err)
		found := false
		for name, content := range files {
			if strings.HasSuffix(name, ".timer") && strings.Contains(content, "\nOnCalendar="+want+"\n") {
				said, ok := analyze(t, "calendar", want)
				if found = true; !ok {
					t.Error(said)
				}
			}
		}
		if !found {
			t.Errorf("%s: no timer has %s", schedule, want)
		}
	}
}

func TestAStackFileThatDoesNotHoldMakesNoUnits(t *testing.T) {
	good := string(stack(t))
	for _, spoilt := range []string{"", "functions: {}", strings.Replace(good, "memory: 128Mi", "memory: viel", -1),
		strings.Replace(good, "  verify-nik:\n", "  unknown:\n", 1), good + "\nextra: 1\n"} {
		if files, err := units.Render([]byte(spoilt)); err == nil {
			t.Errorf("%d files from %.40q", len(files), spoilt)
		}
	}
}
