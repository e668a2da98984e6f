-- Opens every script of this package: what is stored, whether it can be believed, and the shape of the answer. The rules are
-- those of decision.go and its neighbours, where they are explained; comments here say only what is Redis's.
--
-- KEYS  1 quota, 2 open, 3 ledger, 4 counters
-- ARGV  1 offset (0 in production), 2 the caller's clock, 3 tolerance, 4 epoch seen, 5 revision seen, 6 fingerprint of the pair
--
-- One script is one atomic step. Redis runs none beside it, and hands its writes to replicas and to the append-only file as
-- one transaction, so a crash keeps all or nothing.
--
-- Numbers go to Redis as text: its own conversion writes seventeen digits with a format that costs more than the command.
local call, int, find, match, format = redis.call, tonumber, string.find, string.match, string.format
local quota, open, ledger, tally = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local offset, clock, tolerance = int(ARGV[1]), int(ARGV[2]), int(ARGV[3])
local seen_epoch, seen_rev = int(ARGV[4]), int(ARGV[5])

local DAY, WIB, KEEP, KEEP_DAYS, NO_LIMIT = 86400000, 25200000, 259200000, 4, -1

local time = call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000) + offset
local today = math.floor((now + WIB) / DAY)

local q = call('HMGET', quota, 'epoch', 'rev', 'day', 'halted', 'suspended', 'suspended_at', 'mode', 'bridged', 'login_failed',
  'login:' .. ARGV[6], 'used:' .. today, 'full:' .. today, 'bound:' .. today, 'bound_at:' .. today)
local epoch, rev, high_day, halted = int(q[1] or 0), int(q[2] or 0), int(q[3] or 0), int(q[4] or 0)
local suspended, suspended_at = q[5] or '', int(q[6] or 0)
local mode, bridged, login_failed, pair = q[7] or '', int(q[8] or 0), int(q[9] or 0), q[10] or ''

-- A script writes what it changes in these counters, and changes here what it writes: the answer is made of them.
local days = { [today] = { used = int(q[11] or 0), full = int(q[12] or 0), bound = int(q[13] or 0), bound_at = int(q[14] or 0) } }

local function text(n) return format('%d', n) end
local function day_of(ms) return math.floor((ms + WIB) / DAY) end
local function midnight(day) return day * DAY - WIB end

local function counters(day)
  if not days[day] then
    local c = call('HMGET', quota, 'used:' .. day, 'full:' .. day, 'bound:' .. day, 'bound_at:' .. day)
    days[day] = { used = int(c[1] or 0), full = int(c[2] or 0), bound = int(c[3] or 0), bound_at = int(c[4] or 0) }
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
    call('HSET', quota, 'halted', text(halted))
  end
  if halted > 0 then return 'rolled_back' end
end

local function clock_off() return math.abs(now - clock) > tolerance or today < high_day end

-- An access is one line: epoch, revision, first and last day, admission, lease, state, decided. While it is open a second
-- line has what its end needs: count, hold, slot, member, application, pair and what that held before, runs; the rest is the
-- draft of its record.
local function parse(value)
  if not value then return nil end
  local e, r, first, last, at, lease, state, decided = match(value, '^(%d+) (%d+) (%d+) (%d+) (%d+) (%d+) (%a+) (%d)')
  if not e or int(at) + KEEP <= now then return nil end -- keys expire only to save room
  return { epoch = int(e), rev = int(r), first = int(first), last = int(last), at = int(at), lease = int(lease),
    state = state, decided = decided, value = value }
end

local function details(a)
  local used, hold, slot, member, app, couple, last, checked, runs, draft =
    match(a.value, '^[^\n]*\n(%d+) (%S+) (%d+) (%S+) (%S+) (%S+) (%d+):(%d+) (%S+)\n(.*)$')
  return { used = used, hold = hold, slot = slot, member = member, app = app, pair = couple, before = last .. ' ' .. checked,
    runs = runs, draft = draft }
end

local function head(a)
  return format('%d %d %d %d %d %d %s %s', a.epoch, a.rev, a.first, a.last, a.at, a.lease, a.state, a.decided)
end

local function remember(key, value) call('SET', key, value, 'PX', '259200000') end

local function live(a) return a.state == 'open' and a.epoch == epoch and now < a.lease end

-- record appends to the ledger; the stream numbers its entries itself, without a gap. A record that is none was not made.
local function record(bytes, mac)
  if bytes ~= '' then call('XADD', ledger, '0-*', 'r', bytes, 'm', mac) end
end

local function count(name) call('HINCRBY', tally, today .. ':' .. name, '1') end

-- answer adds today's counters to a script's word, for the caller to show.
local function answer(word, ...)
  local c = days[today]
  return { word, now, epoch, rev, c.used, c.full, c.bound, c.bound_at, suspended, suspended_at, mode, bridged, login_failed, ... }
end
