-- Closes hits made outside Simpul that nobody will tell of: counters and the ledger's record, all or nothing.
--
-- KEYS  1 the order's token
-- ARGV  1 hits, 2 record, 3 its MAC, 4 lifetime of the token in ms
--
-- The token makes a repeated order (its reply was lost) the same order: a second one would close others.
local call, units = redis.call, '{simpul}:units'
if call('GET', KEYS[1]) then return 'again' end
if (call('HGET', units, 'external') or '0') + 0 < ARGV[1] + 0 then return 'fewer' end
call('HINCRBY', units, 'external', '-' .. ARGV[1])
call('HINCRBY', units, 'closed', ARGV[1])
call('SET', KEYS[1], '1', 'PX', ARGV[4])
call('XADD', '{simpul}:ledger', '0-*', 'r', ARGV[2], 'm', ARGV[3])
return 'done'
