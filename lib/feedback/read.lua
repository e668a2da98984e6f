-- The time, of each unit its value and its sealed content, '' for none, and whether Redis is halted.
--
-- KEYS  unit and sealed content, in turn
-- ARGV  1 offset (0 in production)
-- What admission halted as rolled back may not be believed here either: its head says so (lib/admission, common.lua).
local head = redis.call('HGET', '{simpul}:quota', 'head') or ''
local halted = (string.match(head, '^%d+ %d+ %d+ %d+ %S+ (%d+) ') or '0') ~= '0' and 1 or 0
local time = redis.call('TIME')
local values = redis.call('MGET', unpack(KEYS))
for i = 1, #KEYS do values[i] = values[i] or '' end
return { time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[1], values, halted }
