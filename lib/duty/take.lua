-- Takes the lease, unless somebody has it or the last start is too fresh.
--
-- KEYS  1 the duty
-- ARGV  1 who, 2 from start to start, 3 length of the lease, 4 offset (0 in production)
--
-- A repeated call (its reply was lost) finds its own lease.
local who, every, longest = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000) + tonumber(ARGV[4])

local start, lease, holder = string.match(redis.call('GET', KEYS[1]) or '', '^(%d+) (%d+) (%S+)$')
if holder == who then return 'taken' end
if start then
  local age = now - tonumber(start)
  if age > -every and (age < every or now < tonumber(lease)) then return 'held' end
end

local value = string.format('%.0f %.0f %s', now, now + longest, who)
redis.call('SET', KEYS[1], value, 'PX', string.format('%.0f', 2 * (every + longest)))
return 'taken'
