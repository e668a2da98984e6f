package stackfile

import (
	"regexp"
	"slices"
	"strings"
)

// instructions are what the image is made of, and in which form. The classic Docker builder knows all of them, with no option
// such as --chmod, which needs BuildKit.
var instructions = map[string]*regexp.Regexp{
	"FROM":       regexp.MustCompile(`^scratch$`),
	"COPY":       regexp.MustCompile(`^function/fn /fn$`),
	"USER":       regexp.MustCompile(`^[1-9][0-9]*:[1-9][0-9]*$`), // numbers, not root: there is no /etc/passwd
	"EXPOSE":     regexp.MustCompile(`^8080$`),
	"ENTRYPOINT": regexp.MustCompile(`^\["/fn"\]$`), // there is no shell
}

// LintTemplate returns what is wrong with the texts of a template.yml and its Dockerfile, sorted.
func LintTemplate(yml, dockerfile []byte) []string {
	var f findings
	var t template
	if decode(yml, &t, &f) && (t.Language != "scratch" || t.HandlerFolder != "" || t.Process != "") {
		f.add("template.yml", "want language scratch, the handler in function/, and no fprocess, for there is no watchdog")
	}
	f.dockerfile(string(dockerfile))
	slices.Sort(f)
	return f
}

func (f *findings) dockerfile(text string) {
	times := map[string]int{}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		word, arguments, _ := strings.Cut(line, " ")
		switch shape, known := instructions[word]; {
		case strings.HasPrefix(line, "# syntax="):
			f.add("Dockerfile", "syntax: it would be fetched, and needs BuildKit")
		case line == "" || strings.HasPrefix(line, "#"):
		case !known || !shape.MatchString(arguments):
			f.add("Dockerfile", "%s: not as in package stackfile", word)
		default:
			times[word]++
		}
	}
	for word := range instructions {
		if times[word] != 1 {
			f.add("Dockerfile", "%s: want it once", word)
		}
	}
}
