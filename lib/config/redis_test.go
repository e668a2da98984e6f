package config_test

import (
	"slices"
	"strings"
	"testing"

	"simpul/lib/config"
)

const redisURL = "redis://192.0.2.40:6379/0"

func TestARedisThatCannotBeMeantIsRefused(t *testing.T) {
	sentinels := func(url, master, addresses string) string {
		return url + "\n  sentinel: {master: " + master + ", addresses: [" + addresses + "]}"
	}
	for _, row := range []struct{ old, replacement, want string }{
		{redisURL, "redis://:secret@192.0.2.40:6379/0", "redis.url: holds a password, which belongs in password_file"},
		{redisURL, "http://192.0.2.40", "redis.url: must start with redis://, rediss:// or unix://"},
		{redisURL, "redis:///0", "redis.url: names no host"},
		{redisURL, "unix://", "redis.url: names no socket"},
		{redisURL, `"redis://%zz"`, "redis.url: is not an address"},
		{redisURL, "rediss://192.0.2.40?skip_verify=true", "redis.url: holds more than scheme, user, host, port and database"},
		{redisURL, "redis://192.0.2.40#0", "redis.url: holds more than scheme, user, host, port and database"},
		{redisURL, "unix:///run/redis.sock?db=1&read_timeout=9", "redis.url: holds more than scheme, user, host, port and database"},
		{redisURL, redisURL + "\n  tls: {ca_file: redis-ca}", "redis.tls: needs a redis.url with rediss://"},
		{redisURL, redisURL + "\n  tls: {server_name: redis.example}", "redis.tls: needs a redis.url with rediss://"},
		{redisURL, "rediss://192.0.2.40\n  tls: {ca_file: redis-password}", "redis.tls.ca_file: is the same file as redis.password_file"},
		{redisURL, redisURL + "\n  replicas: 6", "redis.replicas: must be at most 5"},
		{redisURL, redisURL + "\n  replicas: -1", "redis.replicas: must be at least 0"},
		{"everysec", "sometimes", "redis.persistence: must be one of: none everysec always"},
		{"persistence: everysec", "", "redis.persistence: must be one of: none everysec always"},
		{"everysec", "none\n  replicas: 1", "redis.replicas: need persistence: a primary that comes back empty empties its replicas"},
		{redisURL, sentinels(redisURL, "utama", "a:1"), "redis.sentinel.master: must be the host of redis.url, without a port"},
		{redisURL, sentinels("redis://utama:6379", "utama", "a:1"), "redis.sentinel.master: must be the host of redis.url, without a port"},
		{redisURL, sentinels("unix:///run/redis.sock", "utama", "a:1"), "redis.sentinel.master: must be the host of redis.url, without a port"},
		{redisURL, sentinels("redis://utama", "utama", ""), "redis.sentinel.addresses: needs this many entries: 1"},
		{redisURL, sentinels("redis://utama", "utama", "a:1, a:1"), "redis.sentinel.addresses: holds an entry twice"},
		{redisURL, sentinels("redis://utama", "utama", "a:1, a"), "redis.sentinel.addresses[1]: is not of the form host:port"},
		{redisURL, sentinels("redis://utama", "utama", "a:1, ':2'"), "redis.sentinel.addresses[1]: is not of the form host:port"},
		{redisURL, sentinels("redis://utama", "utama", "a:0"), "redis.sentinel.addresses[0]: is not of the form host:port"},
		{redisURL, sentinels("redis://utama", "utama", "a:http"), "redis.sentinel.addresses[0]: is not of the form host:port"},
		{redisURL, sentinels("redis://utama", "''", "a:1"), "redis.sentinel.master: is missing"},
	} {
		t.Run(row.want, func(t *testing.T) {
			if got := complaints(t, changed(t, row.old, row.replacement)); !slices.Equal(got, []string{row.want}) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), row.want)
			}
		})
	}
}

func TestAGuardedRedisIsRead(t *testing.T) {
	text := changed(t, redisURL, `rediss://simpul@utama/0
  tls: {ca_file: redis-ca, server_name: redis.example}
  sentinel: {master: utama, addresses: ["192.0.2.41:26379", "[2001:db8::1]:26379"], password_file: sentinel-password}
  replicas: 1`)
	c, err := config.Parse([]byte(text), []string{"SIMPUL_REDIS__PERSISTENCE=always"})
	if err != nil {
		t.Fatal(err)
	}
	r := c.Redis
	if r.Replicas != 1 || r.Persistence != "always" || r.TLS.ServerName != "redis.example" || len(r.Sentinel.Addresses) != 2 {
		t.Errorf("%+v, %+v", r, r.Sentinel)
	}
	if got := r.SecretFiles(); !slices.Equal(got, []string{"redis-password", "redis-ca", "sentinel-password"}) {
		t.Errorf("reads %v", got)
	}
	if len(r.Dangers()) > 0 || !slices.Equal((config.Redis{Persistence: "none"}).Dangers(), []string{"redis.persistence"}) {
		t.Errorf("dangers of a sound one: %v", r.Dangers())
	}
	if got := (config.Redis{}).SecretFiles(); len(got) != 0 {
		t.Errorf("reads %v", got)
	}
}

func TestASocketMayNameItsDatabase(t *testing.T) {
	if _, err := config.Parse([]byte(changed(t, redisURL, "unix://simpul@/run/redis.sock?db=1")), nil); err != nil {
		t.Error(err)
	}
}
