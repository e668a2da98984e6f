-- Whether an admission could be trusted, and the state. To be suspended or exhausted is a state, no reason for mistrust.
local o = call('HMGET', quota, 'act', 'act_at', 'act_code', 'act_paper', 'mode_paper', 'bridged_paper')
local word = unusable() or (clock_off() and 'clock_off') or 'ready'
return answer(word, call('ZCARD', open), o[1] or '', int(o[2] or 0), o[3] or '', o[4] or '', o[5] or '', o[6] or '')
