package acceptance_test

import (
	"bytes"
	"crypto/hmac"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"simpul/lib/admission/redistest"
	"simpul/lib/registry/registrytest"
)

// mark stands in every field and header that a caller fills freely.
const mark = "PENANDA-PEMANGGIL"

// owedFor is the number of an application. It stands in Redis until its feedback is given, and nowhere else (agreement.md, "What
// counts as storing").
const owedFor = "503/PERMOHONAN-UJI/2026"

// TestNothingAccessedIsWrittenAnywhere drives every flow with marks in each field, header and registry element, and then
// searches whatever was written: logs, metrics, Redis and its file (PKS-2.2j, JUKNIS-II.E.2).
func TestNothingAccessedIsWrittenAnywhere(t *testing.T) {
	w := &world{t: t, redis: redistest.Start(t, redistest.Persistent...)}
	w.start(1, w.redis.URL(), []string{"SIMPUL_REGISTRY__TIMEOUT=1s", "SIMPUL_REGISTRY__BREAKER={failures: 100, cooldown: 1s}"})
	niks := w.driveEverything()
	if asked := w.registry.Calls(); asked != len(niks)-1 { // all but the one after "Gagal Login", which suspended access
		t.Fatalf("the registry was asked %d times for %d people: the search would prove little", asked, len(niks))
	}

	w.seal()
	token := w.token
	w.report()

	needles := append(registrytest.Markers(), mark, strings.ToLower(mark), token, w.token, secretOf(t, w, "registry-password"), secretOf(t, w, "registry-user-id"))
	needles = append(needles, niks...)
	person := registrytest.People()[0]
	for name, value := range person.Elements() {
		if len(value) > 5 && name != "provinsi" && name != "kabupaten" {
			needles = append(needles, value)
		}
	}
	hidden := spelt(needles)
	for place, text := range w.written() {
		text = bytes.ToUpper(text)
		if !strings.HasPrefix(place, "redis ") && bytes.Contains(text, []byte(owedFor)) {
			t.Errorf("%s holds the number of an application", place)
		}
		for form, needle := range hidden {
			if bytes.Contains(text, []byte(form)) {
				t.Errorf("%s holds something that was accessed or sent (%d characters long)", place, len(needle))
			}
		}
	}
}

// spelt returns the needles by each of their forms in capitals.
func spelt(needles []string) map[string]string {
	hidden := map[string]string{}
	for _, needle := range needles {
		for _, form := range forms(needle) {
			hidden[strings.ToUpper(form)] = needle
		}
	}
	return hidden
}

// seal calls the scheduled duty, so that seals are among what is written.
func (w *world) seal() {
	w.t.Helper()
	res, err := http.Post(w.URL+"/function/quota-check", "", nil)
	must(w.t, err)
	defer func() { _ = res.Body.Close() }()
	if text, err := io.ReadAll(res.Body); err != nil || !bytes.Contains(text, []byte(`"seal":`)) {
		w.t.Errorf("%d %s %v", res.StatusCode, text, err)
	}
}

func secretOf(t *testing.T, w *world, name string) string {
	t.Helper()
	return read(t, filepath.Join(w.options.State, "secrets"), name)
}

// forms are the ways in which a text could hide: as it is, in another spelling, or as the beginning of a digest that anybody
// could make of it by trying all numbers.
func forms(s string) []string {
	all := []string{s, hex.EncodeToString([]byte(s)), base64.StdEncoding.EncodeToString([]byte(s))[:len(s)*8/6-2], strings.Join(strings.Split(s, ""), " ")}
	for _, digest := range digests(s) {
		all = append(all, hex.EncodeToString(digest)[:12], base64.StdEncoding.EncodeToString(digest)[:12], base64.URLEncoding.EncodeToString(digest)[:12])
	}
	return all
}

// digests are a text's under no key, and under keys that a program could guess.
func digests(s string) [][]byte {
	sha, old, older := sha256.Sum256([]byte(s)), sha1.Sum([]byte(s)), md5.Sum([]byte(s))
	all := [][]byte{sha[:], old[:], older[:]}
	for _, key := range []string{"", "simpul", "{simpul}", "guard", "simpul/guard/v1", "member", "member\x00", "nik", "secret", "rahasia", "Dukcapil", "k1", "1"} {
		mac := hmac.New(sha256.New, []byte(key))
		mac.Write([]byte(s))
		all = append(all, mac.Sum(nil))
	}
	return all
}

// driveEverything sends each person once, then every failure, each time with marks, and returns the NIKs used.
func (w *world) driveEverything() []string {
	w.t.Helper()
	var niks []string
	send := func(nik string, failure registrytest.Failure) {
		niks = append(niks, nik)
		must(w.t, w.registry.Fail(failure, 1))
		w.sendMarked(nik, len(niks))
	}
	for _, status := range []string{registrytest.Found, registrytest.Deceased, registrytest.Duplicate, registrytest.NotFound, registrytest.Inactive, registrytest.InvalidFormat} {
		send(registrytest.WithExpected(status)[0].NIK, registrytest.None)
	}
	for _, code := range []string{"02", "06", "07", "08", "99"} {
		send(registrytest.WithCode(code)[0].NIK, registrytest.None)
	}
	people := registrytest.WithExpected(registrytest.Found)
	for i, failure := range registrytest.Failures() {
		send(people[i+1].NIK, failure)
	}
	for _, person := range people { // a full day: 200 hits
		if !slices.Contains(niks, person.NIK) && len(niks) < 199 {
			niks = append(niks, person.NIK)
			w.sendMarked(person.NIK, len(niks))
		}
	}
	send(registrytest.WithCode("03")[0].NIK, registrytest.None) // suspends: the last
	send(people[0].NIK, registrytest.None)
	return niks
}

func (w *world) sendMarked(nik string, number int) {
	w.t.Helper()
	claimed := map[string]string{}
	for name := range registrytest.People()[0].Elements() {
		claimed[name] = mark
	}
	delete(claimed, "tanggal_lahir") // unreadable ones are refused before the flow
	delete(claimed, "jenis_kelamin")
	base := func() map[string]any {
		return map[string]any{
			"nik": nik, "application_number": owedFor, "licence_type": "nib", "subject_role": "pemohon", "claimed": claimed,
			"show": []string{"nik", "nama_lengkap", "alamat", "pekerjaan"},
		}
	}
	bodies := []map[string]any{base()}
	for _, field := range []string{"licence_type", "subject_role", "identity_document", "show", mark} {
		spoilt := base()
		spoilt[field] = mark
		bodies = append(bodies, spoilt)
	}
	for _, body := range bodies {
		for _, url := range []string{w.URL + "/function/verify-nik", w.verifiers()[0]} {
			req := w.request(http.MethodPost, url, body)
			for _, name := range []string{"X-Call-Id", "User-Agent", "Cookie", "X-Forwarded-For", "Referer", "X-Timeout", "X-Topic"} {
				req.Header.Set(name, mark)
			}
			req.Header.Set("Idempotency-Key", mark+"-"+strconv.Itoa(number))
			if url != w.URL+"/function/verify-nik" && body["subject_role"] == "pemohon" && body["licence_type"] == "nib" {
				continue // one hit for each person is enough
			}
			_, err := w.do(req)
			must(w.t, err)
		}
	}
	for _, path := range []string{"/function/" + mark, "/" + mark, "/function/verify-nik?q=" + mark} {
		res, err := http.Get(w.URL + path)
		must(w.t, err)
		must(w.t, res.Body.Close())
	}
}

// written is all that the stack wrote, by place.
func (w *world) written() map[string][]byte {
	w.t.Helper()
	places := w.logs()
	for _, r := range w.Running {
		res, err := http.Get(r.Metrics)
		must(w.t, err)
		places["metrics of "+r.Process.Name], err = io.ReadAll(res.Body)
		must(w.t, err)
		must(w.t, res.Body.Close())
	}
	for name, text := range w.redisFiles() {
		places["redis "+name] = text
	}
	return places
}

// redisFiles are what Redis has on disk, after a full save.
func (w *world) redisFiles() map[string][]byte {
	w.t.Helper()
	for _, command := range [][]string{{"CONFIG", "SET", "rdbcompression", "no"}, {"SAVE"}} { // compressed, a text hides
		args := append([]string{"-e", "-s", w.redis.Addr()}, command...)
		if out, err := exec.Command("redis-cli", args...).CombinedOutput(); err != nil {
			w.t.Fatalf("%s: %v %s", command, err, out)
		}
	}
	files := map[string][]byte{}
	must(w.t, filepath.WalkDir(filepath.Dir(w.redis.Addr()), func(path string, entry os.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		files[entry.Name()], err = os.ReadFile(path)
		return err
	}))
	if len(files) == 0 {
		w.t.Fatal("redis wrote nothing; the search would prove nothing")
	}
	return files
}
