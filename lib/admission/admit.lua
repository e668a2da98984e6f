-- decide, in decision.go.
--
-- KEYS  3 the access, 4 its idempotency token if it has one
-- ARGV  6 limit, 7 access id, 8 longest call, 9 lease
local limit, id, call, lease = tonumber(ARGV[6]), ARGV[7], tonumber(ARGV[8]), tonumber(ARGV[9])

local word = unusable()
if word then return answer(word, 0, 0, 0, '') end

local own = recall(KEYS[3])
if own and live(own) then return answer('granted', own.first, own.last, own.lease, id) end
if own then return answer('answered', 0, 0, 0, id) end
if suspended ~= '' then return answer('suspended', 0, 0, 0, '') end
if clock_off() then return answer('clock_off', 0, 0, 0, '') end

-- The token's access is the one key not among KEYS: only Redis knows its id. It has the same hash tag, so the same slot.
local holder_id = KEYS[4] and redis.call('GET', KEYS[4])
local holder = holder_id and recall(string.sub(KEYS[3], 1, -#id - 1) .. holder_id)
if holder and live(holder) then return answer('in_progress', 0, 0, holder.lease, '') end
if holder and holder.state ~= 'given' then return answer('answered', 0, 0, 0, holder_id) end

local first, last = day_of(now - tolerance), day_of(now + call + tolerance)
for day = last, first, -1 do
  if left(counters(day), limit) == 0 then
    local again = midnight(day + 1)
    if again <= now then again = again + tolerance end
    return answer('exhausted', 0, 0, again, '')
  end
end

-- Nothing was written so far, and nothing can refuse from here on.
rev = rev + 1
local changed = { 'rev', rev, 'day', today }
for day = first, last do
  local c = counters(day)
  c.used = c.used + 1
  changed[#changed + 1] = 'used:' .. day
  changed[#changed + 1] = c.used
end
redis.call('HSET', quota, unpack(changed))
if today > high_day then
  for _, field in ipairs(redis.call('HKEYS', quota)) do
    local day = string.match(field, ':(%d+)$')
    if day and tonumber(day) < today - KEEP_DAYS then redis.call('HDEL', quota, field) end
  end
  redis.call('ZREMRANGEBYSCORE', open, '-inf', now - KEEP)
end
remember(KEYS[3], { rev = rev, first = first, last = last, lease = now + lease, state = 'open' })
redis.call('ZADD', open, now + lease, id)
if KEYS[4] then redis.call('SET', KEYS[4], id, 'PX', KEEP) end
return answer('granted', first, last, now + lease, id)
