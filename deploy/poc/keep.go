package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"

	"simpul/deploy/poc/protocol"
)

var errNIK = errors.New("protokol memuat NIK uji dan tidak ditulis; ini kesalahan program")

// keep writes the protocol as two new files, for their owner alone.
func (o *options) keep(p protocol.Protocol, c console) error {
	text, err := p.JSON()
	if err != nil {
		return err
	}
	for _, test := range o.cases {
		if bytes.Contains(text, []byte(test.NIK.RevealPersonalData())) {
			return errNIK
		}
	}
	pdf, err := p.Paper()
	if err != nil {
		return err
	}
	name := filepath.Join(o.out, "poc-"+p.Began.Format("20060102-150405"))
	if err := errors.Join(write(name+".json", text), write(name+".pdf", pdf)); err != nil {
		return err
	}
	c.say("Protokol: %s.json dan %s.pdf", name, name)
	return nil
}

func write(path string, text []byte) error {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = file.Write(text)
	return errors.Join(err, file.Close())
}
