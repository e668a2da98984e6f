-- What nobody settled in time: ids, days, counts and drafts, for their records to be written. Nothing changes here but that an
-- entry whose access is forgotten or settled is dropped; settle.lua sweeps, and looks again.
--
-- KEYS  5 the accesses, without the id
-- ARGV  7 how many at most
local word = unusable()
if word then return answer(word) end

local found = {}
for _, id in ipairs(call('ZRANGEBYSCORE', open, '-inf', text(now), 'LIMIT', '0', ARGV[7])) do
  local a = parse(call('GET', KEYS[5] .. id))
  if a and a.state == 'open' then
    local d = details(a)
    found[#found + 1] = { id, a.epoch, a.first, a.last, a.at, int(d.used), d.hold == '-' and '' or d.hold, d.draft }
  else
    call('ZREM', open, id)
  end
end
return answer('ready', found)
