package stackfile

import (
	"regexp"
	"strconv"
)

var (
	mebibytes = regexp.MustCompile(`^([1-9][0-9]{0,5})Mi$`)
	millicpus = regexp.MustCompile(`^([1-9][0-9]{0,5})m$`)
)

// resources wants both: Kubernetes places by requests, and a function without a limit takes its neighbours down with it. Edge
// knows limits alone.
func (f *findings) resources(name string, fn function) {
	f.quantity(name, "memory", mebibytes, "Mi", fn.Requests.Memory, fn.Limits.Memory)
	f.quantity(name, "cpu", millicpus, "m", fn.Requests.CPU, fn.Limits.CPU)
}

func (f *findings) quantity(name, what string, shape *regexp.Regexp, unit, request, limit string) {
	asked, ok := amount(shape, request)
	if !ok {
		f.add(name+".requests."+what, "want a whole number of %s", unit)
	}
	most, limited := amount(shape, limit)
	if !limited {
		f.add(name+".limits."+what, "want a whole number of %s", unit)
	}
	if ok && limited && asked > most {
		f.add(name+".requests."+what, "more than the limit")
	}
}

func amount(shape *regexp.Regexp, text string) (int, bool) {
	digits := shape.FindStringSubmatch(text)
	if digits == nil {
		return 0, false
	}
	n, err := strconv.Atoi(digits[1])
	return n, err == nil
}
