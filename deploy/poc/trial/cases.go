package trial

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"simpul/lib/config"
	"simpul/lib/nik"
	"simpul/lib/personal"
	"simpul/lib/registry"
	"simpul/lib/resident"
)

// Case is a test NIK that the registry gave, with what it is to answer. Number is its place in the file, from 1, and all that
// the protocol says of it.
type Case struct {
	Number  int
	Expect  string // a status of JUKNIS-II.C.2b.1 or .2 (package resident), or a kind of fault (package registry)
	NIK     nik.NIK
	Claimed resident.Person
}

// maxCases is far above what anybody gives, and below what a day has.
const maxCases = 100

// maxFile bounds the file of test NIKs.
const maxFile = 64 << 10

// file is the YAML of the file of test NIKs:
//
//	cases:
//	  - expect: found
//	    nik: "…"
//	    claimed: {nama_lengkap: …, tanggal_lahir: …}    # what kesesuaian sends, and what found data are compared with
//	  - {expect: deceased, nik: "…"}
type file struct {
	Cases []entry `yaml:"cases" validate:"required,min=1,dive"`
}

type entry struct {
	Expect  string        `yaml:"expect" validate:"required"`
	NIK     personal.Text `yaml:"nik"`
	Claimed claim         `yaml:"claimed"`
}

var errOpen = errors.New("berkas NIK uji dapat dibaca orang lain; jalankan chmod 600 lebih dulu")

// ReadCases reads the file of test NIKs, which nobody but its owner may read. No error repeats a value of it.
func ReadCases(path string) ([]Case, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, errors.New("berkas NIK uji tidak dapat dibuka")
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil || info.Mode().Perm()&0o077 != 0 {
		return nil, errOpen
	}
	text, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err != nil || len(text) > maxFile {
		return nil, errors.New("berkas NIK uji tidak dapat dibaca, atau terlalu besar")
	}
	return ParseCases(text)
}

// ParseCases reads the text of a file of test NIKs.
func ParseCases(text []byte) ([]Case, error) {
	var parsed file
	if err := config.Unmarshal(text, &parsed); err != nil {
		return nil, fmt.Errorf("berkas NIK uji: %w", err)
	}
	if len(parsed.Cases) > maxCases {
		return nil, fmt.Errorf("berkas NIK uji: lebih dari %d kasus", maxCases)
	}
	cases := make([]Case, len(parsed.Cases))
	for i, c := range parsed.Cases {
		var wrong string
		if cases[i], wrong = c.read(i + 1); wrong != "" {
			return nil, fmt.Errorf("berkas NIK uji: cases[%d].%s", i, wrong)
		}
	}
	return cases, nil
}

// read returns the case, or what is wrong with it.
func (c entry) read(number int) (read Case, wrong string) {
	n, err := nik.Parse(c.NIK.RevealPersonalData())
	if err != nil {
		return Case{}, "nik: " + nik.Field(err).Detail
	}
	if !known(c.Expect) {
		return Case{}, "expect: bukan status atau gangguan yang dikenal"
	}
	claimed := c.Claimed.person()
	if fields := resident.CheckClaim(claimed); len(fields) > 0 {
		return Case{}, fields[0].Name + ": " + fields[0].Detail
	}
	return Case{number, c.Expect, n, claimed}, ""
}

func known(word string) bool {
	return isStatus(word) || slices.Contains(registry.FaultKinds(), registry.FaultKind(word))
}

func isStatus(word string) bool { return slices.Contains(resident.Statuses(), resident.Status(word)) }
