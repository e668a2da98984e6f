-- Ends a lease and keeps its start.
--
-- KEYS  1 the duty
-- ARGV  1 who
local start, lease, holder = string.match(redis.call('GET', KEYS[1]) or '', '^(%d+) (%d+) (%S+)$')
if holder ~= ARGV[1] then return 'gone' end
redis.call('SET', KEYS[1], start .. ' 0 ' .. holder, 'KEEPTTL')
return 'left'
