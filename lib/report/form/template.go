package form

import (
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"slices"

	"go.yaml.in/yaml/v3"
)

// Template is a template, checked.
type Template struct{ file file }

type file struct {
	Format   string            `yaml:"format"`
	Title    string            `yaml:"title"`
	Under    string            `yaml:"under"`
	Kinds    kinds             `yaml:"kinds"`
	Letter   letter            `yaml:"letter"`
	Chapters []chapter         `yaml:"chapters"`
	Closing  string            `yaml:"closing"`
	Tables   map[string]labels `yaml:"tables"`
	Words    map[string]string `yaml:"words"` // for codes of all tables
}

// kinds are the words for {sifat}.
type kinds struct {
	Preliminary string `yaml:"preliminary"`
	Final       string `yaml:"final"`
	Partial     string `yaml:"partial"` // put behind either, for a period cut short
}

type letter struct {
	Nature      string   `yaml:"nature"` // Sifat; "" for no such line
	Subject     string   `yaml:"subject"`
	Attachments string   `yaml:"attachments"`
	Body        []string `yaml:"body"`
	Closing     string   `yaml:"closing"`
}

type chapter struct {
	Heading string   `yaml:"heading"`
	Below   bool     `yaml:"below"` // a part of the chapter before
	Text    []string `yaml:"text"`
	List    []string `yaml:"list"`
	Notes   string   `yaml:"notes"` // from the configuration
	Tables  []string `yaml:"tables"`
}

type labels struct {
	Title string            `yaml:"title"`
	Head  []string          `yaml:"head"`
	Sum   string            `yaml:"sum"` // "" for no sums
	Chart bool              `yaml:"chart"`
	Words map[string]string `yaml:"words"`
}

//go:embed laporan.yaml
var shipped []byte

// Shipped returns the template that comes with this program.
func Shipped() Template {
	t, err := Parse(shipped)
	if err != nil {
		panic(err) // it is part of this program
	}
	return t
}

// ErrTemplate is what is wrong with a template.
var ErrTemplate = errors.New("template")

const (
	format      = "simpul-laporan-template/1"
	maxTemplate = 256 << 10
	maxChapters = 60
)

// Parse reads a template: strictly, at most 256 KiB. Its errors repeat no value.
func Parse(text []byte) (Template, error) {
	var f file
	in := yaml.NewDecoder(bytes.NewReader(text))
	in.KnownFields(true)
	if len(text) > maxTemplate {
		return Template{}, fmt.Errorf("%w: longer than 256 KiB", ErrTemplate)
	}
	if in.Decode(&f) != nil || !errors.Is(in.Decode(new(any)), io.EOF) {
		return Template{}, fmt.Errorf("%w: not one document of YAML with the keys of laporan.yaml", ErrTemplate)
	}
	return Template{f}, f.check()
}

// check refuses a template without what no report can miss, a table that nobody knows, whose heads are not as many as its columns,
// or that is shown and not titled.
func (f file) check() error {
	for name, ok := range map[string]bool{
		"format": f.Format == format, "title": f.Title != "", "kinds": f.Kinds.Final != "" && f.Kinds.Preliminary != "",
		"letter": f.Letter.Subject != "" && len(f.Letter.Body) > 0, "chapters": 0 < len(f.Chapters) && len(f.Chapters) <= maxChapters,
	} {
		if !ok {
			return fmt.Errorf("%w: %s: missing, or out of bounds", ErrTemplate, name)
		}
	}
	for id, t := range f.Tables {
		if b, known := bodies[id]; !known || t.Title == "" || len(t.Head) != max(1, b.columns) {
			return fmt.Errorf("%w: tables: one is not known, or has not a title and as many heads as columns", ErrTemplate)
		}
	}
	for i, c := range f.Chapters {
		if err := f.checkChapter(c); err != nil {
			return fmt.Errorf("%w: chapters[%d]: %w", ErrTemplate, i, err)
		}
	}
	return nil
}

func (f file) checkChapter(c chapter) error {
	if c.Heading == "" || !slices.Contains([]string{"", "socialisation", "obstacles", "follow_up"}, c.Notes) {
		return errors.New("needs a heading, and notes that there are")
	}
	for _, id := range c.Tables {
		if _, titled := f.Tables[id]; !titled {
			return errors.New("shows a table that is not below tables")
		}
	}
	return nil
}

// Tables returns the ids of all tables there are, in alphabetical order.
func Tables() []string {
	ids := make([]string, 0, len(bodies))
	for id := range bodies {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}
