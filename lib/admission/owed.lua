-- owe and amend, in owed.go: what is owed for an access, under the unit of its application and NIK.
--
-- A unit is lines: state, id, opened, found; accesses; operator; application; then what only lib/feedback reads.
local UNIT_LINES = '^(%l+) (%S+) (%d+) (%d)\n([^\n]*)\n([^\n]*)\n(.*)$'
local MANY = 32 * 37 - 1 -- bytes of the ids that a unit remembers

-- owed returns the unit's token, its value, the id it goes by, its value with this access, and whether the access opens it.
local function owed(own, id, at, found, operator)
  local tokens, application = string.match(own, '^[^\n]*\n[^\n]*\n[^\n]*\n([^\n]*)\n([^\n]*)\n')
  if not tokens or tokens == '' then return end
  local names, keys = {}, {}
  for token in string.gmatch(tokens, '%S+') do
    names[#names + 1] = token
    keys[#keys + 1] = UNIT .. token
  end
  local values = redis.call('MGET', unpack(keys))
  for i = 1, #keys do
    local value = values[i]
    if value and string.sub(value, 1, 6) ~= 'closed' then
      local state, goes_by, since, was_found, ids, who, rest = string.match(value, UNIT_LINES)
      if #ids >= MANY then ids = string.gsub(ids, '^(%S+) %S+', '%1') end
      if state == 'open' then who = operator end
      if found == '' then found = was_found end
      return names[i], value, goes_by, state .. ' ' .. goes_by .. ' ' .. since .. ' ' .. found .. '\n' .. ids .. ' ' .. id .. '\n' .. who .. '\n' .. rest, false
    end
  end
  if found == '' then found = '0' end
  return names[1], nil, id, 'open ' .. id .. ' ' .. at .. ' ' .. found .. '\n' .. id .. '\n' .. operator .. '\n' .. application .. '\n', true
end

-- amended returns the unit's value after the late word about an access that was swept, or 'gone' if nothing is owed any more. Another unit
-- under the same token does not know the access.
local function amended(value, id, outcome, found)
  local state, goes_by, since, was_found, ids, who, rest = string.match(value, UNIT_LINES)
  if outcome ~= 'given' then
    return (found == '' or string.sub(ids, -#id) ~= id) and value or state .. ' ' .. goes_by .. ' ' .. since .. ' ' .. found .. '\n' .. ids .. '\n' .. who .. '\n' .. rest
  end
  if ids == id then return state == 'open' and 'gone' or value end
  local left = string.gsub(' ' .. ids, ' ' .. string.gsub(id, '%-', '%%-'), '', 1)
  return state .. ' ' .. goes_by .. ' ' .. since .. ' ' .. was_found .. '\n' .. string.sub(left, 2) .. '\n' .. who .. '\n' .. rest
end

