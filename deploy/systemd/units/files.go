package units

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"simpul/deploy/openfaas/stackfile"
)

// environment is what stack.yml says, but for what an instance decides.
func environment(d stackfile.Deployment) string {
	var out strings.Builder
	for _, name := range slices.Sorted(maps.Keys(d.Environment)) {
		if name != "secret_mount_path" {
			fmt.Fprintf(&out, "%s=%s\n", name, d.Environment[name])
		}
	}
	return out.String()
}

// users are for systemd-sysusers: one for each function, so that one that is broken into has its own secrets alone.
func users(functions []stackfile.Deployment) string {
	out := "# One user for each program.\nu simpul-gateway - \"Simpul gateway\" /nonexistent /usr/sbin/nologin\n"
	for _, d := range functions {
		out += fmt.Sprintf("u simpul-%s - \"Simpul %s\" /nonexistent /usr/sbin/nologin\n", d.Name, d.Name)
	}
	return out
}

// processes is how many of a function an installation starts: two where there may be two, so that a restart loses no call.
func processes(d stackfile.Deployment) int { return min(max(2, d.Least), d.Most) }

// started lists the units that an installation enables, one per line.
func started(functions []stackfile.Deployment) string {
	out := "simpul.target\nsimpul-secrets.path\nsimpul-secrets.timer\nsimpul-gateway.service\nsimpul-backup.timer\n"
	for _, d := range functions {
		for i := range processes(d) {
			out += fmt.Sprintf("simpul-%s@%d.service\n", d.Name, i+1)
		}
		if d.Schedule != "" {
			out += "simpul-duty@" + d.Name + ".timer\n"
		}
	}
	return out
}

// errSchedule says that a schedule is not of the kinds that are known here.
var errSchedule = errors.New("the schedule has no equal among systemd's calendars")

// calendar is a schedule of cron, five fields in UTC, as systemd has it.
func calendar(schedule string) (string, error) {
	f := strings.Fields(schedule)
	if len(f) != 5 || f[2] != "*" && f[4] != "*" { // cron takes either day, systemd both
		return "", errSchedule
	}
	days, err := weekdays(f[4])
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%s*-%s-%s %s:%s:00 UTC", days, field(f[3], "1"), field(f[2], "1"), field(f[1], "0"), field(f[0], "0")), nil
}

// field turns */n into first/n, and a-b into a..b.
func field(cron, first string) string {
	parts := strings.Split(cron, ",")
	for i, part := range parts {
		if step, ok := strings.CutPrefix(part, "*/"); ok {
			part = first + "/" + step
		}
		parts[i] = strings.ReplaceAll(part, "-", "..")
	}
	return strings.Join(parts, ",")
}

var names = []string{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"}

func weekdays(cron string) (string, error) {
	if cron == "*" {
		return "", nil
	}
	if strings.ContainsAny(cron, "*/") {
		return "", errSchedule
	}
	var days []string
	for part := range strings.SplitSeq(cron, ",") {
		from, to, ranged := strings.Cut(part, "-")
		one := name(from)
		if ranged {
			one += ".." + name(to)
		}
		days = append(days, one)
	}
	return strings.Join(days, ",") + " ", nil
}

// name is that of a day; the stack file's lint has seen that it is 0 to 6.
func name(digit string) string {
	if len(digit) != 1 || digit[0] < '0' || digit[0] > '6' {
		return "?"
	}
	return names[digit[0]-'0']
}
