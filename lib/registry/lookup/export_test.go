package lookup

// Classify is the reading of an answer without the line.
var Classify = classify

// MaxAnswer is the limit, so that tests can step over it.
const MaxAnswer = maxAnswer
