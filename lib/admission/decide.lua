-- An officer's decision about an access: once.
--
-- KEYS  5 the access
-- ARGV  7 record, 8 its MAC
local word = unusable()
if word then return answer(word) end

local a = parse(call('GET', KEYS[5]))
if not a or a.state == 'given' then return answer('unheard_of') end
if a.state == 'open' then return answer('in_progress') end
if a.decided == '1' then return answer('answered') end

rev = rev + 1
a.decided = '1'
call('HSET', quota, 'rev', text(rev))
call('SET', KEYS[5], head(a), 'KEEPTTL')
record(ARGV[7], ARGV[8])
return answer('done')
