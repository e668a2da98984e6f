package othertest_test

import (
	"html"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"simpul/lib/registry/othertest"
)

// browser keeps cookies and the last page's token, as somebody at a desk would.
type browser struct {
	t      testing.TB
	root   string
	client *http.Client
	check  string
}

func browse(t testing.TB, r rig) *browser {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	b := &browser{t: t, root: r.URL() + "/pemanfaatan/", client: &http.Client{Transport: r.client.Transport, Jar: jar}}
	b.open("masuk.php")
	return b
}

// read takes a page, and the token of its form.
func (b *browser) read(res *http.Response, err error) (page string) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	if token := regexp.MustCompile(`name=__cek value="(\w+)"`).FindSubmatch(raw); token != nil {
		b.check = string(token[1])
	}
	return html.UnescapeString(string(raw))
}

func (b *browser) open(page string) string {
	b.t.Helper()
	return b.read(b.client.Get(b.root + page))
}

func (b *browser) login(user, password string) string {
	b.t.Helper()
	return b.read(b.client.PostForm(b.root+"masuk.php", url.Values{"akun": {user}, "kata_kunci": {password}, "__cek": {b.check}}))
}

// search asks from the form at hand, which the first time is on its own page.
func (b *browser) search(nik string) string {
	b.t.Helper()
	b.open("cari.php")
	return b.post(nik, b.check)
}

func (b *browser) post(nik, check string) string {
	b.t.Helper()
	return b.read(b.client.PostForm(b.root+"cari.php", url.Values{"nomor_induk": {nik}, "__cek": {check}, "jenis": {"perorangan"}}))
}

func in(t testing.TB, r rig) *browser {
	t.Helper()
	b := browse(t, r)
	if page := b.login(r.UserID(), r.Password()); !strings.Contains(page, "Selamat datang") {
		t.Fatalf("no login: %s", page)
	}
	return b
}

func TestThePortalShowsEverybodyAsTheJuknisSays_JUKNIS_II_C_2b(t *testing.T) {
	r := start(t, othertest.Options{})
	b := in(t, r)
	for _, p := range r.People() {
		page := b.search(p.NIK)
		if p.Status == othertest.Found {
			for _, value := range []string{p.NIK, p.FullName, p.BirthPlace, p.Alamat, p.KecamatanName, p.KelurahanName, r.Marker()} {
				if !strings.Contains(page, "<td>"+value) {
					t.Errorf("%s: a value is missing", p.Group)
				}
			}
			continue
		}
		if strings.Contains(page, "<td>") || !strings.Contains(page, "<font color=red>") {
			t.Errorf("%s: %s", p.Group, page)
		}
	}
	if page := b.search("330399"); !strings.Contains(page, "tidak sesuai format") {
		t.Errorf("page %s", page)
	}
}

func TestAWrongPasswordAndALockedAccountAreTold_JUKNIS_II_C_2b_3(t *testing.T) {
	r := start(t, othertest.Options{})
	if page := browse(t, r).login(r.UserID(), "salah"); !strings.Contains(page, "Gagal Login") {
		t.Errorf("page %s", page)
	}
	locked := r.first(t, othertest.FaultUser).NIK
	change(t, r, func(o *othertest.Options) { o.AnswerAs = locked })
	if page := browse(t, r).login(r.UserID(), r.Password()); !strings.Contains(page, "User ID non aktif") {
		t.Errorf("page %s", page)
	}
}

func TestATokenOfAFormIsGoodOnce(t *testing.T) {
	r := start(t, othertest.Options{CountQuota: true, QuotaLeft: 5, ShowQuotaLimiter: true})
	b := in(t, r)
	nik := r.first(t, othertest.Found).NIK
	b.open("cari.php")
	used := b.check
	if page := b.post(nik, used); !strings.Contains(page, "<i>4</i>") {
		t.Errorf("page %s", page)
	}
	next := b.check
	if page := b.post(nik, used); !strings.Contains(page, "Permintaan tidak sah") {
		t.Errorf("page %s", page)
	}
	if page := b.post(nik, next); !strings.Contains(page, "<i>3</i>") {
		t.Errorf("the token beside a result is not good: %s", page)
	}
}

func TestALoginEndsTheOtherAndAnExpiredOneAsksAgain(t *testing.T) {
	r := start(t, othertest.Options{})
	first, second := in(t, r), in(t, r)
	if page := first.open("cari.php"); !strings.Contains(page, "kata_kunci") {
		t.Errorf("two at once: %s", page)
	}
	r.ExpireSessions()
	if page := second.open("cari.php"); !strings.Contains(page, "kata_kunci") {
		t.Errorf("not expired: %s", page)
	}
	third := in(t, r)
	third.open("keluar.php")
	if page := third.open("cari.php"); !strings.Contains(page, "kata_kunci") {
		t.Errorf("still in after leaving: %s", page)
	}
}
