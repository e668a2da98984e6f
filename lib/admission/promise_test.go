package admission

import (
	"maps"
	"strings"
	"testing"
)

// sound is a primary with one replica that breaks no promise.
func sound() info {
	return info{
		"redis_version": "7.0.15", "role": "master", "loading": "0",
		"maxmemory": "268435456", "maxmemory_policy": "noeviction",
		"aof_enabled": "1", "aof_last_write_status": "ok", "rdb_last_bgsave_status": "ok", appendfsync: "always",
		"connected_slaves": "1", "slave0": "ip=192.0.2.41,port=6379,state=online,offset=1,lag=0", "min_slaves_good_slaves": "1",
	}
}

func TestASoundRedisBreaksNoPromise(t *testing.T) {
	for _, p := range []promise{{}, {"none", 0}, {"everysec", 0}, {"always", 0}, {"always", 1}} {
		i := sound()
		if p.persistence == "everysec" {
			i[appendfsync] = "everysec"
		}
		if err := p.ready(i); err != nil {
			t.Errorf("%+v: %v", p, err)
		}
	}
}

// Each row spoils one thing; stops says that access is refused too, not readiness alone.
func TestABrokenPromiseIsNamed(t *testing.T) {
	for _, row := range []struct {
		field, value string // "-": the field is missing
		stops        bool
		cause        string
	}{
		{"redis_version", "6.2.14", true, "older than 7.0"},
		{"redis_version", "-", true, "older than 7.0"},
		{"redis_version", "seven", true, "older than 7.0"},
		{"role", "slave", true, "replica"},
		{"role", "-", true, "replica"},
		{"maxmemory_policy", "allkeys-lru", true, "noeviction"},
		{"maxmemory_policy", "volatile-ttl", true, "noeviction"},
		{"maxmemory_policy", "-", true, "noeviction"},
		{"aof_enabled", "0", true, "appendonly yes"},
		{"aof_enabled", "-", true, "appendonly yes"},
		{appendfsync, "everysec", true, "appendfsync always"},
		{appendfsync, "no", true, "appendfsync always"},
		{"loading", "1", false, "loading"},
		{"aof_last_write_status", "err", false, "last write"},
		{"rdb_last_bgsave_status", "err", false, "snapshot"},
		{"slave0", "ip=192.0.2.41,port=6379,state=wait_bgsave,offset=0,lag=0", false, "fewer replicas"},
		{"slave0", "-", false, "fewer replicas"},
		{"slave1", "ip=192.0.2.42,port=6379,state=online,offset=1,lag=0", false, "more replicas"},
		{"min_slaves_good_slaves", "-", false, "min-replicas-to-write"},
	} {
		i, p := maps.Clone(sound()), promise{"always", 1}
		i[row.field] = row.value
		if row.value == "-" {
			delete(i, row.field)
		}
		err := p.ready(i)
		if err == nil || !strings.Contains(err.Error(), row.cause) {
			t.Errorf("%s %s: %v", row.field, row.value, err)
		}
		if (p.access(i) != nil) != row.stops {
			t.Errorf("%s %s: access says %v", row.field, row.value, p.access(i))
		}
	}
}

func TestWhatIsNotPromisedIsNotAskedFor(t *testing.T) {
	i := sound()
	for _, name := range []string{"aof_enabled", appendfsync, "slave0", "min_slaves_good_slaves"} {
		delete(i, name)
	}
	i["maxmemory"], i["maxmemory_policy"] = "0", "allkeys-lru" // nothing is full, so nothing is evicted
	if err := (promise{"none", 0}).ready(i); err != nil {
		t.Error(err)
	}
}

// miniredis says nothing of itself; only who promises nothing may count on that.
func TestAServerThatSaysNothingKeepsNoPromise(t *testing.T) {
	if err := (promise{"none", 0}).ready(info{}); err != nil {
		t.Error(err)
	}
	if (promise{"everysec", 0}).access(info{}) == nil {
		t.Error("believed")
	}
}

func FuzzParseInfo(f *testing.F) {
	f.Add("# Server\r\nredis_version:7.0.15\r\n\r\n# Replication\r\nrole:master\r\nslave0:ip=::1,port=1,state=online,offset=0,lag=0\r\n")
	f.Add("slave:state=online\nslaves:state=online\nslave00:state=online\n:\n::")
	f.Add(strings.Repeat("x", maxInfo+1))
	f.Fuzz(func(t *testing.T, text string) {
		i, err := parseInfo(text)
		if (err == nil) != (len(text) <= maxInfo) {
			t.Fatal(err)
		}
		for name, value := range i {
			if !strings.Contains(text, name+":"+value) {
				t.Errorf("%q:%q is not in the text", name, value)
			}
		}
		if i.online() > len(i) || i.online() > strings.Count(text, "slave") {
			t.Errorf("counts %d replicas", i.online())
		}
	})
}
