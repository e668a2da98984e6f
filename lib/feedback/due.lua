-- The tokens of units that are due, the oldest first, and how many there are.
--
-- ARGV  1 offset (0 in production), 2 how many to pass over, 3 how many at most
local time = redis.call('TIME')
local now = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[1])
local queued = '{simpul}:units:queued'
return { redis.call('ZRANGEBYSCORE', queued, '-inf', now, 'LIMIT', ARGV[2], ARGV[3]), redis.call('ZCOUNT', queued, '-inf', now) }
