-- What nobody settled in time, however long ago: ids, the line and the draft of each, for their records to be written. Nothing
-- changes here; settle.lua sweeps, and looks again.
--
-- ARGV  8 how many at most
if mistrust then return { mistrust, now, head, tally } end

local fields, found = {}, {}
for _, field in ipairs(call('HKEYS', quota)) do
  if sub(field, 1, 5) == 'open:' then fields[#fields + 1] = field end
end
table.sort(fields) -- a UUIDv7 begins with its time
for _, field in ipairs(fields) do
  local access = #found < ARGV[8] + 0 and call('HGET', quota, field)
  if access then
    local _, _, _, _, at, lease = recalled(access, now)
    if now >= at + lease then
      found[#found + 1] = { sub(field, 6), match(access, '^[^\n]+'), match(access, '\n([^\n]*)$') }
    end
  end
end
return { 'ready', now, head, tally, found }
