package config

import (
	"net"
	"net/url"
	"slices"
	"strconv"
	"time"
)

// Redis is where the shared quota lives, and what the office promises of it: package admission says which faults an exact
// count survives with which settings, and refuses a Redis that is not set as promised.
type Redis struct {
	URL            string        `yaml:"url" validate:"required"`                           // redis://, rediss:// or unix://, with user and database at most
	User           string        `yaml:"user" validate:"max=64"`                            // who logs in; "" for the one in url. Functions share a url and have rights of their own
	PasswordFile   string        `yaml:"password_file" validate:"omitempty,secretfile"`     // "" for none
	Timeout        time.Duration `yaml:"timeout" validate:"min=50ms,max=10s"`               // one admission or settlement, retries included
	ClockTolerance time.Duration `yaml:"clock_tolerance" validate:"min=1s,max=30s"`         // between this process's clock and Redis's
	Persistence    string        `yaml:"persistence" validate:"oneof=none everysec always"` // none, or appendonly yes with this appendfsync
	Replicas       int           `yaml:"replicas" validate:"min=0,max=5"`                   // that must acknowledge each change: all there are; 0 for none
	TLS            RedisTLS      `yaml:"tls"`                                               // only with rediss://
	Sentinel       *Sentinel     `yaml:"sentinel"`                                          // who knows where the primary is; left out: url does
}

// RedisTLS says whom to trust. There is no way to trust anybody.
type RedisTLS struct {
	CAFile     string `yaml:"ca_file" validate:"omitempty,secretfile"` // PEM; "" for the system's CAs, of which an image has none
	ServerName string `yaml:"server_name"`                             // that certificates name; "" for the address dialled
}

// Sentinel says where the sentinels are. They are reached as Redis is: with TLS or without, trusting the same CA.
type Sentinel struct {
	Master       string   `yaml:"master" validate:"required"` // what the sentinels call the primary; the host of redis.url is the same
	Addresses    []string `yaml:"addresses" validate:"required,min=1,max=9,unique"`
	PasswordFile string   `yaml:"password_file" validate:"omitempty,secretfile"` // of the sentinels' requirepass; "" for none
}

// Dangers names the settings in force that an office must not run with: with no persistence, a Redis that restarts has
// forgotten the day, and nobody gets access until an administrator has counted.
func (r Redis) Dangers() []string {
	if r.Persistence == "none" {
		return []string{"redis.persistence"}
	}
	return nil
}

func (r Redis) check(p problems) {
	u, err := url.Parse(r.URL)
	if err != nil {
		p.add("redis.url", "is not an address")
		return
	}
	r.checkURL(u, p)
	r.checkSentinel(u, p)
	if r.TLS != (RedisTLS{}) && u.Scheme != "rediss" {
		p.add("redis.tls", "needs a redis.url with rediss://")
	}
	if r.Replicas > 0 && r.Persistence == "none" {
		p.add("redis.replicas", "need persistence: a primary that comes back empty empties its replicas")
	}
}

// checkURL refuses a query, but for the database of a socket: the driver would take its own settings from there, the one not
// to look at certificates among them.
func (r Redis) checkURL(u *url.URL, p problems) {
	query := u.Query()
	switch u.Scheme {
	case "redis", "rediss":
		if u.Hostname() == "" {
			p.add("redis.url", "names no host")
		}
	case "unix":
		if u.Path == "" {
			p.add("redis.url", "names no socket")
		}
		query.Del("db")
	default:
		p.add("redis.url", "must start with redis://, rediss:// or unix://")
	}
	if _, password := u.User.Password(); password {
		p.add("redis.url", "holds a password, which belongs in password_file")
	}
	if len(query) > 0 || u.Fragment != "" {
		p.add("redis.url", "holds more than scheme, user, host, port and database")
	}
}

// checkSentinel wants the primary's name in both places, so that a url left from a time without sentinels is noticed.
func (r Redis) checkSentinel(u *url.URL, p problems) {
	s := r.Sentinel
	if s == nil {
		return
	}
	if u.Scheme == "unix" || u.Host != s.Master {
		p.add("redis.sentinel.master", "must be the host of redis.url, without a port")
	}
	for i, address := range s.Addresses {
		if !isHostPort(address) {
			p.add("redis.sentinel.addresses["+strconv.Itoa(i)+"]", "is not of the form host:port")
		}
	}
}

// SecretFiles returns the names of the files that a client of this Redis reads.
func (r Redis) SecretFiles() []string {
	files := []string{r.PasswordFile, r.TLS.CAFile}
	if r.Sentinel != nil {
		files = append(files, r.Sentinel.PasswordFile)
	}
	return slices.DeleteFunc(files, func(name string) bool { return name == "" })
}

func isHostPort(address string) bool {
	host, port, err := net.SplitHostPort(address)
	n, errPort := strconv.ParseUint(port, 10, 16)
	return err == nil && errPort == nil && host != "" && n > 0
}
