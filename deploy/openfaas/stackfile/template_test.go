package stackfile_test

import (
	"strings"
	"testing"

	"simpul/deploy/openfaas/stackfile"
)

func TestTemplateLintNames(t *testing.T) {
	for name, row := range map[string]struct{ file, old, new, want string }{
		"a misspelt key":         {"template.yml", "language:", "languag: scratch\nlanguage:", "field languag not found"},
		"another language":       {"template.yml", "language: scratch", "language: go", "want language scratch"},
		"a watchdog's process":   {"template.yml", "language:", "fprocess: /fn\nlanguage:", "no fprocess"},
		"a base image":           {"Dockerfile", "FROM scratch", "FROM alpine", "FROM: want it once"},
		"a second stage":         {"Dockerfile", "FROM scratch", "FROM scratch\nFROM scratch", "FROM: want it once"},
		"an option of BuildKit":  {"Dockerfile", "COPY function/fn", "COPY --chmod=0755 function/fn", "COPY: not as"},
		"a frontend to fetch":    {"Dockerfile", "FROM scratch", "# syntax=docker/dockerfile:1\nFROM scratch", "syntax: it would be fetched"},
		"root":                   {"Dockerfile", "USER 12000:12000", "USER 0:0", "USER: not as"},
		"a user with a name":     {"Dockerfile", "USER 12000:12000", "USER app", "USER: not as"},
		"no user":                {"Dockerfile", "USER 12000:12000\n", "", "USER: want it once"},
		"another port":           {"Dockerfile", "EXPOSE 8080", "EXPOSE 9000", "EXPOSE: not as"},
		"a shell that is absent": {"Dockerfile", `ENTRYPOINT ["/fn"]`, "ENTRYPOINT /fn", "ENTRYPOINT: not as"},
		"a command at build":     {"Dockerfile", "EXPOSE 8080", "EXPOSE 8080\nRUN true", "RUN: not as"},
	} {
		t.Run(name, func(t *testing.T) {
			texts := map[string]string{}
			for _, file := range []string{"template.yml", "Dockerfile"} {
				texts[file] = string(read(t, "template/scratch/"+file))
			}
			texts[row.file] = strings.Replace(texts[row.file], row.old, row.new, 1)
			all := strings.Join(stackfile.LintTemplate([]byte(texts["template.yml"]), []byte(texts["Dockerfile"])), "\n")
			if !strings.Contains(all, row.want) {
				t.Errorf("want %q in %q", row.want, all)
			}
		})
	}
}
