package smartcardtest

import "strings"

// Record puts fields into double quotes, with commas between.
func Record(fields []string) []byte {
	quoted := make([]string, len(fields))
	for i, field := range fields {
		quoted[i] = `"` + strings.ReplaceAll(field, `"`, `""`) + `"`
	}
	return []byte(strings.Join(quoted, ","))
}

// withLength puts two bytes of length before a file.
func withLength(file []byte) []byte {
	return append([]byte{byte(len(file) >> 8), byte(len(file))}, file...)
}
