package load

import (
	"fmt"
	"math"
	"slices"
)

// Spread is one figure, measured several times.
type Spread []float64

// Median returns the middle figure, 0 of none.
func (s Spread) Median() float64 {
	if len(s) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(s))
	return sorted[len(sorted)/2]
}

// String writes the median and, so that noise shows, the smallest and the largest figure: "0.62 [0.58–0.71]".
func (s Spread) String() string {
	if len(s) == 0 {
		return "–"
	}
	least, most, median := slices.Min(s), slices.Max(s), s.Median()
	digits := digits(median)
	if least == most {
		return fmt.Sprintf("%.*f", digits, median)
	}
	return fmt.Sprintf("%.*f [%.*f–%.*f]", digits, median, digits, least, digits, most)
}

// digits are those after the point that noise leaves a figure.
func digits(median float64) int {
	switch size := math.Abs(median); {
	case size >= 100, size == 0:
		return 0
	case size >= 10:
		return 1
	}
	return 2
}

// Minus returns the differences, run by run.
func (s Spread) Minus(other Spread) Spread {
	var difference Spread
	for i := range min(len(s), len(other)) {
		difference = append(difference, s[i]-other[i])
	}
	return difference
}

// Over returns the ratios, run by run.
func (s Spread) Over(other Spread) Spread {
	var ratio Spread
	for i := range min(len(s), len(other)) {
		ratio = append(ratio, s[i]/other[i])
	}
	return ratio
}
