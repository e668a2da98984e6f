package delivery_test

import (
	"strings"
	"testing"

	"simpul/lib/config"
	"simpul/lib/feedback/delivery"
)

func TestSettingsThatCannotWorkStopTheStart(t *testing.T) {
	for fragment, change := range map[string]func(o *office){
		"feedback.url: must be https":                    func(o *office) { o.settings.URL = "http://127.0.0.1:1" },
		"feedback.url and feedback.path: not a URL":      func(o *office) { o.settings.URL = "https://127.0.0.1:port" },
		"feedback.tls.ca_file: secret file none":         func(o *office) { o.settings.TLS.CAFile = "none" },
		"feedback.tls.pin_sha256":                        func(o *office) { o.settings.TLS = config.TLS{PinSHA256: "abcd"} },
		"feedback.token_file: secret file none":          func(o *office) { o.settings.TokenFile = "none" },
		"not one line of printable ASCII without blanks": func(o *office) { o.write(t, "token", "Penanda dua") },
		"feedback.template: names what is not agreed": func(o *office) {
			o.settings.Template = append(o.settings.Template, config.Param{Key: "NAMA", Field: "nama_lengkap"})
		},
		"feedback.template: is empty": func(o *office) { o.settings.Template = nil },
	} {
		o := newOffice(t)
		change(o)
		_, err := delivery.New(o.settings, config.NewSecrets(o.folder))
		if err == nil || !strings.Contains(err.Error(), fragment) {
			t.Errorf("want %q, got %v", fragment, err)
			continue
		}
		quiet(t, err)
	}
}
