-- conclude, in conclusion.go.
--
-- KEYS  2 the access once settled
-- ARGV  7 field of the access, 8 outcome (counted, given, swept), 9 of full, proven, shown, taken and failed what
--       holds, 10 the registry's quotaLimiter (-1 for none), 11 reason to suspend, 12 field of the operator's guesses ('' unless it was one),
--       13 exact status, 14 record, 15 its MAC, 16 the unit that the record says it joined ('' for its own), 17 whether the person
--       was found (1, 0, '' without an answer), 18 operator
if mistrust then return { mistrust, now, head, tally } end

local outcome, told, full, proven, shown, taken, failed = ARGV[8], ARGV[10] + 0
if ARGV[9] ~= '' then
  full, proven, shown = find(ARGV[9], 'full'), find(ARGV[9], 'proven'), find(ARGV[9], 'shown')
  taken, failed = find(ARGV[9], 'taken'), find(ARGV[9], 'failed')
end
local access, e, r, first, last, at, lease, was, decided = own or call('GET', KEYS[2])
if access then e, r, first, last, at, lease, was, decided = recalled(access, now) end
if outcome == 'swept' then
  if was ~= 'open' or now < at + lease then return { 'settled', now, head, tally } end
elseif was and was ~= 'open' and was ~= 'swept' then
  return { 'settled', now, head, tally }
end

-- What is owed for it (owed.go): the unit, as it is and as it will be, and the id it goes by. The record names that, so who does
-- not know it yet is told, and comes again.
local unit, value, goes_by, owes, opens
if was == 'open' and outcome ~= 'given' then
  unit, value, goes_by, owes, opens = owed(own, sub(ARGV[7], 6), at, ARGV[17], ARGV[18])
elseif was == 'swept' then
  unit, goes_by = match(access, ' swept %d (%S+) (%S+)$')
  value = unit and call('GET', UNIT .. unit)
  owes = value and amended(value, sub(ARGV[7], 6), outcome, ARGV[17])
end
if unit and outcome ~= 'given' and goes_by ~= (ARGV[16] ~= '' and ARGV[16] or sub(ARGV[7], 6)) then return { 'joins', now, head, tally, goes_by } end

local revision = format('%d', rev + 1)
if not was then -- a tombstone
  first = since < tolerance and today - 1 or today + 0
  first = format('%d', first < day - 1 and day - 1 or first)
  e, r, last, at, lease, decided = epoch, revision, first, format('%d', now), '0', '0'
end

local gives = outcome == 'given' and was and e == epoch
if gives or full or told >= 0 then
  local function amend(n, told, full)
    local before = n == today and tally or call('HGET', quota, 'day:' .. n) or '0'
    local used, shut, bound, bound_at = counted(before)
    if gives and used > 0 then -- a day may be too old to be there
      used = used - 1
      if bound_at > r + 0 then bound = bound - 1 end
    end
    if full then shut = 1 end
    if told >= 0 and (bound_at == 0 or used + told < bound) then bound, bound_at = used + told, revision + 0 end
    local after = tallied(used, shut, bound, bound_at)
    if after ~= before then call('HSET', quota, 'day:' .. n, after) end
    if n == today then tally = after end
  end
  amend(first, told, full)
  if gives and last ~= first then amend(last, -1, nil) end
end

if failed or barred ~= '0' then
  local pair = call('HGET', quota, ARGV[6]) or ''
  if failed then
    call('HSET', quota, ARGV[6], 'bad')
    if barred == '0' then barred = format('%d', now) end
  elseif taken and pair ~= 'bad' then
    call('HSET', quota, ARGV[6], 'good')
  elseif match(pair, ' (.+)$') == sub(ARGV[7], 6) then
    call('HDEL', quota, ARGV[6])
  end
end
if ARGV[11] ~= '' and suspended == '0' then
  suspended, code = format('%d', now), ARGV[11]
  call('HINCRBY', TALLY, today .. ':suspended:' .. match(code, '^%S+'), '1')
end
if failed or suspended ~= '0' then rest = unusual(halted, suspended, bridged, barred, code) end
head = headed(epoch, revision, day, office, mode, rest)
call('HSET', quota, 'head', head)
if own then call('HDEL', quota, ARGV[7]) end

-- release, in conclusion.go. A member is marked by a semicolon before it instead of a comma. A list that is left empty goes.
if was == 'open' and (proven or shown or outcome ~= 'counted') then
  local d = { match(own, '^(%S+) (%x+) (%S+) (%d+ %d+)\n(%S+) (%S+) (%S+) (%S+) (%S+) (%S+) (%S+) (%S+)\n', find(own, '\n', 1, true) + 1) }
  local memory, member, spared, from, gone = d[1], d[2], d[3], outcome == 'given' and 6 or 7, 0
  local alone, lists = ',' .. member, call('HMGET', memory, unpack(d, from, 12))
  for i = from, 12 do
    local list, after = lists[i - from + 1], nil
    local brought = spared == '-' or not find(spared, '-' .. i - 2 .. '-', 1, true)
    if not list then
      after = nil
    elseif outcome == 'given' then
      after = brought and string.gsub(list, alone, '')
    elseif not proven then
      after = string.gsub(list, alone, ';' .. member)
    elseif list == alone then
      after = ''
    else
      after = string.gsub(list, (brought and '[,;]' or ',') .. member, '')
    end
    if after == '' then
      gone = gone + 1
      lists[gone] = d[i] -- where a list was that has been looked at
    elseif after and after ~= list then
      call('HSET', memory, d[i], after)
    end
  end
  if gone > 0 then call('HDEL', memory, unpack(lists, 1, gone)) end
  if outcome == 'given' and match(call('HGET', memory, d[5]) or '', '^%d+') == at then call('HSET', memory, d[5], d[4]) end
end
if ARGV[12] ~= '' then
  local memory = GUARD .. today .. (since < HALF and 'a' or 'b')
  call('HINCRBY', memory, ARGV[12], '1')
  lasting(memory, since)
end
if ARGV[13] ~= '' then call('HINCRBY', TALLY, today .. ':status:' .. ARGV[13], '1') end

if opens then
  call('SET', UNIT .. unit, owes)
  call('ZADD', UNITS .. ':open', at, unit)
  call('HINCRBY', UNITS, 'units', '1')
elseif owes == 'gone' then
  call('DEL', UNIT .. unit)
  call('ZREM', UNITS .. ':open', unit)
  call('HINCRBY', UNITS, 'units', '-1')
elseif owes and owes ~= value then
  call('SET', UNIT .. unit, owes, 'KEEPTTL')
end
local late = outcome == 'swept' and unit and ' ' .. unit .. ' ' .. goes_by or ''

call('SET', KEYS[2], e .. ' ' .. r .. ' ' .. first .. ' ' .. last .. ' ' .. at .. ' ' .. lease .. ' ' .. outcome .. ' ' .. decided .. late, 'PX', KEEP)
if was then call('XADD', LEDGER, '0-*', 'r', ARGV[14], 'm', ARGV[15]) end
return { 'settled', now, head, tally }
