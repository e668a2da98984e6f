-- Puts an import that was found good in its place, if there is no ledger yet.
--
-- KEYS  1 ledger, 2 seals, 3 entries of the import, 4 its seals; an import has one or both
--
-- A repeated call (its reply was lost) finds the import gone and the ledger there.
local came = redis.call('EXISTS', KEYS[3], KEYS[4])
local there = redis.call('EXISTS', KEYS[1], KEYS[2])
if came == 0 then return there > 0 and 'done' or 'gone' end
if there > 0 then return 'occupied' end
for i = 1, 2 do
  if redis.call('EXISTS', KEYS[i + 2]) == 1 then
    redis.call('RENAME', KEYS[i + 2], KEYS[i])
    redis.call('PERSIST', KEYS[i])
  end
end
return 'done'
