package exchange

// MaxAnswer is the limit, so that tests can step over it.
const MaxAnswer = maxAnswer
