package dialect

import (
	"regexp"
	"strings"
	"sync"
	"unicode"

	"simpul/lib/registry"
	"simpul/lib/resident"
)

// meaning is what a code or a text says: a status of the person, or a fault.
type meaning struct {
	status resident.Status
	fault  registry.FaultKind
}

var (
	found     = meaning{status: resident.Found}
	exhausted = meaning{fault: registry.QuotaExhausted}
	unknown   = meaning{fault: registry.Unknown}
)

// byCode is the table of wire §1.9. 02 is not in it: only one program knows it, and not what it means.
var byCode = map[string]meaning{
	"00": found,
	"01": found,
	"03": {fault: registry.LoginFailed},
	"04": {fault: registry.AddressRefused},
	"05": exhausted,
	"06": {fault: registry.OutsideHours},
	"07": {fault: registry.RequestIncomplete},
	"08": {fault: registry.NotProcessable},
	"09": {fault: registry.RequestIncomplete},
	"10": {fault: registry.AddressRefused},
	"11": {status: resident.Deceased},
	"12": {status: resident.Duplicate},
	"13": {status: resident.NotFound},
	"14": {status: resident.Inactive},
	"15": {status: resident.InvalidFormat},
	"16": {fault: registry.InstitutionInactive},
	"17": {fault: registry.UserInactive},
}

// byText reads a statement in words, on text that [plain] has ironed. Hosts differ in case, blanks, punctuation and wording (wire
// §1.9), so a fault is known by its key words; the first line that matches wins. A status is a verdict on a person, so there the
// whole text must be one that was seen: "Parameter NIK tidak ditemukan" is none.
//
// An answer with a person's data says nothing else, so the expressions are compiled for the first one that does.
var byText = sync.OnceValue(func() []statement {
	return []statement{
		{regexp.MustCompile(`\bkuota\b.*\bhabis\b`), exhausted},
		{regexp.MustCompile(`\bgagal login\b|\blogin gagal\b`), meaning{fault: registry.LoginFailed}},
		{regexp.MustCompile(`\binstansi\b.*\b(tidak|non) ?aktif\b`), meaning{fault: registry.InstitutionInactive}},
		{regexp.MustCompile(`\buser(id)?\b.*\b(tidak|non) ?aktif\b`), meaning{fault: registry.UserInactive}},
		{regexp.MustCompile(`\btidak boleh kosong\b|\bparameter\b.*\btidak (lengkap|valid)\b`), meaning{fault: registry.RequestIncomplete}},
		{regexp.MustCompile(`\bip\b.*\btidak (sesuai|terdaftar)\b`), meaning{fault: registry.AddressRefused}},
		{regexp.MustCompile(`^data ditemukan meninggal( dunia)?$`), meaning{status: resident.Deceased}},
		{regexp.MustCompile(`^data ditemukan (data|nik) ganda$`), meaning{status: resident.Duplicate}},
		{regexp.MustCompile(`^data ditemukan (status )?(tidak|non) ?aktif( silah?kan (meng)?hubungi( dinas)? dukcapil)?$`), meaning{status: resident.Inactive}},
		{regexp.MustCompile(`^(data tidak ditemukan )?nik tidak sesuai format( dukcapil)?$`), meaning{status: resident.InvalidFormat}},
		{regexp.MustCompile(`^data tidak ditemukan( nik tidak terdapat di database( kependudukan)?)?$`), meaning{status: resident.NotFound}},
		{regexp.MustCompile(`^(success|sukses|data ditemukan)$`), found},
	}
})

type statement struct {
	words *regexp.Regexp
	says  meaning
}

// read returns what a text says, [unknown] if nobody has seen its like.
func read(text string) meaning {
	text = plain(text)
	for _, line := range byText() {
		if line.words.MatchString(text) {
			return line.says
		}
	}
	return unknown
}

// plain folds case and turns every run of blanks and punctuation into one blank.
func plain(text string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}), " ")
}
