package system

import (
	"maps"
	"net/http"
	"runtime/debug"
	"slices"

	"simpul/lib/problem"
)

// status is OpenFaaS's FunctionStatus, as far as there is anything to say.
type status struct {
	Name      string            `json:"name"`
	Image     string            `json:"image"`
	Process   string            `json:"envProcess"`
	Count     float64           `json:"invocationCount"`
	Replicas  int               `json:"replicas"`
	Available int               `json:"availableReplicas"`
	Labels    map[string]string `json:"labels"`
}

func (s *System) status(name string) status {
	_, ready := s.options.Functions[name].Ready()
	return status{Name: name, Image: "simpul/" + name, Process: "/opt/simpul/current/functions/" + name + "/fn",
		Count: float64(s.options.Book.Count(name)), Replicas: ready, Available: ready, Labels: map[string]string{}}
}

func (s *System) list(w http.ResponseWriter, _ *http.Request) {
	all := []status{}
	for _, name := range slices.Sorted(maps.Keys(s.options.Functions)) {
		all = append(all, s.status(name))
	}
	answer(w, http.StatusOK, all)
}

func (s *System) describe(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("name")
	if s.options.Functions[name] == nil {
		refuse(w, r, problem.New(problem.CodeAlamatTidakAda))
		return
	}
	answer(w, http.StatusOK, s.status(name))
}

// info names the provider, so that faas-cli version has something to print.
func (s *System) info(w http.ResponseWriter, _ *http.Request) {
	release := "tidak diketahui"
	if build, ok := debug.ReadBuildInfo(); ok {
		release = build.Main.Version
	}
	version := map[string]string{"release": release, "sha": ""}
	answer(w, http.StatusOK, map[string]any{
		"provider": map[string]any{"provider": "simpul", "orchestration": "systemd", "version": version}, "version": version, "arch": "x86_64",
	})
}
