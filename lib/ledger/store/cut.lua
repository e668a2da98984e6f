-- Removes the entries and seals that a seal says were kept long enough: both at once, or who reads in between misses some.
--
-- KEYS  1 ledger, 2 seals
-- ARGV  1 first entry to keep, 2 first seal to keep
for i = 1, 2 do redis.call('XTRIM', KEYS[i], 'MINID', '0-' .. ARGV[i]) end
return 'done'
