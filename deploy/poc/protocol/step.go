package protocol

// Result is what came of a step or a case.
type Result string

// The results.
const (
	Passed   Result = "berhasil"
	Failed   Result = "gagal"
	Partly   Result = "sebagian" // what was tried passed, and some could not be tried
	Untested Result = "belum_diuji"
)

// Step is one thing tried.
type Step struct {
	Code   string `json:"code"` // stable: sambungan, alamat_asal, tls, format, penangguhan, masuk, jawaban, gangguan, kuota, jalur_putus, balikan
	Title  string `json:"title"`
	Result Result `json:"result"`
	Reason string `json:"reason,omitzero"` // why it failed, or was not tested
	Facts  []Fact `json:"facts,omitempty"`
	Cases  []Case `json:"cases,omitempty"`
	Cost
}

// Fact is something seen.
type Fact struct {
	Label string `json:"label"`
	Value string `json:"value"`
}

// Cost is what something took.
type Cost struct {
	Micros int64 `json:"us"`
	Hits   int64 `json:"hits"` // counted by Simpul
	Up     int64 `json:"bytes_up"`
	Down   int64 `json:"bytes_down"`
}

// Plus returns both together.
func (c Cost) Plus(d Cost) Cost {
	return Cost{c.Micros + d.Micros, c.Hits + d.Hits, c.Up + d.Up, c.Down + d.Down}
}

// Case is one question: a test NIK, known by its number in the file of test NIKs, or something that Simpul itself refuses.
type Case struct {
	Number       int    `json:"number,omitzero"` // 0: there was no test NIK for it
	Expected     string `json:"expected"`        // a status, a kind of fault, or a code of Simpul's own
	Got          string `json:"got,omitzero"`
	RegistryCode string `json:"registry_code,omitzero"`
	Result       Result `json:"result"`
	Note         string `json:"note,omitzero"`
	Left         *int64 `json:"quota_limiter,omitzero"` // what the registry said is left
	Used         int64  `json:"used"`                   // Simpul's count of the day afterwards
	Cost
}

// Judge gives the step the result of its cases, and their cost.
func (s *Step) Judge() {
	tried := map[Result]int{}
	for _, c := range s.Cases {
		tried[c.Result]++
		s.Cost = s.Plus(c.Cost)
	}
	switch {
	case tried[Failed] > 0:
		s.Result = Failed
	case tried[Passed] == 0:
		s.Result = Untested
	case tried[Untested] > 0:
		s.Result = Partly
	default:
		s.Result = Passed
	}
}

// Passed reports whether no step failed. What was not tested is not failed: the paper says so.
func (p Protocol) Passed() bool {
	for _, s := range p.Steps {
		if s.Result == Failed {
			return false
		}
	}
	return true
}
