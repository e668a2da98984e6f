-- The time, and of each unit its value and its sealed content, '' for none.
--
-- KEYS  unit and sealed content, in turn
-- ARGV  1 offset (0 in production)
local time = redis.call('TIME')
local values = redis.call('MGET', unpack(KEYS))
for i = 1, #KEYS do values[i] = values[i] or '' end
return { time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[1], values }
