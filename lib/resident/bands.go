package resident

// Bands are bands that the registry itself gave for the elements of a claim: kesesuaian says how a claim matches and discloses
// nothing. The zero value holds none. It compares with ==.
type Bands struct {
	bands [len(elements)]Band // "" for what the registry was not asked about
}

// NewBands keeps the bands of the agreement's elements and drops everything else.
func NewBands(given map[Element]Band) Bands {
	var b Bands
	for i, e := range elements {
		b.bands[i] = given[e.name]
	}
	return b
}

// AssessBands is [Assess] for an answer that came as bands.
func AssessBands(s Status, given Bands) Comparison {
	if s != Found {
		return Comparison{Bands: map[Element]Band{}, Verdict: VerdictTidakDinilai}
	}
	c := Comparison{Bands: make(map[Element]Band, len(elements))}
	for i, e := range elements {
		c.Bands[e.name] = orNotGiven(given.bands[i])
	}
	c.Verdict = c.judge()
	return c
}

func orNotGiven(b Band) Band {
	if b == "" {
		return TidakDiisi
	}
	return b
}
