-- conclude, in conclusion.go.
--
-- KEYS  5 the access, 6 the guard's slots, without the number
-- ARGV  7 access id, 8 outcome (counted, given, swept), 9 full (0, 1), 10 the registry's quotaLimiter (-1 for none), 11 reason
--       to suspend, 12 what is known of the pair (taken, failed), 13 proven (0, 1), 14 operator who guessed, 15 exact status,
--       16 record, 17 its MAC
local id, outcome, told, reason, login = ARGV[7], ARGV[8], int(ARGV[10]), ARGV[11], ARGV[12]

local word = unusable()
if word then return answer(word) end

local a = parse(call('GET', KEYS[5]))
local known, was = a ~= nil, a and a.state
if outcome == 'swept' then
  if not known or was ~= 'open' or now < a.lease then return answer('settled') end
elseif known and was ~= 'open' and was ~= 'swept' then
  return answer('settled')
end

rev = rev + 1
local detail = known and was == 'open' and details(a)
if not known then
  local day = math.max(day_of(now - tolerance), high_day - 1)
  a = { epoch = epoch, rev = rev, first = day, last = day, at = now, lease = now, decided = '0' }
end
a.state = outcome

local changed = { 'rev', text(rev) }
local function change(field, value)
  changed[#changed + 1] = field
  changed[#changed + 1] = value
end
local function change_day(day, name, value)
  counters(day)[name] = value
  change(name .. ':' .. day, text(value))
end

if outcome == 'given' and known and a.epoch == epoch then
  for day = a.first, a.last do
    local c = counters(day)
    change_day(day, 'used', c.used - 1)
    if c.bound_at > a.rev then change_day(day, 'bound', c.bound - 1) end
  end
end

local c = counters(a.first)
if ARGV[9] == '1' then change_day(a.first, 'full', 1) end
if told ~= NO_LIMIT and (c.bound_at == 0 or c.used + told < c.bound) then
  change_day(a.first, 'bound', c.used + told)
  change_day(a.first, 'bound_at', rev)
end
if reason ~= '' and suspended == '' then
  suspended, suspended_at = reason, now
  change('suspended', suspended)
  change('suspended_at', text(suspended_at))
end
if login == 'failed' then
  change('login:' .. ARGV[6], 'bad')
  if login_failed == 0 then
    login_failed = now
    change('login_failed', text(now))
  end
elseif login == 'taken' and login_failed > 0 and pair ~= 'bad' then
  change('login:' .. ARGV[6], 'good')
elseif match(pair, ' (.+)$') == id then
  call('HDEL', quota, 'login:' .. ARGV[6])
end
call('HSET', quota, unpack(changed))

-- take removes this access's NIK from what it brought it into; an empty list leaves no field.
local function take(memory, names)
  local lists = call('HMGET', memory, unpack(names))
  for i, name in ipairs(names) do
    local list = string.gsub(lists[i] or '', ',' .. detail.member, '')
    if list ~= '' then call('HSET', memory, name, list) else call('HDEL', memory, name) end
  end
end

if detail and (outcome == 'given' or ARGV[13] == '1') then
  local memory, names = KEYS[6] .. detail.slot, {}
  if detail.runs ~= '-' then
    for name in string.gmatch(detail.runs, '[^,]+') do names[#names + 1] = name end
  end
  if outcome == 'given' and detail.app ~= '-' then names[#names + 1] = detail.app end
  if #names > 0 then take(memory, names) end
  local couple = outcome == 'given' and detail.pair ~= '-' and call('HGET', memory, detail.pair)
  if couple and match(couple, '^%d+') == text(a.at) then call('HSET', memory, detail.pair, detail.before) end
end
if ARGV[14] ~= '' then
  local slot = math.floor((now + WIB) * 2 / DAY)
  call('HINCRBY', KEYS[6] .. slot, 'guess:' .. ARGV[14], '1')
  call('PEXPIRE', KEYS[6] .. slot, text((slot + 2) * DAY / 2 - WIB - now))
end
if ARGV[15] ~= '' then count('status:' .. ARGV[15]) end

remember(KEYS[5], head(a))
call('ZREM', open, id)
if known then record(ARGV[16], ARGV[17]) end
return answer('settled')
