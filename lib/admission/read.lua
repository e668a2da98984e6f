-- Whether an admission could be trusted, and the state. To be suspended or exhausted is a state, no reason for mistrust.
local o = call('HMGET', quota, 'act', 'act_at', 'act_code', 'act_paper', 'mode_paper', 'bridged_paper')
local open = 0
for _, field in ipairs(call('HKEYS', quota)) do
  if sub(field, 1, 5) == 'open:' then open = open + 1 end
end
local word = mistrust or ((skewed or today + 0 < day + 0) and 'clock_off') or 'ready'
return { word, now, head, tally, open, o[1] or '', (o[2] or 0) + 0, o[3] or '', o[4] or '', o[5] or '', o[6] or '' }
