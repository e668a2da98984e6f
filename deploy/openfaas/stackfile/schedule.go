package stackfile

import (
	"strconv"
	"strings"
)

// ranges are those of the five fields: minute, hour, day of month, month, day of week.
var ranges = [][2]int{{0, 59}, {0, 23}, {1, 31}, {1, 12}, {0, 6}}

// isSchedule reports whether the cron connector would take text; it drops what it does not take without a line in its log.
// Names of months and days, descriptors such as @monthly, CRON_TZ and several schedules with ";" are left out: not every
// connector takes them, and numbers say it all.
func isSchedule(text string) bool {
	fields := strings.Fields(text)
	if len(fields) != len(ranges) {
		return false
	}
	for i, field := range fields {
		for part := range strings.SplitSeq(field, ",") {
			if !isPart(part, ranges[i][0], ranges[i][1]) {
				return false
			}
		}
	}
	return true
}

// isPart knows *, n, n-m, and each with /step.
func isPart(part string, least, most int) bool {
	span, step, stepped := strings.Cut(part, "/")
	if stepped && !isNumber(step, 1, most) {
		return false
	}
	if span == "*" {
		return true
	}
	from, to, ranged := strings.Cut(span, "-")
	if !isNumber(from, least, most) {
		return false
	}
	first, _ := strconv.Atoi(from)
	return !ranged || isNumber(to, first, most)
}

func isNumber(text string, least, most int) bool {
	n, err := strconv.Atoi(text)
	return err == nil && strconv.Itoa(n) == text && n >= least && n <= most
}
