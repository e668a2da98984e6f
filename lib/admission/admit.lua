-- decide, in decision.go.
--
-- KEYS  5 the access, 6 its idempotency token, 7 the guard's slots, without the number
-- ARGV  7 access id, 8 with a token (0, 1), 9 limit, 10 longest call, 11 lease, 12 end of the agreement, 13 operator,
--       14 card, 15 recheck, 16 override (0, 1), 17 to 26 thresholds, 27 draft of the record,
--       then for each of the guard's secrets: member, application, pair, a bucket for each of the families
local id, limit, longest, lease, closes, operator = ARGV[7], int(ARGV[9]), int(ARGV[10]), int(ARGV[11]), int(ARGV[12]), ARGV[13]
local card, recheck, override = ARGV[14] == '1', ARGV[15] == '1', ARGV[16] == '1'

local function no(word, again, hold, holder) return answer(word, 0, 0, again or 0, 0, 0, hold or '', holder or '') end

local word = unusable()
if word then return no(word) end

local stored = call('MGET', KEYS[5], KEYS[6])
local own = parse(stored[1])
if own and live(own) then
  local d = details(own)
  return answer('granted', own.first, own.last, own.lease, own.at, int(d.used), d.hold == '-' and '' or d.hold, id)
end
if own then return no('answered', 0, '', id) end
if suspended ~= '' then return no('suspended') end
if clock_off() then return no('clock_off') end
if now >= math.max(closes, bridged) then return no('ended') end

-- The token's access is the one key not among KEYS: only Redis knows its id. It has the same hash tag, so the same slot.
local holder_id = ARGV[8] == '1' and stored[2]
local holder = holder_id and parse(call('GET', string.sub(KEYS[5], 1, -#id - 1) .. holder_id))
if holder and live(holder) then return no('in_progress', holder.lease) end
if holder and holder.state ~= 'given' then return no('answered', 0, '', holder_id) end

if pair == 'bad' then return no('barred') end
if login_failed > 0 and pair ~= 'good' then
  local until_ = int(match(pair, '^(%d+)') or 0)
  if now < until_ then return no('trying', until_) end
end

-- The guard. A list of members is text, ",<12 hex digits>" for each: it is short, and found or not found in one step.
local HALF, WIDTH, FAMILIES, FIRST, PER_SECRET = DAY / 2, 13, 6, 28, 9
local slot = math.floor((now + WIB) / HALF)
local memory, memory_before = KEYS[7] .. slot, KEYS[7] .. (slot - 1)
local forgotten = (slot + 2) * HALF - WIB
local limits = {}
for i = 17, 26 do limits[i - 16] = int(ARGV[i]) end
local sequential, patterned, guesses, stuffing, pause, rechecks = limits[5], limits[6], limits[7], limits[8], limits[9], limits[10]

local fields = { 'pace', 'pace:' .. operator, 'guess:' .. operator }
for i = FIRST, #ARGV, PER_SECRET do
  for j = i + 1, i + PER_SECRET - 1 do fields[#fields + 1] = ARGV[j] end
end
local m, b = call('HMGET', memory, unpack(fields)), call('HMGET', memory_before, unpack(fields))

local function others(a, before, member)
  local n = 0
  if a then n = find(a, member, 1, true) and #a / WIDTH - 1 or #a / WIDTH end
  if before then
    for other in string.gmatch(before, '%x+') do
      if other ~= member and not (a and find(a, other, 1, true)) then n = n + 1 end
    end
  end
  return n
end

local function pace(kept, interval, burst)
  local keep = math.max(kept, now) + interval
  return math.min(keep, now + interval * burst), keep - interval * burst
end

local keep_operator, from_operator = pace(math.max(int(m[2] or 0), int(b[2] or 0)), limits[1], limits[2])
local keep_office, from_office = pace(math.max(int(m[1] or 0), int(b[1] or 0)), limits[3], limits[4])
local guessed, stuffed, last, checked = int(m[3] or 0) + int(b[3] or 0), 0, 0, 0
local runs = { 0, 0, 0, 0, 0, 0 }
for i = FIRST, #ARGV, PER_SECRET do
  local member, at = ARGV[i], 4 + (i - FIRST) / PER_SECRET * (PER_SECRET - 1)
  stuffed = stuffed + others(m[at], b[at], member)
  for _, couple in ipairs({ m[at + 1] or '', b[at + 1] or '' }) do
    local l, n = match(couple, '^(%d+) (%d+)$')
    if l and int(l) > last then last, checked = int(l), int(n) end
  end
  for f = 1, FAMILIES do runs[f] = runs[f] + others(m[at + 1 + f], b[at + 1 + f], member) end
end

local function hold()
  if last > 0 and recheck and checked >= rechecks then return 'pemeriksaan_berulang', forgotten end
  if last > 0 and not recheck and now < last + pause then return 'pemeriksaan_berulang', last + pause end
  if now < from_operator then return 'terlalu_cepat', from_operator end
  if now < from_office then return 'terlalu_cepat', from_office end
  if stuffed >= stuffing then return 'pola_menumpuk', forgotten end
  if card then return '' end
  if guessed >= guesses then return 'pola_menebak', forgotten end
  if runs[1] + 1 >= sequential then return 'pola_berurutan', forgotten end
  for f = 2, FAMILIES do
    if runs[f] + 1 >= patterned then return 'pola_teratur', forgotten end
  end
  return ''
end

local rule, again = hold()
if rule ~= '' and not override then
  count('hold:' .. rule)
  return no('held', again, rule)
end

local first, last_day = day_of(now - tolerance), day_of(now + longest + tolerance)
if mode == 'unlimited' then limit = NO_LIMIT end
for day = last_day, first, -1 do
  if left(counters(day), limit) == 0 then
    local room = midnight(day + 1)
    if room <= now then room = room + tolerance end
    return no('exhausted', room)
  end
end

-- Nothing was written so far, and nothing can refuse from here on.
rev = rev + 1
local until_ = now + lease
local changed = { 'rev', text(rev), 'day', text(today) }
for day = first, last_day do
  local c = counters(day)
  c.used = c.used + 1
  changed[#changed + 1] = 'used:' .. day
  changed[#changed + 1] = text(c.used)
end
if login_failed > 0 and pair ~= 'good' then
  changed[#changed + 1] = 'login:' .. ARGV[6]
  changed[#changed + 1] = text(until_) .. ' ' .. id
end
call('HSET', quota, unpack(changed))
if today > high_day then
  for _, field in ipairs(call('HKEYS', quota)) do
    local day = match(field, '^[ufb][a-z_]+:(%d+)$')
    if day and int(day) < today - KEEP_DAYS then call('HDEL', quota, field) end
  end
  call('ZREMRANGEBYSCORE', open, '-inf', text(now - KEEP))
end

-- A list that is full takes no more: it holds whoever comes, and must not grow by overrides.
local note, fresh = { 'pace', text(keep_office), 'pace:' .. operator, text(keep_operator) }, {}
local function join(at, limit_)
  local list, member = m[at] or '', ARGV[FIRST]
  if find(list, member, 1, true) or #list >= limit_ * WIDTH then return false end
  note[#note + 1], note[#note + 2] = fields[at], list .. ',' .. member
  return true
end
local app, couple = '-', '-'
if #ARGV >= FIRST then
  if join(4, stuffing) then app = fields[4] end
  couple = fields[5]
  note[#note + 1] = couple
  note[#note + 1] = text(now) .. ' ' .. text((recheck and last > 0) and checked + 1 or checked)
  for f = 1, card and 0 or FAMILIES do
    if join(5 + f, f == 1 and sequential or patterned) then fresh[#fresh + 1] = fields[5 + f] end
  end
end
call('HSET', memory, unpack(note))
call('PEXPIRE', memory, text(forgotten - now))

local line = head({ epoch = epoch, rev = rev, first = first, last = last_day, at = now, lease = until_, state = 'open', decided = '0' })
local used = counters(first).used
remember(KEYS[5], format('%s\n%d %s %d %s %s %s %d:%d %s\n%s', line, used, rule == '' and '-' or rule, slot, ARGV[FIRST] or '-',
  app, couple, last, checked, #fresh > 0 and table.concat(fresh, ',') or '-', ARGV[27]))
call('ZADD', open, text(until_), id)
if ARGV[8] == '1' then remember(KEYS[6], id) end
return answer('granted', first, last_day, until_, now, used, rule, id)
