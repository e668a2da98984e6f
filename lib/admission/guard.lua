-- hold, in guard.go.
--
-- m is what this half-day's memory holds, b the one before, field by field: 1 pace, 2 guesses, then for each secret its pair, its
-- application and six families. A pair is its last access and the rechecks; a list of members is text, ",<12 hex digits>" for
-- each, ";" if it is marked: it is short, and found or not found in one step.
local memory, before = GUARD .. today .. 'b', GUARD .. today .. 'a'
if since < HALF then memory, before = before, GUARD .. format('%d', today - 1) .. 'b' end
local m, b = call('HMGET', memory, unpack(ARGV, 11)), call('HMGET', before, unpack(ARGV, 11))

local function paced(kept, now, interval, burst)
  if kept < now then kept = now end
  kept, burst = kept + interval, interval * burst
  return kept < now + burst and kept or now + burst, kept - burst
end

local kept = (m[1] or 0) + 0
if b[1] and b[1] + 0 > kept then kept = b[1] + 0 end
local keep_operator, from_operator = paced(kept, now, OPERATOR, OPERATOR_BURST)
local keep_office, from_office = paced(office + 0, now, OFFICE, OFFICE_BURST)

-- Mostly nobody was here, and no list holds anybody.
local last, checked, stuffed, serial, pattern, met = '0', '0', 0, 0, 0, false
for i = 3, #m do
  if m[i] or b[i] then met = true end
end
if met then
  local function others(i, member)
    local here, n = m[i] or '', 0
    for other in string.gmatch(b[i] or '', '%x+') do
      if other ~= member and not find(here, other, 1, true) then n = n + 1 end
    end
    return n + #here / 13 - (find(here, member, 1, true) and 1 or 0)
  end
  local function latest(couple)
    local at, n = match(couple or '', '^(%d+) (%d+)$')
    if at and at + 0 > last + 0 then last, checked = at, n end
  end
  local runs = { 0, 0, 0, 0, 0, 0 }
  for i = 3, #m, 8 do
    local member = sub(ARGV[10], (i - 3) / 8 * 12 + 1, (i - 3) / 8 * 12 + 12)
    latest(m[i])
    latest(b[i])
    stuffed = stuffed + others(i + 1, member)
    for f = 1, 6 do runs[f] = runs[f] + others(i + 1 + f, member) end
  end
  serial, pattern = runs[1], math.max(runs[2], runs[3], runs[4], runs[5], runs[6])
end

local card, recheck, override
if ARGV[8] ~= '' then card, recheck, override = find(ARGV[8], 'card'), find(ARGV[8], 'recheck'), find(ARGV[8], 'override') end
local rule, again = '-', now - since % HALF + DAY -- forgotten by then
if last ~= '0' and recheck and checked + 0 >= RECHECKS then
  rule = 'pemeriksaan_berulang'
elseif last ~= '0' and not recheck and now < last + REPEAT then
  rule, again = 'pemeriksaan_berulang', last + REPEAT
elseif now < from_operator then
  rule, again = 'terlalu_cepat', from_operator
elseif now < from_office then
  rule, again = 'terlalu_cepat', from_office
elseif stuffed >= STUFFING then
  rule = 'pola_menumpuk'
elseif card then -- proves that its NIK is no guess
elseif (m[2] or 0) + (b[2] or 0) >= GUESSES then
  rule = 'pola_menebak'
elseif serial + 1 >= SEQUENTIAL then
  rule = 'pola_berurutan'
elseif pattern + 1 >= PATTERNED then
  rule = 'pola_teratur'
end
if rule ~= '-' and not override then
  call('HINCRBY', TALLY, today .. ':hold:' .. rule, '1')
  return { 'held', now, head, tally, again, rule }
end
