-- Whether an admission could be trusted, and the state. To be suspended or exhausted is a state, no reason for mistrust.
local act = redis.call('HMGET', quota, 'act', 'act_at', 'act_code', 'act_paper')
local word = unusable() or (clock_off() and 'clock_off') or 'ready'
return answer(word, redis.call('ZCARD', open), act[1] or '', int(act[2]), act[3] or '', act[4] or '')
