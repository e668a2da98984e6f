-- Puts a unit in its next state, if it is still as it was: value, sealed content, lists, counters and the ledger's record, all or
-- nothing.
--
-- KEYS  1 unit, 2 its sealed content
-- ARGV  1 value as it was ('' none), 2 as it will be, 3 its lifetime in ms ('' no end), 4 the list it leaves, 5 the list it joins
--       ('' none), 6 its place there, 7 sealed content ('' leaves it, '-' drops it), 8 its lifetime in ms, 9 record ('' none), 10 its
--       MAC, then names and changes of counters
--
-- Each value has a step of its own: a repeated call (its reply was lost) finds the unit done.
local call = redis.call
local value = call('GET', KEYS[1]) or ''
if value == ARGV[2] then return 'done' end
if value ~= ARGV[1] then return 'moved' end

local token, units = string.sub(KEYS[1], 15), '{simpul}:units'
if ARGV[3] == '' then call('SET', KEYS[1], ARGV[2]) else call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3]) end
if ARGV[4] ~= '' and ARGV[4] ~= ARGV[5] then call('ZREM', units .. ':' .. ARGV[4], token) end
if ARGV[5] ~= '' then call('ZADD', units .. ':' .. ARGV[5], ARGV[6], token) end
if ARGV[7] == '-' then
  call('DEL', KEYS[2])
elseif ARGV[7] ~= '' then
  call('SET', KEYS[2], ARGV[7], 'PX', ARGV[8])
end
for i = 11, #ARGV, 2 do
  local name, change = ARGV[i], ARGV[i + 1]
  -- A hit made outside Simpul was counted as a unit when it was told of, if it was.
  if name == 'external' and (call('HGET', units, 'external') or '0') + 0 <= 0 then name, change = 'units', '1' end
  call('HINCRBY', units, name, change)
end
if ARGV[9] ~= '' then call('XADD', '{simpul}:ledger', '0-*', 'r', ARGV[9], 'm', ARGV[10]) end
return 'done'
