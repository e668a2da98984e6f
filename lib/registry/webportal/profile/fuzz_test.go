package profile_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"

	"simpul/lib/registry"
	"simpul/lib/registry/webportal/profile"
	"simpul/lib/resident"
)

// Whatever arrives: an answer or a fault. Found has a name and the NIK that was asked about, nothing but found has a person,
// and every element stands on the page.
func FuzzAnswer(f *testing.F) {
	p := parse(f)
	for _, body := range []string{"", record(), record(askedDigits, otherDigits), record() + record(), says("Data Ditemukan") + record(),
		says("Data Ditemukan, Meninggal Dunia") + record(), says("Gagal Login"), says("X"), says("NIK " + askedDigits + " tidak ada"),
		`<form class="masuk"><input name="_token" value="a">`, `<form class="cari"><img class="captcha">`, record()[:200], "<table>" + record(),
		`<div id="hasil"><dl><dt>NIK<dd>` + askedDigits + `<dt>Nama<dd>A</dl></div>`, record("</td>", "", "</tr>", ""), "\x00\xff<" + record(),
		`<p class="kuota">Sisa 12</p>` + record("&", "&amp;", "<td>", "<td><label>")} {
		f.Add([]byte(body), "text/html; charset=utf-8")
		f.Add([]byte(body), "text/html; charset=iso-8859-1")
	}
	f.Fuzz(func(t *testing.T, body []byte, contentType string) {
		page, err := p.Read(body, contentType)
		if err != nil {
			checkFault(t, err)
			return
		}
		for _, kind := range []profile.Kind{profile.LoginPage, profile.SearchPage, profile.ResultPage} {
			page.Inspect(kind)
		}
		a, err := page.Answer(asked)
		if err != nil {
			checkFault(t, err)
			return
		}
		checkAnswer(t, a, body)
	})
}

func checkFault(t *testing.T, err error) {
	fault, ok := errors.AsType[*registry.Fault](err)
	if !ok || !slices.Contains(registry.FaultKinds(), fault.Kind) || fault.Unsent {
		t.Fatalf("%v is no fault", err)
	}
	if strings.Contains(err.Error(), askedDigits) {
		t.Fatal("a fault tells about the person")
	}
}

func checkAnswer(t *testing.T, a registry.Answer, body []byte) {
	if !slices.Contains(resident.Statuses(), a.Status) || (a.Status == resident.Found) == a.Person.Empty() {
		t.Fatalf("status %q, data %t", a.Status, !a.Person.Empty())
	}
	if a.Status != resident.Found {
		return
	}
	if a.Person.Get(resident.NIK) != asked.Text() || a.Person.Get(resident.NamaLengkap).Empty() {
		t.Fatal("found without its NIK or a name")
	}
	root, err := html.Parse(strings.NewReader(string(body)))
	if err != nil || !utf8.Valid(body) {
		return // read as Windows-1252, which this reader does not know
	}
	for _, e := range resident.Elements() {
		if text := element(a, e); e != resident.NIK && !stands(root, bare(text)) {
			t.Fatalf("%s stands in no one place of the page", e)
		}
	}
}

// stands reports whether a text stands in one place: in an attribute, or in the text of one element.
func stands(n *html.Node, text string) bool {
	for _, a := range n.Attr {
		if strings.Contains(bare(a.Val), text) {
			return true
		}
	}
	for child := range n.ChildNodes() {
		if stands(child, text) {
			return true
		}
	}
	return strings.Contains(bare(content(n)), text)
}

func content(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var all strings.Builder
	for child := range n.ChildNodes() {
		all.WriteString(content(child))
	}
	return all.String()
}

// bare is a text without its blanks.
func bare(text string) string { return strings.Join(strings.Fields(text), "") }
