package simpul_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// longNumbers are the digit runs of 16 and more that are no invented NIK, each with its reason.
var longNumbers = map[string]string{
	"1039901019000010": "the digits of an invented NIK behind its first, as a number with an exponent has them",
}

func TestNoNumberCouldBeSomebodysNIK(t *testing.T) {
	hold(t, "a 16-digit number may be the NIK of somebody alive: invented ones have 99 as digits 5 and 6, a kecamatan that cannot exist; "+
		"other long numbers are listed with their reason in house_text_test.go", everyFile(t, foreignNIKs))
}

var digitRun = regexp.MustCompile(`[0-9]{16,}`)

// foreignNIKs returns the places, and never the numbers. A longer number may begin with an invented NIK: tests of length need it.
func foreignNIKs(name string, text []byte) []string {
	var breaches []string
	for _, at := range digitRun.FindAllIndex(text, -1) {
		number := string(text[at[0]:at[1]])
		if _, listed := longNumbers[number]; number[4:6] != "99" && !listed {
			breaches = append(breaches, fmt.Sprintf("%s:%d", name, 1+strings.Count(string(text[:at[0]]), "\n")))
		}
	}
	return breaches
}

// registries are hosts of package registries, in halves, or this file would break its own rule.
var registries = []string{
	"proxy.golang" + ".org", "sum.golang" + ".org", "goproxy" + ".io", "goproxy" + ".cn",
	"deb.debian" + ".org", "security.debian" + ".org", "snapshot.debian" + ".org", "ftp.debian" + ".org", "archive.ubuntu" + ".com",
	"registry.npmjs" + ".org", "registry.yarnpkg" + ".com", "pypi" + ".org", "pythonhosted" + ".org",
	"crates" + ".io", "rubygems" + ".org", "repo.maven.apache" + ".org", "repo1.maven" + ".org",
}

func TestNoFileNamesAPackageRegistry(t *testing.T) {
	hold(t, "where packages come from is the office's decision, made in its Go and apt settings: inside a closed network it is a mirror, or the bundle",
		everyFile(t, registryNames))
}

func registryNames(name string, text []byte) []string {
	var breaches []string
	for _, host := range registries {
		if strings.Contains(string(text), host) {
			breaches = append(breaches, name+" names "+host)
		}
	}
	return breaches
}

// everyFile returns what breaks a rule about text, in any file of the tree.
func everyFile(t *testing.T, rule func(name string, text []byte) []string) []string {
	t.Helper()
	var breaches []string
	for name, text := range files(t) {
		breaches = append(breaches, rule(name, text)...)
	}
	slices.Sort(breaches)
	return breaches
}
