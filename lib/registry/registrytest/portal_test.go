package registrytest_test

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"simpul/lib/registry/registrytest"
)

// browser is who uses a portal by hand: it keeps cookies and follows redirects.
type browser struct {
	*simulated
	layout registrytest.Layout
	token  string // of the last page
}

func browse(r *simulated, l registrytest.Layout) *browser {
	r.t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		r.t.Fatal(err)
	}
	r.client.Jar, r.client.CheckRedirect = jar, nil
	return &browser{simulated: r, layout: l}
}

var tokens = regexp.MustCompile(`(?:name="_token" value|name="(?:baru-)?csrf" content)="([A-Z0-9]+)"`)

// open fetches a page and remembers its token.
func (b *browser) open(path string) (status int, body string) {
	b.t.Helper()
	request, err := http.NewRequestWithContext(b.t.Context(), http.MethodGet, b.URL()+string(b.layout)+path, nil)
	if err != nil {
		b.t.Fatal(err)
	}
	return b.visit(request)
}

// fill sends a form with the token of the last page.
func (b *browser) fill(path string, form url.Values) (status int, body string) {
	b.t.Helper()
	if b.layout == registrytest.TableLayout {
		form.Set("_token", b.token)
	}
	request, err := http.NewRequestWithContext(b.t.Context(), http.MethodPost, b.URL()+string(b.layout)+path, strings.NewReader(form.Encode()))
	if err != nil {
		b.t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("X-CSRF-TOKEN", b.token)
	return b.visit(request)
}

func (b *browser) visit(request *http.Request) (int, string) {
	b.t.Helper()
	answer, err := b.client.Do(request)
	if err != nil {
		b.t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	if strings.Contains(answer.Header.Get("Content-Type"), "ISO-8859-1") {
		text, _ = charmap.Windows1252.NewDecoder().Bytes(text)
	}
	if found := tokens.FindStringSubmatch(string(text)); found != nil {
		b.token = found[1]
	}
	return answer.StatusCode, string(text)
}

func (b *browser) logIn(userID, password string) string {
	b.t.Helper()
	b.open("/masuk")
	names := map[registrytest.Layout][2]string{registrytest.TableLayout: {"pengguna", "sandi"}, registrytest.ListLayout: {"j_username", "j_password"}}[b.layout]
	_, body := b.fill("/masuk", url.Values{names[0]: {userID}, names[1]: {password}})
	return body
}

func (b *browser) search(nik string) string {
	b.t.Helper()
	b.open("/cari")
	name := map[registrytest.Layout]string{registrytest.TableLayout: "nik", registrytest.ListLayout: "kriteria.nik"}[b.layout]
	_, body := b.fill("/cari", url.Values{name: {nik}})
	return body
}

// inEachLayout runs a test in both portals.
func inEachLayout(t *testing.T, o registrytest.Options, test func(t *testing.T, b *browser)) {
	for _, l := range []registrytest.Layout{registrytest.TableLayout, registrytest.ListLayout} {
		t.Run(string(l), func(t *testing.T) { test(t, browse(start(t, o), l)) })
	}
}

func TestAPortalShowsEverybodyAsTheWebServiceDoes(t *testing.T) {
	inEachLayout(t, registrytest.Options{Quota: 50, QuotaLimiter: true, Now: noon}, func(t *testing.T, b *browser) {
		b.logIn(userID, password)
		person := registrytest.InGroup(registrytest.Papua)[0]
		page := b.search(person.NIK)
		for _, shown := range append(registrytest.Markers(), person.NIK, person.NamaLengkap, person.Alamat, person.Kelurahan, "Data Ditemukan", "49") {
			if !strings.Contains(page, shown) {
				t.Errorf("%q is not shown", shown)
			}
		}
		for code, words := range map[string]string{"11": "Meninggal Dunia", "12": "Data Ganda", "13": "tidak terdapat", "14": "Status Non Aktif", "15": "tidak sesuai format", "17": "User ID Tidak Aktif"} {
			if page := b.search(registrytest.WithCode(code)[0].NIK); !strings.Contains(page, words) || strings.Contains(page, "biodata") || strings.Contains(page, "PENANDA-") {
				t.Errorf("%s: no %q, or a record", code, words)
			}
		}
		if b.Calls() != 7 || b.Spent(noon()) != 7 {
			t.Errorf("%d searches, %d spent", b.Calls(), b.Spent(noon()))
		}
	})
}

func TestTheQuotaOfAPortalIsThatOfTheWebService(t *testing.T) {
	inEachLayout(t, registrytest.Options{Quota: 2, Now: noon}, func(t *testing.T, b *browser) {
		b.code(someoneFound().NIK)
		b.logIn(userID, password)
		b.search(someoneFound().NIK)
		if page := b.search(someoneFound().NIK); !strings.Contains(page, "Kuota Akses Hari ini telah Habis") || b.Refused() != 1 {
			t.Errorf("%d refused", b.Refused())
		}
	})
}

func TestWhoIsNotLoggedInMeetsTheDoor(t *testing.T) {
	inEachLayout(t, registrytest.Options{}, func(t *testing.T, b *browser) {
		if page := b.search(someoneFound().NIK); !strings.Contains(page, "password") || b.Calls() != 0 || b.TurnedAway() != 1 {
			t.Errorf("%d searches, %d turned away", b.Calls(), b.TurnedAway())
		}
		if page := b.logIn(userID, "salah"); !strings.Contains(page, "Login Gagal") || b.FailedLogins() != 1 {
			t.Error("the wrong password let in")
		}
		b.logIn(userID, password)
		b.search(someoneFound().NIK)
		b.ExpireSessions()
		b.search(someoneFound().NIK)
		if b.Calls() != 1 || b.TurnedAway() != 2 || b.Logins() != 2 {
			t.Errorf("%d searches, %d turned away, %d logins", b.Calls(), b.TurnedAway(), b.Logins())
		}
		b.RefuseLogins("16")
		if page := b.logIn(userID, password); !strings.Contains(page, "Instansi Tidak Aktif") {
			t.Error("a refused login let in")
		}
	})
}

func TestAFormWithoutItsTokenIsRefused(t *testing.T) {
	inEachLayout(t, registrytest.Options{}, func(t *testing.T, b *browser) {
		b.logIn(userID, password)
		b.open("/cari")
		b.token = "SALAH"
		if status, _ := b.fill("/cari", url.Values{"nik": {someoneFound().NIK}}); status != 419 || b.Calls() != 0 || b.TurnedAway() != 1 {
			t.Errorf("%d, %d searches", status, b.Calls())
		}
		b.open("/masuk")
		b.token = "SALAH"
		if status, _ := b.fill("/masuk", url.Values{"pengguna": {userID}}); status != 419 {
			t.Errorf("login: %d", status)
		}
	})
}

func TestAPortalTakesNoNIKInAURL(t *testing.T) {
	inEachLayout(t, registrytest.Options{}, func(t *testing.T, b *browser) {
		b.logIn(userID, password)
		if status, _ := b.open("/cari?nik=" + someoneFound().NIK); status != http.StatusNotFound {
			t.Errorf("%d", status)
		}
		if status, _ := b.open("/lain"); status != http.StatusNotFound {
			t.Errorf("%d", status)
		}
	})
}

func TestPagesChangeAndWantACaptchaOnDemand(t *testing.T) {
	inEachLayout(t, registrytest.Options{Control: true}, func(t *testing.T, b *browser) {
		b.logIn(userID, password)
		plain := b.search(someoneFound().NIK)
		b.order(`{"mode":"changed_pages","times":1}`)
		b.order(`{"mode":"captcha","times":1}`)
		if changed := b.search(someoneFound().NIK); !strings.Contains(changed, "baru-") || !strings.Contains(changed, "captcha") || strings.Contains(plain, "baru-") || strings.Contains(plain, "captcha") {
			t.Error("the pages are the same")
		}
		b.order(`{"mode":"changed_pages","times":0}`)
		b.order(`{"mode":"captcha","times":0}`)
		if again := b.search(someoneFound().NIK); strings.Contains(again, "baru-") || strings.Contains(again, "captcha") {
			t.Error("the pages stay changed")
		}
		b.order(`{"mode":"expire_sessions","times":0}`)
		if page := b.search(someoneFound().NIK); !strings.Contains(page, "password") {
			t.Error("the session lives on")
		}
	})
}

// order tells the simulator over the wire, as an administrator of the local stack does.
func (b *browser) order(order string) {
	b.t.Helper()
	answer, err := b.client.Post(b.URL()+"/simulator/fail", "application/json", strings.NewReader(order))
	if err != nil {
		b.t.Fatal(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusNoContent {
		b.t.Fatalf("%s: %d", order, answer.StatusCode)
	}
}

func TestLoggingOutEndsASession(t *testing.T) {
	inEachLayout(t, registrytest.Options{}, func(t *testing.T, b *browser) {
		b.logIn(userID, password)
		b.open("/cari")
		b.fill("/keluar", url.Values{})
		if page := b.search(someoneFound().NIK); !strings.Contains(page, "password") || b.Logouts() != 1 {
			t.Errorf("%d logged out", b.Logouts())
		}
	})
}

func TestEachFailureSpoilsAPageToo(t *testing.T) {
	inEachLayout(t, registrytest.Options{HugeBytes: 1 << 20}, func(t *testing.T, b *browser) {
		b.logIn(userID, password)
		b.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
		for failure, want := range map[registrytest.Failure]int{registrytest.Status503: 503, registrytest.Redirect: 307, registrytest.GarbageJSON: 200, registrytest.HugeBody: 200, registrytest.EmptyContent: 200} {
			if err := b.Fail(failure, 1); err != nil {
				t.Fatal(err)
			}
			b.open("/cari")
			name := map[registrytest.Layout]string{registrytest.TableLayout: "nik", registrytest.ListLayout: "kriteria.nik"}[b.layout]
			status, body := b.fill("/cari", url.Values{name: {someoneFound().NIK}})
			whole := strings.Contains(body, "</html>") && strings.Contains(body, someoneFound().NamaLengkap)
			if status != want || whole != (failure == registrytest.HugeBody) || failure == registrytest.HugeBody && len(body) < 1<<20 {
				t.Errorf("%s: %d, whole %t, %d bytes", failure, status, whole, len(body))
			}
		}
	})
}
