package conformancetest

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"

	"simpul/lib/registry"
	"simpul/lib/registry/othertest"
	"simpul/lib/registry/registrytest"
)

// Another is the independent registry of package othertest, as a [Registry]. A connector that is asked to pass with it may be
// configured, and nothing else.
type Another struct{ *othertest.Server }

// StartAnother starts one that takes [Quota] questions; it ends with the test.
func StartAnother(t *testing.T) Another {
	t.Helper()
	server, err := othertest.Start(othertest.Options{CountQuota: true, QuotaLeft: Quota, ShowQuotaLimiter: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Close(); err != nil {
			t.Error(err)
		}
	})
	return Another{server}
}

// anotherFaults are the kinds that package othertest has other words for.
var anotherFaults = map[string]registry.FaultKind{
	othertest.FaultIP: registry.AddressRefused, othertest.FaultUnregistered: registry.AddressRefused,
	othertest.FaultIncomplete: registry.RequestIncomplete,
}

// People are those whom it knows. An empty list is not_found to its author and unknown to this house, which never guesses;
// services say it, the portal has words.
func (a Another) People(service bool) (all []registrytest.Person) {
	for _, p := range a.Server.People() {
		expected := p.Status + p.Fault
		if kind, other := anotherFaults[expected]; other {
			expected = string(kind)
		}
		if service && strings.HasPrefix(p.Group, "empty array") {
			expected = string(registry.Unknown)
		}
		all = append(all, registrytest.Person{NIK: p.NIK, Expected: expected, Group: p.Group,
			NamaLengkap: p.FullName, JenisKelamin: p.Sex, TempatLahir: p.BirthPlace, TanggalLahir: p.BirthDate,
			StatusPerkawinan: p.MaritalStatus, Pekerjaan: p.Occupation, Alamat: p.Alamat, Provinsi: p.ProvinceName,
			Kabupaten: p.KabupatenName, KodeKecamatan: p.KecamatanCode, Kecamatan: p.KecamatanName, Kelurahan: p.KelurahanName,
			RT: p.RT, RW: p.RW})
	}
	return all
}

// Calls implements [Registry].
func (a Another) Calls() int { return a.Questions() }

// CallsFor implements [Registry].
func (a Another) CallsFor(nik string) int { return a.QuestionsAbout(nik) }

// WaitCalls implements [Registry].
func (a Another) WaitCalls(ctx context.Context, n int) error { return a.WaitQuestions(ctx, n) }

// SpendElsewhere implements [Registry].
func (a Another) SpendElsewhere(n int) {
	if err := a.Change(func(o *othertest.Options) { o.QuotaLeft -= n }); err != nil {
		panic(err) // the suite spends what there is
	}
}

// Fail implements [Registry].
func (a Another) Fail(f registrytest.Failure, times int) error {
	a.SpoilNext(times, spoilings[f])
	return nil
}

// spoilings are the failures, made anew for whatever this registry answers.
var spoilings = map[registrytest.Failure]othertest.Spoil{
	registrytest.Hang: func(_ http.ResponseWriter, r *http.Request, _ http.Header, _ []byte) {
		<-r.Context().Done() // the caller hangs up, or the server ends
	},
	registrytest.Cut: func(http.ResponseWriter, *http.Request, http.Header, []byte) { panic(http.ErrAbortHandler) },
	registrytest.CutMidBody: func(w http.ResponseWriter, _ *http.Request, header http.Header, body []byte) {
		send(w, header.Get("Content-Type"), http.StatusOK, string(body[:len(body)/2]))
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	},
	registrytest.GarbageJSON: func(w http.ResponseWriter, _ *http.Request, header http.Header, body []byte) {
		send(w, header.Get("Content-Type"), http.StatusOK, string(body[:len(body)/3])) // before a page shows any value
	},
	registrytest.HTMLPage:    instead(http.StatusOK, "<html><body><h1>Selamat datang</h1></body></html>"),
	registrytest.Maintenance: instead(http.StatusOK, "<html><body><h1>Sedang dalam pemeliharaan</h1></body></html>"),
	registrytest.Status500:   instead(http.StatusInternalServerError, "<h1>Internal Server Error</h1>"),
	registrytest.Status503:   instead(http.StatusServiceUnavailable, "<h1>Service Unavailable</h1>"),
	registrytest.EmptyContent: func(w http.ResponseWriter, _ *http.Request, header http.Header, _ []byte) {
		empty := "<html><body></body></html>"
		if strings.Contains(header.Get("Content-Type"), "json") {
			empty = `{"content":[]}`
		}
		send(w, header.Get("Content-Type"), http.StatusOK, empty)
	},
	registrytest.HugeBody: func(w http.ResponseWriter, _ *http.Request, header http.Header, body []byte) {
		send(w, header.Get("Content-Type"), http.StatusOK, strings.Repeat(" ", 8<<20)+string(body))
	},
	registrytest.Redirect: func(w http.ResponseWriter, r *http.Request, _ http.Header, _ []byte) {
		http.Redirect(w, r, r.URL.Path, http.StatusTemporaryRedirect)
	},
	registrytest.Mixed: func(w http.ResponseWriter, _ *http.Request, header http.Header, body []byte) {
		media := header.Get("Content-Type")
		send(w, media, http.StatusOK, string(registrytest.MixedUp(media, body)))
	},
	registrytest.WrongContentType: func(w http.ResponseWriter, _ *http.Request, _ http.Header, body []byte) {
		send(w, "text/plain", http.StatusOK, string(body))
	},
	registrytest.SlowDrip: func(w http.ResponseWriter, _ *http.Request, header http.Header, body []byte) {
		w.Header().Set("Content-Type", header.Get("Content-Type"))
		for i := range body {
			_, _ = w.Write(body[i : i+1])
			_ = http.NewResponseController(w).Flush()
		}
	},
}

// instead sends a page of the machine in front.
func instead(status int, page string) othertest.Spoil {
	return func(w http.ResponseWriter, _ *http.Request, _ http.Header, _ []byte) {
		send(w, "text/html", status, page)
	}
}

// send writes what a caller that hung up never sees.
func send(w http.ResponseWriter, media string, status int, text string) {
	w.Header().Set("Content-Type", media)
	w.WriteHeader(status)
	_, _ = io.WriteString(w, text)
}
