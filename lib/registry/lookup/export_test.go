package lookup

// Classify is the reading of an answer without the line.
var Classify = classify
