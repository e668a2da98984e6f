package admission

// oldest is the first version whose scripts go to replicas and file as one transaction, and that the tests have met.
const oldest = 7

// promise is what the configuration says of Redis, and what the package comment's table rests on.
type promise struct {
	persistence string // none, everysec, always; "" is none
	replicas    int    // that must have each change; 0: none
}

func (p promise) persistent() bool { return p.persistence != "" && p.persistence != "none" }

// condition is a setting and what to say if it is not as promised.
type condition struct {
	holds bool
	cause fault
}

// access returns why nothing may be admitted at this server, or nil. These are the settings with which a count, the guard's
// memory or the ledger would be lost without anybody noticing: what is refused here, Redis itself would do.
//
//   - Evicting: the count goes with its epoch, and is missed; the guard's tokens and idempotency tokens just vanish, so an
//     enumerator or a repeated request would pass.
//   - Without the file, a restart brings back an old snapshot, and only a process that remembers notices.
//   - A replica answers, but may be behind.
func (p promise) access(i info) error {
	if i["redis_version"] == "" && !p.persistent() {
		return nil // miniredis says nothing of itself, and nothing was promised
	}
	return first(
		condition{i.major() >= oldest, "redis: the server is older than 7.0, or does not say how old"},
		condition{i["role"] == "master", "redis: the server is a replica"},
		condition{i["maxmemory"] == "0" || i["maxmemory_policy"] == "noeviction", "redis: maxmemory-policy evicts keys; set noeviction"},
		condition{!p.persistent() || i["aof_enabled"] == "1", "redis: redis.persistence promises an append-only file; set appendonly yes"},
		condition{p.persistence != "always" || i.fsyncAlways(), "redis: redis.persistence promises always; set appendfsync always"},
	)
}

// fsyncAlways believes the promise where the user may not see the setting: the right to see it shows passwords as well.
func (i info) fsyncAlways() bool {
	set, visible := i[appendfsync]
	return !visible || set == "always"
}

// ready returns why a fault is to be expected, or access is refused anyway; or nil.
//
//   - A replica too many may be promoted without having acknowledged anything.
//   - Without min-replicas-to-write, each admission that replicas do not acknowledge keeps its count. With it, Redis refuses
//     before anything is counted, as soon as it knows that they are away.
func (p promise) ready(i info) error {
	if err := p.access(i); err != nil || i["redis_version"] == "" {
		return err
	}
	_, guarded := i["min_slaves_good_slaves"]
	return first(
		condition{i["loading"] == "0", "redis: the server is loading its data"},
		condition{!p.persistent() || i["aof_last_write_status"] == "ok", "redis: the last write to the append-only file failed"},
		condition{i["rdb_last_bgsave_status"] == "ok", "redis: the last snapshot failed"},
		condition{i.online() >= p.replicas, "redis: fewer replicas are connected than redis.replicas says"},
		condition{p.replicas == 0 || i.online() <= p.replicas, "redis: more replicas are connected than redis.replicas says"},
		condition{p.replicas == 0 || guarded, "redis: redis.replicas promises replicas; set min-replicas-to-write"},
	)
}

func first(all ...condition) error {
	for _, c := range all {
		if !c.holds {
			return c.cause
		}
	}
	return nil
}
