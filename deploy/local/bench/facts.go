package main

import (
	"context"
	"os"
	"os/exec"
	"regexp"
	"runtime"
	"strings"
	"time"
)

// facts are what a reader must know of the machine, and nothing that names it.
type facts struct {
	begun                 time.Time
	took                  time.Duration
	system                string
	cores                 int
	goVersion, redis      string
	loadBefore, loadAfter string
}

func newFacts(ctx context.Context) *facts {
	return &facts{
		begun:      time.Now(),
		system:     runtime.GOOS + "/" + runtime.GOARCH,
		cores:      runtime.NumCPU(),
		goVersion:  strings.TrimPrefix(runtime.Version(), "go"),
		redis:      redisVersion(ctx),
		loadBefore: loadAverage(),
	}
}

func (f *facts) end() {
	f.loadAfter = loadAverage()
	f.took = time.Since(f.begun)
}

var version = regexp.MustCompile(`v=([0-9.]+)`)

func redisVersion(ctx context.Context) string {
	out, err := exec.CommandContext(ctx, "redis-server", "--version").Output()
	if found := version.FindSubmatch(out); err == nil && found != nil {
		return string(found[1])
	}
	return "unknown"
}

// loadAverage is the one of the last minute.
func loadAverage() string {
	text, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "unknown"
	}
	minute, _, _ := strings.Cut(string(text), " ")
	return minute
}
