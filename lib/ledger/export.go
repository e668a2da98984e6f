package ledger

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"iter"

	"github.com/go-json-experiment/json"
)

// ErrExport is what [Import] ends with for a file that is no export, or not the whole of one.
var ErrExport = errors.New("ledger: not a whole export")

const exportFormat = "simpul-ledger-export/1"

// maxLine bounds a line: the largest seal, each byte escaped.
const maxLine = 2*MaxSeal + 1<<10

// line is one line of an export: the format, an entry, a seal, or last of all how many entries and seals came before.
type line struct {
	Format    string  `json:"format,omitzero"`
	Seq       uint64  `json:"seq,omitzero"`
	Record    string  `json:"r,omitzero"`
	MAC       string  `json:"m,omitzero"`
	Number    uint64  `json:"seal,omitzero"`
	Seal      string  `json:"s,omitzero"`
	Signature string  `json:"g,omitzero"`
	Items     *uint64 `json:"items,omitzero"`
}

// Export writes items, one a line, for [Import] and for whoever checks on another machine. Counters that no seal has taken over are
// in no export; [Totals] says why.
func Export(w io.Writer, items iter.Seq2[Item, error]) error {
	out := bufio.NewWriter(w)
	if err := put(out, line{Format: exportFormat}); err != nil {
		return err
	}
	count := uint64(0)
	for item, err := range items {
		if err == nil {
			err = put(out, lineOf(item))
		}
		if err != nil {
			return err
		}
		count++
	}
	return errors.Join(put(out, line{Items: &count}), out.Flush())
}

func put(out *bufio.Writer, l line) error {
	b, err := json.Marshal(l)
	if err != nil {
		return fmt.Errorf("ledger: export: %w", err)
	}
	_, err = out.Write(append(b, '\n'))
	return err
}

func lineOf(item Item) line {
	if s := item.Seal; s != nil {
		return line{Number: s.Number, Seal: string(s.Seal), Signature: s.Signature}
	}
	return line{Seq: item.Entry.Seq, Record: string(item.Entry.Record), MAC: item.Entry.MAC}
}

func (l line) item() (Item, bool) {
	switch {
	case l.Seq > 0 && l == line{Seq: l.Seq, Record: l.Record, MAC: l.MAC}:
		return Item{Entry: &Entry{l.Seq, []byte(l.Record), l.MAC}}, true
	case l.Number > 0 && l == line{Number: l.Number, Seal: l.Seal, Signature: l.Signature}:
		return Item{Seal: &Signed{l.Number, []byte(l.Seal), l.Signature}}, true
	}
	return Item{}, false
}

// Import yields the entries and seals of an export, unchecked: hand them to [Verify]. It ends with [ErrExport] at a line that is
// none, and at the end of a file that was cut short.
func Import(r io.Reader) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		in := importer{lines: bufio.NewScanner(r)}
		in.lines.Buffer(nil, maxLine)
		if in.line() != (line{Format: exportFormat}) {
			yield(Item{}, ErrExport)
			return
		}
		for {
			item, err := in.next()
			if errors.Is(err, io.EOF) || !yield(item, err) || err != nil {
				return
			}
		}
	}
}

type importer struct {
	lines *bufio.Scanner
	count uint64
}

// line returns the next line, or one that is nothing.
func (in *importer) line() line {
	var l line
	if !in.lines.Scan() || json.Unmarshal(in.lines.Bytes(), &l, json.RejectUnknownMembers(true)) != nil {
		return line{}
	}
	return l
}

// next returns [io.EOF] at the end of a whole export.
func (in *importer) next() (Item, error) {
	l := in.line()
	item, ok := l.item()
	switch {
	case ok:
		in.count++
		return item, nil
	case l.Items != nil && *l.Items == in.count && !in.lines.Scan() && in.lines.Err() == nil:
		return Item{}, io.EOF
	}
	return Item{}, ErrExport
}
