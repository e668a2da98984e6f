package admission

import (
	"strconv"
	"strings"
)

// maxInfo bounds an answer to INFO, which has about 6 KiB.
const maxInfo = 64 << 10

// info is what a server says of itself: INFO's lines "name:value".
type info map[string]string

// parseInfo takes what it understands; a name that is missed breaks a promise later.
func parseInfo(text string) (info, error) {
	if len(text) > maxInfo {
		return nil, errReply
	}
	i := info{}
	for line := range strings.Lines(text) {
		if name, value, found := strings.Cut(strings.TrimRight(line, "\r\n"), ":"); found && !strings.HasPrefix(name, "#") {
			i[name] = value
		}
	}
	return i, nil
}

// major returns the first number of the version; 0 if there is none.
func (i info) major() int {
	first, _, _ := strings.Cut(i["redis_version"], ".")
	n, err := strconv.Atoi(first)
	if err != nil {
		return 0
	}
	return n
}

// online counts the replicas that have everything but what was written just now.
func (i info) online() int {
	n := 0
	for name, value := range i {
		number, isReplica := strings.CutPrefix(name, "slave")
		if _, err := strconv.Atoi(number); isReplica && err == nil && strings.Contains(","+value+",", ",state=online,") {
			n++
		}
	}
	return n
}
