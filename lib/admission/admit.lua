-- decide, in decision.go. Upper case is a setting of the process that asks (claim.go writes them above).
--
-- KEYS  2 the access once settled, 3 its idempotency token, if it has one
-- ARGV  7 field of the access, 8 of card, recheck and override what holds, 9 draft of the record, 10 members, one behind the
--       other for each of the guard's secrets, fields: 11 pace, 12 guesses, then for each secret: pair, application, families
if mistrust then return { mistrust, now, head, tally } end

local settled, holder_id
if KEYS[3] then
  local both = call('MGET', KEYS[2], KEYS[3])
  settled, holder_id = both[1], both[2]
else
  settled = call('GET', KEYS[2])
end
if own or settled then
  local e, _, _, _, at, lease, state = recalled(own or settled, now)
  if state == 'open' and e == epoch and now < at + lease then return { 'granted', now, head, tally, match(own, '^[^\n]+') } end
  if state then return { 'answered', now, head, tally, 0, sub(ARGV[7], 6) } end
end
if suspended ~= '0' then return { 'suspended', now, head, tally } end
if skewed or today ~= day and today + 0 < day + 0 then return { 'clock_off', now, head, tally } end
if now >= CLOSES and now >= bridged + 0 then return { 'ended', now, head, tally } end

-- The token's access is the one key not among KEYS: only Redis knows its id. It has the same hash tag, so the same slot.
local holder = holder_id and (call('HGET', quota, 'open:' .. holder_id) or call('GET', sub(KEYS[2], 1, -37) .. holder_id))
if holder then
  local e, _, _, _, at, lease, state = recalled(holder, now)
  if state == 'open' and e == epoch and now < at + lease then return { 'in_progress', now, head, tally, at + lease, '' } end
  if state and state ~= 'given' then return { 'answered', now, head, tally, 0, holder_id } end
end

local pair
if barred ~= '0' then
  pair = call('HGET', quota, ARGV[6]) or ''
  if pair == 'bad' then return { 'barred', now, head, tally } end
  local tried = match(pair, '^%d+')
  if tried and now < tried + 0 then return { 'trying', now, head, tally, tried + 0, '' } end
end

-- The guard. A list of members is text, ",<12 hex digits>" for each: it is short, and found or not found in one step. m is what
-- this half-day holds, b the one before, field by field as in ARGV.
local memory, before = GUARD .. today .. 'b', GUARD .. today .. 'a'
if since < HALF then memory, before = before, GUARD .. format('%d', today - 1) .. 'b' end
local m, b = call('HMGET', memory, unpack(ARGV, 11)), call('HMGET', before, unpack(ARGV, 11))

local function paced(kept, now, interval, burst)
  if kept < now then kept = now end
  kept, burst = kept + interval, interval * burst
  return kept < now + burst and kept or now + burst, kept - burst
end

local kept = (m[1] or 0) + 0
if b[1] and b[1] + 0 > kept then kept = b[1] + 0 end
local keep_operator, from_operator = paced(kept, now, OPERATOR, OPERATOR_BURST)
local keep_office, from_office = paced(office + 0, now, OFFICE, OFFICE_BURST)
local guessed = (m[2] or 0) + (b[2] or 0)

-- Mostly nobody was here: no list holds anybody.
local member, last, checked, stuffed, serial, pattern = sub(ARGV[10], 1, 12), '0', '0', 0, 0, 0
local met = false
for i = 3, #m do
  if m[i] or b[i] then met = true end
end
if met then
  local function others(i, member)
    local here, there, n = m[i] or '', b[i] or '', 0
    n = #here / 13
    if find(here, member, 1, true) then n = n - 1 end
    for other in string.gmatch(there, '%x+') do
      if other ~= member and not find(here, other, 1, true) then n = n + 1 end
    end
    return n
  end
  local function latest(couple)
    local at, n = match(couple or '', '^(%d+) (%d+)$')
    if at and at + 0 > last + 0 then last, checked = at, n end
  end
  local runs = { 0, 0, 0, 0, 0, 0 }
  for i = 3, #m, 8 do
    local member = sub(ARGV[10], (i - 3) / 8 * 12 + 1, (i - 3) / 8 * 12 + 12)
    latest(m[i])
    latest(b[i])
    stuffed = stuffed + others(i + 1, member)
    for f = 1, 6 do runs[f] = runs[f] + others(i + 1 + f, member) end
  end
  serial, pattern = runs[1], math.max(runs[2], runs[3], runs[4], runs[5], runs[6])
end

local card, recheck, override = false, false, false
if ARGV[8] ~= '' then card, recheck, override = find(ARGV[8], 'card'), find(ARGV[8], 'recheck'), find(ARGV[8], 'override') end
local rule, again = '-', now - since % HALF + DAY -- forgotten by then
if last ~= '0' and recheck and checked + 0 >= RECHECKS then
  rule = 'pemeriksaan_berulang'
elseif last ~= '0' and not recheck and now < last + REPEAT then
  rule, again = 'pemeriksaan_berulang', last + REPEAT
elseif now < from_operator then
  rule, again = 'terlalu_cepat', from_operator
elseif now < from_office then
  rule, again = 'terlalu_cepat', from_office
elseif stuffed >= STUFFING then
  rule = 'pola_menumpuk'
elseif card then -- proves that its NIK is no guess
elseif guessed >= GUESSES then
  rule = 'pola_menebak'
elseif serial + 1 >= SEQUENTIAL then
  rule = 'pola_berurutan'
elseif pattern + 1 >= PATTERNED then
  rule = 'pola_teratur'
end
if rule ~= '-' and not override then
  call('HINCRBY', TALLY, today .. ':hold:' .. rule, '1')
  return { 'held', now, head, tally, again, rule }
end

-- Room on today, and at midnight on the day beside it.
local limit = mode == 'unlimited' and 1 / 0 or LIMIT
local function exhausted(limit, used, full, bound, at) return full == 1 or used >= limit or at > 0 and used >= bound end

local used, full, bound, bound_at = counted(tally)
local first, last_day, beside = today, today, nil
if since < tolerance then
  first = format('%d', today - 1)
  beside = first
elseif since + LONGEST + tolerance >= DAY then
  last_day = format('%d', today + 1)
  beside = last_day
end
local aside = beside and (call('HGET', quota, 'day:' .. beside) or '0')
local gone = aside and exhausted(limit, counted(aside))
if gone and beside == last_day then return { 'exhausted', now, head, tally, now - since + 2 * DAY, '' } end
if exhausted(limit, used, full, bound, bound_at) then return { 'exhausted', now, head, tally, now - since + DAY, '' } end
if gone then return { 'exhausted', now, head, tally, now - since + tolerance, '' } end

-- Nothing was written so far, and nothing can refuse from here on.
if today ~= day then -- what is too old to matter
  for _, field in ipairs(call('HKEYS', quota)) do
    local old = match(field, '^day:(%d+)$')
    if old and old + 0 < today - KEEP_DAYS then call('HDEL', quota, field) end
  end
end
local at, revision = format('%d', now), format('%d', rev + 1)
if pair and pair ~= 'good' then call('HSET', quota, ARGV[6], format('%d', now + LEASE) .. ' ' .. sub(ARGV[7], 6)) end
head = headed(epoch, revision, today, format('%d', keep_office), mode, rest)
tally = tallied(used + 1, full, bound, bound_at)
local charge = tally
if beside then
  local n, f, u, r = counted(aside)
  call('HSET', quota, 'day:' .. beside, tallied(n + 1, f, u, r))
  charge = tallied(beside == first and n + 1 or used + 1, 0, 0, 0)
elseif bound_at > 0 then
  charge = tallied(used + 1, 0, 0, 0)
end

-- A list that is full takes no more: it holds whoever comes, and must not grow by overrides. Spared are the lists that this
-- access did not join: the application 4, the families 5 to 10.
local alone, spared = ',' .. member, '-'
for i = 4, card and 4 or 10 do
  local list = m[i]
  if not list then
    m[i] = alone
  elseif find(list, member, 1, true) or #list >= 13 * (i == 4 and STUFFING or i == 5 and SEQUENTIAL or PATTERNED) then
    spared = spared .. i .. '-'
  else
    m[i] = list .. alone
  end
end
local a = ARGV
local couple = at .. ' ' .. (recheck and last ~= '0' and format('%d', checked + 1) or checked)
if card then
  spared = spared .. '5-6-7-8-9-10-'
  call('HSET', memory, a[11], format('%d', keep_operator), a[13], couple, a[14], m[4])
else
  call('HSET', memory, a[11], format('%d', keep_operator), a[13], couple, a[14], m[4],
    a[15], m[5], a[16], m[6], a[17], m[7], a[18], m[8], a[19], m[9], a[20], m[10])
end
if not m[1] then lasting(memory, since) end

-- Until it is settled an access needs: the slot, the member, what it did not join, last access and rechecks of the pair before
-- it, the names of the fields, and the draft of its record.
local line = epoch .. ' ' .. revision .. ' ' .. first .. ' ' .. last_day .. ' ' .. at .. ' ' .. LEASE .. ' open 0 ' .. charge .. ' ' .. rule
call('HSET', quota, 'head', head, 'day:' .. today, tally, a[7], line .. '\n' .. memory .. ' ' .. member .. ' ' .. spared .. ' '
  .. last .. ' ' .. checked .. '\n' .. a[13] .. ' ' .. a[14] .. ' ' .. a[15] .. ' ' .. a[16] .. ' ' .. a[17] .. ' ' .. a[18] .. ' '
  .. a[19] .. ' ' .. a[20] .. '\n' .. a[9])
if KEYS[3] then call('SET', KEYS[3], sub(a[7], 6), 'PX', KEEP) end
return { 'granted', now, head, tally, line }
