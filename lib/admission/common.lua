-- Opens every script of this package: what is stored, whether it can be believed, and the shape of the answer. The rules are
-- those of decision.go and its neighbours, where they are explained; comments here say only what is Redis's.
--
-- KEYS  1 quota, then those of the script
-- ARGV  1 offset (0 in production), 2 the caller's clock, 3 tolerance, 4 epoch seen, 5 revision seen, 6 field of the credential
--       pair, 7 field of the script's own, then those of the script
--
-- One script is one atomic step. Redis runs none beside it, and hands its writes to replicas and to the append-only file as
-- one transaction, so a crash keeps all or nothing.
--
-- Redis serves nobody else meanwhile, and most of a script's time is not its commands but text: each argument, each field of a
-- reply, each number that becomes text, each function that remembers variables. So what is read together is one field, what
-- nobody computes with stays text, a sum makes a number of it, and only %d makes a number text again: Lua's own conversion goes
-- by way of fractions. Functions here are given what they need.
local call, match, find, sub, format = redis.call, string.match, string.find, string.sub, string.format
local GUARD, LEDGER, TALLY = '{simpul}:guard:', '{simpul}:ledger', '{simpul}:counters'
local UNIT, UNITS = '{simpul}:unit:', '{simpul}:units' -- what is owed for accesses (lib/feedback)
local DAY, HALF, WIB, KEEP, KEEP_DAYS = 86400000, 43200000, 25200000, '259200000', 4

local time = call('TIME')
local now = time[1] * 1000 + (time[2] - time[2] % 1000) / 1000 + ARGV[1]
local since = (now + WIB) % DAY -- midnight
local today = format('%d', (now + WIB - since) / DAY)

-- The head: epoch, revision, high-water day, pace of the office, mode. What is out of the ordinary follows: when it was halted,
-- when suspended, until when bridged, since when a pair is barred, 0 for never, and the code of the suspension.
local quota, tolerance = KEYS[1], ARGV[3] + 0
local q = call('HMGET', quota, 'head', 'day:' .. today, ARGV[7])
local head, tally, own = q[1] or '0 0 0 0 poc', q[2] or '0', q[3]
local epoch, rev, day, office, mode, rest = match(head, '^(%d+) (%d+) (%d+) (%d+) (%S+)(.*)$')
local halted, suspended, bridged, barred, code = '0', '0', '0', '0', ''
if rest ~= '' then halted, suspended, bridged, barred, code = match(rest, '^ (%d+) (%d+) (%d+) (%d+) (.*)$') end

local function unusual(halted, suspended, bridged, barred, code)
  local rest = ' ' .. halted .. ' ' .. suspended .. ' ' .. bridged .. ' ' .. barred .. ' ' .. code
  return rest ~= ' 0 0 0 0 ' and rest or ''
end

local function headed(epoch, rev, day, office, mode, rest)
  return epoch .. ' ' .. rev .. ' ' .. day .. ' ' .. office .. ' ' .. mode .. rest
end

-- A day: hits used. Once the registry has said something of it also: whether it is full, the bound, and its revision.
local function counted(tally)
  local used, full, bound, at = tonumber(tally), 0, 0, 0
  if used then return used, full, bound, at end
  used, full, bound, at = string.match(tally, '^(%d+) (%d) (%d+) (%d+)$')
  return used + 0, full + 0, bound + 0, at + 0
end

local function tallied(used, full, bound, at)
  if full == 0 and at == 0 then return string.format('%d', used) end
  return string.format('%d %d %d %d', used, full, bound, at)
end

-- An access is a line: epoch, revision, first and last day, admission, lease in milliseconds, state, decided; while it is open
-- also the hits of its first day and what an override went past. What its end needs follows then (admit.lua). What is open is kept
-- until it stands in the ledger, what is settled for three days. Behind one that was swept stand the token of the unit it owes for
-- and the id that unit goes by, for the late word.
local function recalled(access, now)
  local epoch, rev, first, last, at, lease, state, decided = string.match(access, '^(%d+) (%d+) (%d+) (%d+) (%d+) (%d+) (%l+) (%d)')
  if state == 'open' or at + 259200000 > now then return epoch, rev, first, last, at, lease, state, decided end -- keys expire only to save room
end

-- lasting makes the guard's memory of a half-day forget: at the end of the next one. Its text is for whoever finds the key; and a
-- hash with a value of more than 64 bytes is a table from the start, not a list that Redis searches to its end for each bucket.
local function lasting(memory, since)
  redis.call('HSET', memory, 'what', 'evidence of the access guard: keyed tokens, no numbers (lib/admission, JUKNIS-II.E.1)')
  redis.call('PEXPIRE', memory, string.format('%d', 86400000 - since % 43200000))
end

-- Nothing may be believed of a Redis that knows less than it once did. It halts for good: a process that restarts forgets what
-- it has seen, and another may never have seen it, but none of them may go on counting from an old figure.
local mistrust
if epoch == '0' then
  mistrust = 'unprepared'
elseif halted ~= '0' or ARGV[4] == epoch and ARGV[5] + 0 > rev + 0 or ARGV[4] ~= epoch and ARGV[4] + 0 > epoch + 0 then
  mistrust = 'rolled_back'
  if halted == '0' then
    halted = format('%d', now)
    rest = unusual(halted, suspended, bridged, barred, code)
    head = headed(epoch, rev, day, office, mode, rest)
    call('HSET', quota, 'head', head)
  end
end
local skew = now - ARGV[2]
local skewed = skew > tolerance or -skew > tolerance

-- An answer is a word, the time, the head and today's counters as they are now, then what the word needs.
