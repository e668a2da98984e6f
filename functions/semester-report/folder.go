package main

import (
	"errors"
	"fmt"
	"os"

	"simpul/lib/report"
)

// laysOut reports whether there is a folder for manual delivery.
func (r *reporter) laysOut() bool { return r.settings.Delivery != "smtp" && r.settings.Folder != "" }

// lay puts all forms of a report into the folder for manual delivery, where there is one. Each file appears whole or not at all.
func (r *reporter) lay(f report.Figures) error {
	if !r.laysOut() {
		return nil
	}
	folder, err := os.OpenRoot(r.settings.Folder)
	if err != nil {
		return errFolder
	}
	defer func() { _ = folder.Close() }() // every file was closed, with its error, before
	for _, format := range formats {
		made, err := r.file(f, format)
		if err != nil {
			return err
		}
		if err := place(folder, made.Name, made.Content); err != nil {
			return fmt.Errorf("report: %s: %w", made.Name, errFolder)
		}
	}
	return nil
}

var errFolder = errors.New("report: folder: is none, or nothing can be written there")

// place writes a file beside its name, and gives it the name once the disk has all of it.
func place(folder *os.Root, name string, content []byte) error {
	file, err := folder.OpenFile(name+".part", os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o640)
	if err != nil {
		return err
	}
	_, errWrite := file.Write(content)
	if err := errors.Join(errWrite, file.Sync(), file.Close()); err != nil {
		return err
	}
	return folder.Rename(name+".part", name)
}
