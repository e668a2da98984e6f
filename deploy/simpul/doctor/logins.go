package doctor

import (
	"context"
	"maps"
	"slices"
	"strings"

	"simpul/lib/admission"
	"simpul/lib/config"
)

// logins tries each function's own way into Redis: a password that fits no line of users.acl stops that function alone, and what
// else may be wrong is said of all of them already.
func (o Office) logins(ctx context.Context) []Finding {
	var findings []Finding
	for _, function := range slices.Sorted(maps.Keys(o.Settings)) {
		if o.refused(ctx, o.Settings[function].Redis) {
			findings = append(findings, bad("Redis untuk "+function, "nama atau sandi pengguna ditolak",
				"Samakan users.acl dengan hash berkas sandinya, lalu ACL LOAD (PANDUAN: Rotasi)."))
		}
	}
	return findings
}

func (o Office) refused(ctx context.Context, settings config.Redis) bool {
	client, err := admission.NewClient(settings, o.Parts.Secrets)
	if err != nil {
		return false
	}
	defer func() { _ = client.Close() }()
	err = client.Info(ctx, "server").Err()
	return err != nil && (strings.Contains(err.Error(), "WRONGPASS") || strings.Contains(err.Error(), "NOAUTH"))
}
