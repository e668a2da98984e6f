-- An administrator's act: initialise, suspend, resume, mode, bridging, unlock, record_external, credentials.
--
-- KEYS  2 the act's idempotency token, if it has one
-- ARGV  7 act_id, 8 act, 9 its id, 10 code, 11 paper, 12 hits, 13 force (0, 1), 14 epoch proposed, 15 mode, end of the bridging,
--       or operator, 16 record, 17 its MAC, 18 units that the ledger knows of and Redis does not, and that wait, 19 that were delivered,
--       20 that were closed
--
-- The id makes a repeated act (its reply was lost) the same act: a second initialise would be refused, or worse, forced.
local act, id, reason, paper, hits, value = ARGV[8], ARGV[9], ARGV[10], ARGV[11], ARGV[12] + 0, ARGV[15]

if own == id or KEYS[2] and call('EXISTS', KEYS[2]) == 1 then return { 'done', now, head, tally } end

-- The record of what changes a day's count bears the caller's time: it must be of the day that Redis counts on.
local elsewhen = (act == 'initialise' or act == 'record_external') and (skewed or format('%d', (ARGV[2] + WIB - (ARGV[2] + WIB) % DAY) / DAY) ~= today)

local function drop(pattern)
  for _, field in ipairs(call('HKEYS', quota)) do
    if find(field, pattern) then call('HDEL', quota, field) end
  end
end

-- Mistrust is no reason to refuse what changes no count, but such an act must not hide that revisions are missing.
if act == 'initialise' then
  if elsewhen then return { 'clock_off', now, head, tally } end
  if not mistrust and ARGV[13] ~= '1' then return { 'prepared', now, head, tally } end
  -- Epochs only grow, also above one that this Redis has lost: that is how a process tells an old state from a new one. The
  -- caller proposes it, since it stands in the signed record.
  if ARGV[14] + 0 <= epoch + 0 then return { 'behind', now, head, tally } end
  drop('^day:')
  epoch, rev, day, halted, tally = ARGV[14], '0', today, '0', tallied(hits, 0, 0, 0)
  call('HSET', quota, 'day:' .. today, tally)
  for i, name in ipairs({ 'external', 'delivered', 'closed' }) do
    if ARGV[17 + i] ~= '0' then
      call('HINCRBY', UNITS, 'units', ARGV[17 + i])
      call('HINCRBY', UNITS, name, ARGV[17 + i])
    end
  end
elseif act == 'record_external' or act == 'unlock' then
  if mistrust then return { mistrust, now, head, tally } end
  if elsewhen then return { 'clock_off', now, head, tally } end
  if act == 'record_external' then
    local used, full, bound, bound_at = counted(tally)
    tally = tallied(used + hits, full, bound, bound_at)
    call('HSET', quota, 'day:' .. today, tally)
    call('HINCRBY', UNITS, 'units', ARGV[12])
    call('HINCRBY', UNITS, 'external', ARGV[12])
  else
    local memories = { GUARD .. today .. 'a', since < HALF and GUARD .. format('%d', today - 1) .. 'b' or GUARD .. today .. 'b' }
    for _, memory in ipairs(memories) do
      if value == '' then call('DEL', memory) else call('HDEL', memory, 'pace:' .. value, 'guess:' .. value) end
    end
    if value == '' then office = '0' end
  end
elseif act == 'mode' then
  mode = match(value, '^%S+$') or 'poc'
  call('HSET', quota, 'mode_paper', paper)
elseif act == 'bridging' then
  bridged = format('%d', math.max(0, value + 0))
  call('HSET', quota, 'bridged_paper', paper)
elseif act == 'credentials' then -- the change itself is in a file
elseif act == 'suspend' then
  suspended, code = format('%d', now), reason
else
  suspended, code, barred = '0', '', '0'
  drop('^login:')
end

head = headed(epoch, format('%d', rev + 1), day, office, mode, unusual(halted, suspended, bridged, barred, code))
call('HSET', quota, 'head', head, 'act', act, 'act_id', id, 'act_at', format('%d', now), 'act_code', reason, 'act_paper', paper)
if KEYS[2] then call('SET', KEYS[2], id, 'PX', KEEP) end
call('XADD', LEDGER, '0-*', 'r', ARGV[16], 'm', ARGV[17])
return { 'done', now, head, tally }
