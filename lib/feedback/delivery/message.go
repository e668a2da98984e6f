package delivery

import (
	"slices"
	"strings"

	"simpul/lib/feedback"
)

// What a message means. Texts vary in case and blanks elsewhere at this registry (wire §1.9), so both are folded.
type meaning int

const (
	strange    meaning = iota
	success            // "Success", alone (wire §3)
	duplicate          // "Data sudah pernah dikirim"
	tokenWrong         // about the token: GUESS, since nobody has seen it
	aboutUnit          // about a NIK: GUESS
)

func mean(message string) meaning {
	text := strings.Join(strings.Fields(strings.ToLower(message)), " ")
	switch {
	case strings.Trim(text, ".!") == "success":
		return success
	case strings.Contains(text, "sudah pernah dikirim"):
		return duplicate
	case strings.Contains(text, "token"), strings.Contains(text, "unauth"):
		return tokenWrong
	case slices.Contains(strings.FieldsFunc(text, notLetter), "nik"), sixteenDigits(text):
		return aboutUnit
	}
	return strange
}

// denials are in words that say that something went wrong (GUESS).
var denials = []string{"tidak", "tak ", "gagal", "belum", "bukan", "salah", "tolak", "token", "unauth", "fail", "error", "invalid", "reject", "not "}

// denies reports whether a message contradicts a success.
func denies(message string) bool {
	text := strings.ToLower(message) + " "
	return slices.ContainsFunc(denials, func(word string) bool { return strings.Contains(text, word) })
}

func notLetter(r rune) bool { return r < 'a' || r > 'z' }

// sixteenDigits reports whether the text quotes a NIK.
func sixteenDigits(text string) bool {
	run := 0
	for _, r := range text {
		if r < '0' || r > '9' {
			run = 0
			continue
		}
		if run++; run == 16 {
			return true
		}
	}
	return false
}

// one is what a message says of one unit. What speaks of no unit leaves it where it is: see the package comment.
func one(m meaning, code string) feedback.Outcome {
	switch m {
	case success:
		return feedback.Outcome{Verdict: feedback.Accepted}
	case duplicate:
		return feedback.Outcome{Verdict: feedback.AlreadySent}
	case tokenWrong:
		return later("token_ditolak")
	case aboutUnit:
		return feedback.Outcome{Verdict: feedback.Refused, Code: code}
	}
	return later(code)
}
