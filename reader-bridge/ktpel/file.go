package ktpel

import "fmt"

// prefix is how many bytes tell a file's length, which does not count them.
const prefix = 2

// file reads a file that begins with its length, and returns the rest of it.
func (d *dialog) file(s step) ([]byte, error) {
	first, err := d.part(s, 0, s.Read.First)
	if err != nil {
		return nil, err
	}
	defer clear(first)
	if len(first) < prefix {
		return nil, errFile
	}
	end := prefix + int(first[0])<<8 + int(first[1])
	if end > prefix+s.Read.Max {
		return nil, errFile
	}
	data := append(make([]byte, 0, end), first[:min(len(first), end)]...) // never grown, so that no copy is left behind
	for len(data) < end {
		if data, err = d.more(s, data, end); err != nil {
			clear(data)
			return nil, err
		}
	}
	return data[prefix:], nil
}

// more reads the next chunk behind data.
func (d *dialog) more(s step, data []byte, end int) ([]byte, error) {
	part, err := d.part(s, len(data), min(s.Read.Chunk, end-len(data)))
	defer clear(part)
	if err == nil && len(part) == 0 {
		err = errFile
	}
	return append(data, part...), err
}

// part reads at most le bytes from offset.
func (d *dialog) part(s step, offset, le int) ([]byte, error) {
	d.values[nameOffset], d.values[nameLe] = []byte{byte(offset >> 8), byte(offset)}, []byte{byte(le)}
	answer, err := d.command(s, d.values)
	if err == nil && len(answer) > le {
		clear(answer)
		return nil, fmt.Errorf("more than was asked for: %w", errFile)
	}
	return answer, err
}
