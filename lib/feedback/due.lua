-- The tokens of units that are due, the oldest first, how many there are, and whether Redis is halted.
--
-- ARGV  1 offset (0 in production), 2 how many to pass over, 3 how many at most
-- What admission halted as rolled back may not be believed here either: its head says so (lib/admission, common.lua).
local head = redis.call('HGET', '{simpul}:quota', 'head') or ''
local halted = (string.match(head, '^%d+ %d+ %d+ %d+ %S+ (%d+) ') or '0') ~= '0' and 1 or 0
local time = redis.call('TIME')
local now = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[1])
local queued = '{simpul}:units:queued'
return { redis.call('ZRANGEBYSCORE', queued, '-inf', now, 'LIMIT', ARGV[2], ARGV[3]), redis.call('ZCOUNT', queued, '-inf', now), halted }
