-- decide, in decision.go: whether this access, or another one of its token, was admitted before, and whether any may be now.
-- guard.lua and reserve.lua go on. Upper case are the terms of the process that asks (claim.go writes them above).
--
-- KEYS  2 the access once settled, 3 its idempotency token, if it has one
-- ARGV  7 field of the access, 8 of card, recheck and override what holds, 9 tokens and application of its unit and draft of the record, a line each, 10 members, one behind the
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
  if state and state ~= 'given' and at + KEEP > now then return { 'answered', now, head, tally, 0, holder_id } end
end

local pair
if barred ~= '0' then
  pair = call('HGET', quota, ARGV[6]) or ''
  if pair == 'bad' then return { 'barred', now, head, tally } end
  local tried = match(pair, '^%d+')
  if tried and now < tried + 0 then return { 'trying', now, head, tally, tried + 0, '' } end
end
