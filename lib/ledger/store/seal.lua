-- Appends a seal behind the one it follows, and takes the counters that are in it out of Redis.
--
-- KEYS  1 seals, 2 counters
-- ARGV  1 number of the last seal (0: none), 2 seal, 3 signature, then field and value of each counter in the seal
--
-- A repeated call (its reply was lost) finds its own seal and changes nothing.
local before = tonumber(ARGV[1])
local id = string.format('0-%d', before + 1)

local newest = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)[1]
local newest_id = newest and newest[1] or '0-0'

if newest_id == id and newest[2][2] == ARGV[2] then return 'done' end
if newest_id ~= string.format('0-%d', before) then return 'moved' end

local fields = {}
for i = 4, #ARGV, 2 do
  if redis.call('HGET', KEYS[2], ARGV[i]) ~= ARGV[i + 1] then return 'counted' end
  fields[#fields + 1] = ARGV[i]
end

redis.call('XADD', KEYS[1], id, 's', ARGV[2], 'g', ARGV[3])
if #fields > 0 then redis.call('HDEL', KEYS[2], unpack(fields)) end
return 'done'
