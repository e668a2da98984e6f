package function

import "strings"

// hiddenName stands for a member's name that the caller made up: it may be a NIK and must not come back.
const hiddenName = "(nama isian tidak sah)"

// isName reports whether s has the form of every member's name in the contract: [a-z_]{1,40} (design, Contracts).
func isName(s string) bool {
	return s != "" && len(s) <= 40 && strings.Trim(s, "_abcdefghijklmnopqrstuvwxyz") == ""
}

func isIndex(s string) bool { return s != "" && len(s) <= 4 && strings.Trim(s, "0123456789") == "" }

// fieldPath joins a path into the form units[3].nik, keeping only what cannot be personal data.
func fieldPath(path []string) string {
	var out strings.Builder
	for _, step := range path {
		switch {
		case isIndex(step):
			out.WriteString("[" + step + "]")
			continue
		case !isName(step):
			step = hiddenName
		}
		if out.Len() > 0 {
			out.WriteByte('.')
		}
		out.WriteString(step)
	}
	return out.String()
}

var namespaceSteps = strings.NewReplacer("].", ".", "]", "", "[", ".")

// namespacePath does the same for the validator's units[3].claimed[alamat], where keys of maps stand in brackets like numbers.
// Keys with brackets or dots of their own cannot get here: [Decode] refuses them.
func namespacePath(namespace string) string {
	return fieldPath(strings.Split(namespaceSteps.Replace(namespace), "."))
}
