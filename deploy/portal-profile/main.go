// Command portal-profile shows what a portal profile finds on a saved page, so that a profile can be made from the office's own
// pages in half an hour (JUKNIS-II.C.2c). It needs no network, no secret and no configuration.
//
//	portal-profile [-as login|search|result] [-reveal] profile.yaml saved.html
//
// Saved pages hold population data: what is found is shown as a shape, x for a letter and 9 for a digit (PKS-2.2j). -reveal shows
// it as it is; use it for pages about nobody, to copy a text. It ends with an error when something is missing that a page of
// its kind must have, and when the page is of no kind that the profile knows.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"text/tabwriter"

	"simpul/lib/registry/webportal/profile"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "portal-profile:", err)
		os.Exit(1)
	}
}

func run(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("portal-profile", flag.ContinueOnError)
	as := flags.String("as", "", "what the page `is`: login, search or result; by default what it looks like")
	reveal := flags.Bool("reveal", false, "show what is found as it is: for pages about nobody")
	if err := flags.Parse(args); err != nil {
		return err
	}
	kind := profile.Kind(*as)
	switch kind {
	case profile.NoPage, profile.LoginPage, profile.SearchPage, profile.ResultPage:
	default:
		return errors.New("-as takes login, search or result")
	}
	if flags.NArg() != 2 {
		return errors.New("use: portal-profile [-as kind] [-reveal] profile.yaml saved.html")
	}
	page, err := open(flags.Arg(0), flags.Arg(1))
	if err != nil {
		return err
	}
	show := profile.Shape
	if *reveal {
		show = func(text string) string { return text }
	}
	return tell(out, page, kind, show)
}

// maxPage is what the connector reads of a page.
const maxPage = 1 << 20

func open(profileFile, pageFile string) (*profile.Page, error) {
	text, err := os.ReadFile(profileFile)
	if err != nil {
		return nil, err
	}
	p, err := profile.Parse(text)
	if err != nil {
		return nil, err
	}
	file, err := os.Open(pageFile)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }()
	body, err := io.ReadAll(io.LimitReader(file, maxPage+1))
	if err != nil {
		return nil, err
	}
	if len(body) > maxPage {
		return nil, errors.New("the page is above 1 MiB: the connector would not read it")
	}
	return p.Read(body, "")
}

// tell prints the findings, those that are wrong marked, and returns an error if there are any.
func tell(out io.Writer, page *profile.Page, kind profile.Kind, show func(string) string) error {
	if kind == profile.NoPage {
		kind = page.Kind()
	}
	heading := "a page of kind " + string(kind)
	if kind == profile.NoPage {
		heading = "this looks like no page of the profile; -as (KIND=) says which one it should be"
	}
	_, errHeading := fmt.Fprintln(out, heading)
	wrong, errList := list(out, page.Inspect(kind), show)
	switch {
	case errors.Join(errHeading, errList) != nil:
		return errors.Join(errHeading, errList)
	case kind == profile.NoPage:
		return errors.New("the page is of no kind that the profile knows")
	case wrong > 0:
		return fmt.Errorf("%d lines of the profile do not fit this page", wrong)
	}
	return nil
}

// list prints a line for each finding and counts those that are wrong.
func list(out io.Writer, findings []profile.Finding, show func(string) string) (wrong int, err error) {
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for _, f := range findings {
		mark := "ok"
		if f.Fault {
			mark = "WRONG"
			wrong++
		}
		_, _ = fmt.Fprintf(table, "%s\t%s\t%d ×\t%s%s\n", mark, f.Path, f.Count, show(f.Text.RevealPersonalData()), meaning(f)) // Flush tells
	}
	return wrong, table.Flush()
}

// meaning says which list of texts a message stands in.
func meaning(f profile.Finding) string {
	switch {
	case f.Path != "result.message":
		return ""
	case f.Means == "":
		return "  → in no list of texts"
	}
	return "  → texts." + f.Means
}
