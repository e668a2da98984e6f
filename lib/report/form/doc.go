// Package form puts a report's figures into words: the order of chapters, titles, labels and running text come from a template, so
// that the official form, which Subdit MED gives (JUKNIS-V.D), is a file and no release.
//
//	template, err := form.Parse(file)        // or form.Shipped()
//	laid := template.Lay(figures, json, texts)
//
// What comes out ([Report]) knows nothing of PDF or XLSX: cells have types, chapters an order. Packages print and sheet put it on
// paper and into a workbook, so both say the same.
//
// # The template
//
// YAML, read strictly: see laporan.yaml, which is the one shipped. A chapter has a heading and any of text, list, tables, charts and
// notes, shown in this order. Tables are known by ids, as [Tables] lists them: each has a title, heads of its columns and words for
// its codes; a code without a word is shown as it is. In texts {semester}, {dari}, {sampai}, {perjanjian}, {sifat} and {data_per}
// stand for what they say. A chapter named in the template and a table left out are both choices of the office.
package form
