package exchange_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"simpul/lib/config"
	"simpul/lib/registry"
	"simpul/lib/registry/exchange"
)

func TestTheQuestionIsWrittenAsConfigured_Wire_1_2(t *testing.T) {
	s := serve(t, always(ok(reply)))
	o := newOffice(t, s)
	o.settings.Header = config.Header{Name: "x-API-key", ValueFile: "header"}
	o.write(t, "header", "Rahasia 1\n")
	o.settings.URL += "/" // which the path brings along
	ask(t, o.client(t))
	questions, _ := s.seen()
	q := questions[0]
	if want := "POST " + path + " HTTP/1.1\r\n"; !strings.HasPrefix(q.raw, want) {
		t.Errorf("%q does not begin with %q", q.raw, want)
	}
	for _, want := range []string{"\r\nx-API-key: Rahasia 1\r\n", "\r\nContent-Type: application/json\r\n", "\r\nAccept-Encoding: gzip\r\n"} {
		if !strings.Contains(q.raw, want) {
			t.Errorf("%q is missing in %q", want, q.raw)
		}
	}
	want := `{"nik":"` + askedDigits + `","user_id":"` + userID + `","password":"k4ta \"s4ndi\" & <kunci>","IP_USER":"192.0.2.7"}`
	if q.body != want {
		t.Errorf("body %s, want %s", q.body, want)
	}
}

func TestNoAddressIsSentWhenItsKeyIsEmpty_Wire_1_2(t *testing.T) {
	s := serve(t, always(ok(reply)))
	o := newOffice(t, s)
	o.settings.Keys = config.RequestKeys{NIK: "NIK", UserID: "USER_ID", Password: "PASSWORD"}
	ask(t, o.client(t))
	questions, _ := s.seen()
	if body := questions[0].body; !strings.HasPrefix(body, `{"NIK":"`) || strings.Contains(body, "192.0.2.7") || !strings.HasSuffix(body, `"}`) {
		t.Errorf("body %s", body)
	}
}

func TestCredentialsRotateBetweenTwoQuestions_PKS_2_1d(t *testing.T) {
	s := serve(t, always(ok(reply)))
	o := newOffice(t, s)
	client := o.client(t)
	ask(t, client)
	o.write(t, "user_id", "x-user-next")
	o.write(t, "password", "next")
	ask(t, client)
	questions, _ := s.seen()
	if body := questions[1].body; !strings.Contains(body, `"x-user-next"`) || !strings.Contains(body, `"next"`) {
		t.Errorf("the second question has the old credentials")
	}
}

func TestASecretThatVanishesCostsNoHit(t *testing.T) {
	for _, name := range []string{"user_id", "password", "header"} {
		s := serve(t, always(ok(reply)))
		o := newOffice(t, s)
		o.settings.Header = config.Header{Name: "Authorization", ValueFile: "header"}
		o.write(t, "header", "Basic x")
		client := o.client(t)
		if err := os.Remove(filepath.Join(o.folder, name)); err != nil {
			t.Fatal(err)
		}
		refuse(t, t.Context(), client, registry.NotSent)
		if questions, _ := s.seen(); len(questions) != 0 {
			t.Errorf("without %s a question was sent", name)
		}
	}
}

func TestSettingsThatCannotWorkStopTheStart(t *testing.T) {
	s := &service{url: "https://127.0.0.1:1", authority: newAuthority(t)}
	for fragment, change := range map[string]func(o *office){
		"registry.url: must be http":         func(o *office) { o.settings.URL = "ftp://127.0.0.1" },
		"name a host":                        func(o *office) { o.settings.URL = "https://:8000" },
		"not a URL":                          func(o *office) { o.settings.URL = "https://127.0.0.1:port" },
		"no user":                            func(o *office) { o.settings.URL = "https://user:word@127.0.0.1" },
		"no fragment":                        func(o *office) { o.settings.Path = "/x#y" },
		"registry.tls: settings":             func(o *office) { o.settings.URL, o.settings.DangerousPlainHTTP = "http://127.0.0.1", true },
		"http with dangerous":                func(o *office) { o.settings.URL = "http://127.0.0.1" },
		"registry.url: must be https":        func(o *office) { o.settings.DangerousPlainHTTP = true },
		"registry.tls.ca_file: no":           func(o *office) { o.write(t, "ca.pem", "no certificate") },
		"registry.tls.ca_file: secret":       func(o *office) { o.settings.TLS.CAFile = "none.pem" },
		"registry.tls.pin_sha256":            func(o *office) { o.settings.TLS = config.TLS{PinSHA256: "abcd"} },
		"registry.header.name":               func(o *office) { o.settings.Header.Name = "a b" },
		"one that the exchange itself needs": func(o *office) { o.settings.Header.Name = "content-length" },
		"registry: user id: secret file":     func(o *office) { o.settings.UserIDFile = "none" },
		"registry: password: secret file":    func(o *office) { o.settings.PasswordFile = "none" },
		"registry: header: secret file":      func(o *office) { o.settings.Header = config.Header{Name: "X", ValueFile: "none"} },
		"a key stands twice":                 func(o *office) { o.settings.Keys.UserID = "nik" },
		"or a credential is not UTF-8":       func(o *office) { o.write(t, "password", "s4ndi\xff") },
	} {
		o := newOffice(t, s)
		change(&o)
		_, err := exchange.New(o.settings, config.NewSecrets(o.folder))
		if err == nil || !strings.Contains(err.Error(), fragment) {
			t.Errorf("want %q, got %v", fragment, err)
		} else if strings.Contains(err.Error(), "127.0.0.1") || strings.Contains(err.Error(), "s4ndi") {
			t.Errorf("%q tells an address or a secret", err)
		}
	}
}

func TestAskAlwaysReturnsAFault(t *testing.T) {
	client := newOffice(t, &service{url: "http://127.0.0.1:1"}).client(t)
	_, err := client.Post(t.Context(), asked)
	if _, isFault := errors.AsType[*registry.Fault](err); !isFault {
		t.Errorf("%T is no fault", err)
	}
}
