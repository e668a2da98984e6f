-- Counts a card read by its class: it is no access and costs no hit, and stands in the ledger as a total of its day.
--
-- ARGV  7 nothing, 8 class
if mistrust then return { mistrust, now, head, tally } end
if skewed or today + 0 < day + 0 then return { 'clock_off', now, head, tally } end
call('HINCRBY', TALLY, today .. ':card:' .. ARGV[8], '1')
return { 'done', now, head, tally }
