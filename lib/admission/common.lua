-- Opens every script of this package: what is stored, whether it can be believed, and the shape of the answer. The rules are
-- those of decision.go and conclusion.go, where they are explained; comments here say only what is Redis's.
--
-- KEYS  1 quota, 2 open
-- ARGV  1 offset (0 in production), 2 the caller's clock, 3 tolerance, 4 epoch seen, 5 revision seen
--
-- One script is one atomic step. Redis runs none beside it, and hands its writes to replicas and to the append-only file as
-- one transaction, so a crash keeps all or nothing.
local quota, open = KEYS[1], KEYS[2]
local offset, clock, tolerance = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local seen_epoch, seen_rev = tonumber(ARGV[4]), tonumber(ARGV[5])

local DAY, WIB, KEEP, KEEP_DAYS, NO_LIMIT = 86400000, 25200000, 259200000, 4, -1

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000) + offset

local function day_of(ms) return math.floor((ms + WIB) / DAY) end
local function midnight(day) return day * DAY - WIB end
local function int(v) return tonumber(v or 0) end -- a missing field is false

local today = day_of(now)

local q = redis.call('HMGET', quota, 'epoch', 'rev', 'day', 'halted', 'suspended', 'suspended_at',
  'used:' .. today, 'full:' .. today, 'bound:' .. today, 'bound_at:' .. today)
local epoch, rev, high_day, halted = int(q[1]), int(q[2]), int(q[3]), int(q[4])
local suspended, suspended_at = q[5] or '', int(q[6])

-- A script writes what it changes in these counters, and changes here what it writes: the answer is made of them.
local days = { [today] = { used = int(q[7]), full = int(q[8]), bound = int(q[9]), bound_at = int(q[10]) } }

local function counters(day)
  if not days[day] then
    local c = redis.call('HMGET', quota, 'used:' .. day, 'full:' .. day, 'bound:' .. day, 'bound_at:' .. day)
    days[day] = { used = int(c[1]), full = int(c[2]), bound = int(c[3]), bound_at = int(c[4]) }
  end
  return days[day]
end

local function left(c, limit)
  if c.bound_at > 0 and (limit == NO_LIMIT or c.bound < limit) then limit = c.bound end
  if c.full == 1 then return 0 end
  if limit == NO_LIMIT then return NO_LIMIT end
  return math.max(0, limit - c.used)
end

-- unusable halts for good: a process that restarts forgets what it has seen, and another may never have seen it, but none of
-- them may go on counting from an old figure.
local function unusable()
  if epoch == 0 then return 'unprepared' end
  if halted == 0 and (seen_epoch > epoch or (seen_epoch == epoch and seen_rev > rev)) then
    halted = now
    redis.call('HSET', quota, 'halted', halted)
  end
  if halted > 0 then return 'rolled_back' end
end

local function clock_off()
  return math.abs(now - clock) > tolerance or today < high_day
end

-- recall reads an access. One older than KEEP is forgotten even while its key is still there: keys expire only to save room.
local function recall(key)
  local a = redis.call('HMGET', key, 'epoch', 'rev', 'first', 'last', 'at', 'lease', 'state')
  if not a[1] or int(a[5]) + KEEP <= now then return nil end
  return { epoch = int(a[1]), rev = int(a[2]), first = int(a[3]), last = int(a[4]), lease = int(a[6]), state = a[7] }
end

local function remember(key, a)
  redis.call('HSET', key, 'epoch', epoch, 'rev', a.rev, 'first', a.first, 'last', a.last, 'at', now, 'lease', a.lease, 'state', a.state)
  redis.call('PEXPIRE', key, KEEP)
end

local function live(a) return a.state == 'open' and a.epoch == epoch and now < a.lease end

-- answer adds today's counters to a script's word, for the caller to show.
local function answer(word, ...)
  local c = days[today]
  return { word, now, epoch, rev, c.used, c.full, c.bound, c.bound_at, suspended, suspended_at, ... }
end
