-- reserve, in decision.go: room on today and, about midnight, on the day beside it; then all that is remembered of the access.
local function exhausted(limit, used, full, bound, at) return full == 1 or used >= limit or at > 0 and used >= bound end

local limit = mode == 'unlimited' and 1 / 0 or LIMIT
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
local closed = aside and exhausted(limit, counted(aside))
if closed and beside == last_day then return { 'exhausted', now, head, tally, now - since + 2 * DAY, '' } end
if exhausted(limit, used, full, bound, bound_at) then return { 'exhausted', now, head, tally, now - since + DAY, '' } end
if closed then return { 'exhausted', now, head, tally, now - since + tolerance, '' } end

-- Nothing was written so far, and nothing can refuse from here on.
if today ~= day then -- what is too old to matter goes
  for _, field in ipairs(call('HKEYS', quota)) do
    local old = match(field, '^day:(%d+)$')
    if old and old + 0 < today - KEEP_DAYS then call('HDEL', quota, field) end
  end
end
if pair and pair ~= 'good' then call('HSET', quota, ARGV[6], format('%d', now + LEASE) .. ' ' .. sub(ARGV[7], 6)) end
local at, revision = format('%d', now), format('%d', rev + 1)
head, tally = headed(epoch, revision, today, format('%d', keep_office), mode, rest), tallied(used + 1, full, bound, bound_at)
local charge = bound_at == 0 and tally or format('%d', used + 1)
if beside then
  local n, f, b, r = counted(aside)
  if beside == first then charge = format('%d', n + 1) end
  call('HSET', quota, 'day:' .. beside, tallied(n + 1, f, b, r))
end

-- The lists this access joins, as they are then. One that is full takes no more: it holds whoever comes, and must not grow by
-- overrides. Spared are those that it does not join: 4 is the application, 5 to 10 are the families.
local member = sub(ARGV[10], 1, 12)
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
local pace, _, couple, application, f1, f2, f3, f4, f5, f6 = unpack(ARGV, 11, 20)
local seen = at .. ' ' .. (recheck and last ~= '0' and format('%d', checked + 1) or checked)
if card then
  spared = spared .. '5-6-7-8-9-10-'
  call('HSET', memory, pace, format('%d', keep_operator), couple, seen, application, m[4])
else
  call('HSET', memory, pace, format('%d', keep_operator), couple, seen, application, m[4],
    f1, m[5], f2, m[6], f3, m[7], f4, m[8], f5, m[9], f6, m[10])
end
if not m[1] then lasting(memory, since) end

-- Behind the access's line stands what its end needs: memory, member, spared, the pair as it was; the fields; what is owed; the draft.
local line = epoch .. ' ' .. revision .. ' ' .. first .. ' ' .. last_day .. ' ' .. at .. ' ' .. LEASE .. ' open 0 ' .. charge .. ' ' .. rule
call('HSET', quota, 'head', head, 'day:' .. today, tally, ARGV[7], line .. '\n'
  .. memory .. ' ' .. member .. ' ' .. spared .. ' ' .. last .. ' ' .. checked .. '\n'
  .. couple .. ' ' .. application .. ' ' .. f1 .. ' ' .. f2 .. ' ' .. f3 .. ' ' .. f4 .. ' ' .. f5 .. ' ' .. f6 .. '\n'
  .. ARGV[9])
if KEYS[3] then call('SET', KEYS[3], sub(ARGV[7], 6), 'PX', KEEP) end
return { 'granted', now, head, tally, line }
