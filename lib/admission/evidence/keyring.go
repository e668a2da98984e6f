package evidence

import "simpul/lib/keyring"

// Keyring is the ring of a file of keys.
func Keyring(file *keyring.Ring) Ring { return ringFile{file} }

type ringFile struct{ file *keyring.Ring }

// All is asked for each access: a rotated file counts from the next one on.
func (r ringFile) All() []Key {
	all := r.file.All()
	keys := make([]Key, len(all))
	for i, key := range all {
		keys[i] = fileKey{key}
	}
	return keys
}

type fileKey struct{ keyring.Key }

// ID hides the field of the same name.
func (k fileKey) ID() string { return k.Key.ID }
