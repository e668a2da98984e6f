-- Where all units stand, in one step.
--
-- ARGV  1 offset (0 in production), 2 age from which an open unit is late
local call, units = redis.call, '{simpul}:units'
local time = call('TIME')
local late = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[1] - ARGV[2])
local counted = call('HMGET', units, 'units', 'external', 'delivered', 'closed', 'corrections')
for i = 1, 5 do counted[i] = (counted[i] or 0) + 0 end
local oldest = call('ZRANGE', units .. ':open', 0, 0, 'WITHSCORES')[2] or '0'
return { counted[1], counted[2], counted[3], counted[4], counted[5], call('ZCARD', units .. ':queued'), call('ZCARD', units .. ':dead'), call('ZCARD', units .. ':open'),
  call('ZCOUNT', units .. ':open', '-inf', late), oldest }
