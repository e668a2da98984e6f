-- An officer's decision about an access: once.
--
-- KEYS  2 the access once settled
-- ARGV  7 field of the access, 8 record, 9 its MAC
if mistrust then return { mistrust, now, head, tally } end

local access = own or call('GET', KEYS[2])
local e, r, first, last, at, lease, state, decided
if access then e, r, first, last, at, lease, state, decided = recalled(access, now) end
if not state or state == 'given' then return { 'unheard_of', now, head, tally } end
if state == 'open' then return { 'in_progress', now, head, tally } end
if decided == '1' then return { 'answered', now, head, tally } end

head = headed(epoch, format('%d', rev + 1), day, office, mode, rest)
call('HSET', quota, 'head', head)
call('SET', KEYS[2], (string.gsub(access, '(%l) 0', '%1 1', 1)), 'KEEPTTL')
call('XADD', LEDGER, '0-*', 'r', ARGV[8], 'm', ARGV[9])
return { 'done', now, head, tally }
