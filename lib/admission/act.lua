-- An administrator's act: initialise, suspend, resume.
--
-- ARGV  6 act, 7 its id, 8 code, 9 paper, 10 hits used today, 11 force (0, 1)
--
-- The id makes a repeated act (its reply was lost) the same act: a second initialise would be refused, or worse, forced.
local act, id, code, paper, used, force = ARGV[6], ARGV[7], ARGV[8], ARGV[9], ARGV[10], ARGV[11]

if redis.call('HGET', quota, 'act_id') == id then return answer('done') end

local word = unusable() -- no reason to refuse, but a change would hide that revisions are missing
if act == 'initialise' then
  if math.abs(now - clock) > tolerance then return answer('clock_off') end
  if not word and force ~= '1' then return answer('prepared') end
  -- Epochs only grow, also above one that this Redis has lost: that is how a process tells an old state from a new one.
  epoch, rev = math.max(now, epoch + 1, seen_epoch + 1), 0
  redis.call('DEL', quota, open)
  redis.call('HSET', quota, 'epoch', epoch, 'day', today, 'used:' .. today, used)
  days[today] = { used = tonumber(used), full = 0, bound = 0, bound_at = 0 }
  if suspended ~= '' then redis.call('HSET', quota, 'suspended', suspended, 'suspended_at', suspended_at) end
elseif act == 'suspend' then
  suspended, suspended_at = code, now
  redis.call('HSET', quota, 'suspended', suspended, 'suspended_at', suspended_at)
else
  suspended, suspended_at = '', 0
  redis.call('HDEL', quota, 'suspended', 'suspended_at')
end

rev = rev + 1
redis.call('HSET', quota, 'rev', rev, 'act', act, 'act_id', id, 'act_at', now, 'act_code', code, 'act_paper', paper)
return answer('done')
