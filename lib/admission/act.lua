-- An administrator's act: initialise, suspend, resume, mode, bridging, unlock, record_external.
--
-- KEYS  5 the act's idempotency token, 6 the guard's slots, without the number
-- ARGV  7 act, 8 its id, 9 with a token (0, 1), 10 code, 11 paper, 12 hits, 13 force (0, 1), 14 epoch proposed,
--       15 mode, end of the bridging, or operator, 16 record, 17 its MAC
--
-- The id makes a repeated act (its reply was lost) the same act: a second initialise would be refused, or worse, forced.
local act, id, code, paper, hits, force = ARGV[7], ARGV[8], ARGV[10], ARGV[11], int(ARGV[12]), ARGV[13]
local proposed, value = int(ARGV[14]), ARGV[15]

if call('HGET', quota, 'act_id') == id or (ARGV[9] == '1' and call('EXISTS', KEYS[5]) == 1) then return answer('done') end

local word = unusable() -- no reason to refuse, but a change would hide that revisions are missing
if act == 'initialise' then
  if math.abs(now - clock) > tolerance then return answer('clock_off') end
  if not word and force ~= '1' then return answer('prepared') end
  -- Epochs only grow, also above one that this Redis has lost: that is how a process tells an old state from a new one. The
  -- caller proposes it, since it stands in the signed record.
  if proposed <= epoch then return answer('behind') end
  epoch, rev = proposed, 0
  for _, field in ipairs(call('HKEYS', quota)) do
    if find(field, '^[ufb][a-z_]+:%d+$') then call('HDEL', quota, field) end
  end
  call('HDEL', quota, 'halted')
  call('HSET', quota, 'epoch', text(epoch), 'day', text(today), 'used:' .. today, text(hits))
  days[today] = { used = hits, full = 0, bound = 0, bound_at = 0 }
elseif act == 'record_external' or act == 'unlock' then
  if word then return answer(word) end
  if act == 'record_external' then
    days[today].used = days[today].used + hits
    call('HSET', quota, 'used:' .. today, text(days[today].used))
  else
    local slot = math.floor((now + WIB) * 2 / DAY)
    for i = slot - 1, slot do
      if value == '' then call('DEL', KEYS[6] .. i) else call('HDEL', KEYS[6] .. i, 'pace:' .. value, 'guess:' .. value) end
    end
  end
elseif act == 'mode' then
  mode = value
  call('HSET', quota, 'mode', mode, 'mode_paper', paper)
elseif act == 'bridging' then
  bridged = int(value)
  call('HSET', quota, 'bridged', text(bridged), 'bridged_paper', paper)
elseif act == 'suspend' then
  suspended, suspended_at = code, now
  call('HSET', quota, 'suspended', suspended, 'suspended_at', text(suspended_at))
else
  suspended, suspended_at, login_failed = '', 0, 0
  call('HDEL', quota, 'suspended', 'suspended_at', 'login_failed')
  for _, field in ipairs(call('HKEYS', quota)) do
    if find(field, '^login:') then call('HDEL', quota, field) end
  end
end

rev = rev + 1
call('HSET', quota, 'rev', text(rev), 'act', act, 'act_id', id, 'act_at', text(now), 'act_code', code, 'act_paper', paper)
if ARGV[9] == '1' then remember(KEYS[5], id) end
record(ARGV[16], ARGV[17])
return answer('done')
