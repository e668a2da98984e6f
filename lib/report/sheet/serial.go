package sheet

import "time"

// epoch is the day 0 of workbooks.
var epoch = time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)

// serial is a date as workbooks keep it: days since their epoch, without a zone.
func serial(year, month, day int) float64 {
	return time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Sub(epoch).Hours() / 24
}
