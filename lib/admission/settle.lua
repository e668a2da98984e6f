-- conclude, in conclusion.go.
--
-- KEYS  3 the access
-- ARGV  6 access id, 7 outcome (counted, given), 8 full (0, 1), 9 the registry's quotaLimiter (-1 for none), 10 reason to suspend
local id, outcome, full, told, reason = ARGV[6], ARGV[7], tonumber(ARGV[8]), tonumber(ARGV[9]), ARGV[10]

local word = unusable()
if word then return answer(word) end

local a = recall(KEYS[3])
local known = a ~= nil
if known and a.state ~= 'open' then return answer('settled') end

rev = rev + 1
if not known then
  local day = math.max(day_of(now - tolerance), high_day - 1)
  a = { epoch = epoch, rev = rev, first = day, last = day, lease = now }
end
a.state = outcome

local changed = { 'rev', rev }
local function change(day, name, value)
  counters(day)[name] = value
  changed[#changed + 1] = name .. ':' .. day
  changed[#changed + 1] = value
end

if outcome == 'given' and known and a.epoch == epoch then
  for day = a.first, a.last do
    local c = counters(day)
    change(day, 'used', c.used - 1)
    if c.bound_at > a.rev then change(day, 'bound', c.bound - 1) end
  end
end

local c = counters(a.first)
if full == 1 then change(a.first, 'full', 1) end
if told ~= NO_LIMIT and (c.bound_at == 0 or c.used + told < c.bound) then
  change(a.first, 'bound', c.used + told)
  change(a.first, 'bound_at', rev)
end
if reason ~= '' and suspended == '' then
  suspended, suspended_at = reason, now
  redis.call('HSET', quota, 'suspended', suspended, 'suspended_at', suspended_at)
end

redis.call('HSET', quota, unpack(changed))
if known then redis.call('HSET', KEYS[3], 'state', outcome) else remember(KEYS[3], a) end
redis.call('ZREM', open, id)
return answer('settled')
