package sheet_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// parts are the files of a workbook, as ECMA-376 part 2 lays them out.
type parts map[string][]byte

func open(t *testing.T, file []byte) parts {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	all := parts{}
	for _, f := range archive.File {
		if _, twice := all[f.Name]; twice {
			t.Errorf("%s is there twice", f.Name)
		}
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(in) // checks the sum at its end
		if err != nil || in.Close() != nil {
			t.Fatal(f.Name, err)
		}
		all[f.Name] = content
	}
	return all
}

// wellFormed reads each part to its end: what an office program cannot read it offers to repair.
func (p parts) wellFormed(t *testing.T) {
	t.Helper()
	for name, content := range p {
		in := xml.NewDecoder(bytes.NewReader(content))
		for {
			if _, err := in.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
	}
}

// typed looks whether each part has a type, and each type named for a part is of one that is there.
func (p parts) typed(t *testing.T) {
	t.Helper()
	var types struct {
		Default  []struct{ Extension, ContentType string } `xml:""`
		Override []struct {
			PartName string `xml:",attr"`
		}
	}
	p.read(t, "[Content_Types].xml", &types)
	named := map[string]bool{"[Content_Types].xml": true}
	for _, o := range types.Override {
		name := strings.TrimPrefix(o.PartName, "/")
		if named[name] = true; p[name] == nil {
			t.Errorf("%s has a type and is not there", name)
		}
	}
	for name := range p {
		if !named[name] && !strings.HasSuffix(name, ".rels") {
			t.Errorf("%s has no type", name)
		}
	}
}

// related looks whether what a part refers to is there, and nothing outside.
func (p parts) related(t *testing.T) {
	t.Helper()
	for name := range p {
		if !strings.HasSuffix(name, ".rels") {
			continue
		}
		var relations struct {
			Relationship []struct {
				Target, TargetMode, ID string `xml:",attr"`
			}
		}
		p.read(t, name, &relations)
		for _, r := range relations.Relationship {
			target := path.Join(path.Dir(path.Dir(name)), r.Target)
			if strings.HasPrefix(r.Target, "/") {
				target = r.Target[1:]
			}
			if p[target] == nil || r.TargetMode == "External" {
				t.Errorf("%s refers to %s, which is not there", name, r.Target)
			}
		}
	}
}

func (p parts) read(t *testing.T, name string, into any) {
	t.Helper()
	if err := xml.Unmarshal(p[name], into); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
}

// worksheet is what the rules below look at.
type worksheet struct {
	Rows []struct {
		Number int `xml:"r,attr"`
		Cells  []struct {
			Place string `xml:"r,attr"`
			Style int    `xml:"s,attr"`
			Kind  string `xml:"t,attr"`
			Value string `xml:"v"`
			Sum   string `xml:"f"`
		} `xml:"c"`
	} `xml:"sheetData>row"`
}

// celled looks whether rows and cells ascend, styles and texts are there, and nothing is a formula.
func (p parts) celled(t *testing.T) {
	t.Helper()
	var strs struct {
		Items []struct{} `xml:"si"`
	}
	var styles struct {
		Formats []struct{} `xml:"cellXfs>xf"`
	}
	p.read(t, "xl/sharedStrings.xml", &strs)
	p.read(t, "xl/styles.xml", &styles)
	for _, name := range slices.Sorted(maps.Keys(p)) {
		if !strings.HasPrefix(name, "xl/worksheets/sheet") {
			continue
		}
		var sheet worksheet
		p.read(t, name, &sheet)
		sheet.check(t, name, len(strs.Items), len(styles.Formats))
	}
}

func (w worksheet) check(t *testing.T, name string, texts, formats int) {
	t.Helper()
	last := 0
	for _, row := range w.Rows {
		if row.Number <= last {
			t.Errorf("%s: row %d after %d", name, row.Number, last)
		}
		last = row.Number
		column := ""
		for _, c := range row.Cells {
			letters := strings.TrimRight(c.Place, "0123456789")
			if letters <= column || c.Place != letters+strconv.Itoa(row.Number) { // no table has more than 26 columns
				t.Errorf("%s: cell %s is out of place", name, c.Place)
			}
			column = letters
			n, err := strconv.Atoi(c.Value)
			if c.Style >= formats || c.Sum != "" || c.Kind == "s" && (err != nil || n >= texts) {
				t.Errorf("%s: cell %s has no such style or text, or is a formula", name, c.Place)
			}
		}
	}
}
