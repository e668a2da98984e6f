package admission

// Times are milliseconds since 1970 UTC by Redis's clock. Days are whole calendar days of WIB since 1970-01-01: such a number
// is compared, stored and counted on without a calendar.
const (
	dayMillis  = 24 * 60 * 60 * 1000
	wibMillis  = 7 * 60 * 60 * 1000
	keepMillis = 3 * dayMillis // how long an access and its idempotency token are remembered
	keepDays   = 4             // counters kept before the high-water day: those of every remembered access
)

// dayOf returns the day that a time falls on.
func dayOf(ms int64) int64 { return (ms + wibMillis) / dayMillis }

// midnight returns the first millisecond of a day.
func midnight(day int64) int64 { return day*dayMillis - wibMillis }
