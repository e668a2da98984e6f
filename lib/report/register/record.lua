-- Records once what happened to a report: the register's entry and the ledger's record together.
--
-- KEYS  1 register, 2 ledger
-- ARGV  1 field, 2 entry, 3 record, 4 its MAC; without a record only the entry is put back
if redis.call('HSETNX', KEYS[1], ARGV[1], ARGV[2]) == 0 then return 'known' end
if ARGV[3] ~= '' then redis.call('XADD', KEYS[2], '0-*', 'r', ARGV[3], 'm', ARGV[4]) end
return 'done'
