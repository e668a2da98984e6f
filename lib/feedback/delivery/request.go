package delivery

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"

	"github.com/go-json-experiment/json"

	"simpul/lib/config"
	"simpul/lib/feedback"
	"simpul/lib/shape"
)

// tokenShape is what can stand in a header behind "Bearer " (RFC 6750 §2.1 knows fewer characters; nobody knows this one's).
var tokenShape = shape.Of(`^[!-~]{1,1000}$`)

var errToken = errors.New("not one line of printable ASCII without blanks, at most 1000 characters")

// checkTemplate refuses what would tell more than is agreed. The configuration refuses it as well; here nothing could go out.
func checkTemplate(template []config.Param) error {
	for _, p := range template {
		if p.Key == "" || !slices.Contains([]string{config.ParamNumber, config.ParamType}, p.Field) {
			return errors.New("feedback.template: names what is not agreed (JUKNIS-III.A)")
		}
	}
	if len(template) == 0 {
		return errors.New("feedback.template: is empty")
	}
	return nil
}

// writer writes requests as this office's service wants them.
type writer struct {
	settings config.Feedback
	secrets  *config.Secrets
	target   *url.URL
}

// sender is the one element of the body's list (wire §3).
type sender struct {
	ID   string `json:"id_lembaga"`
	Name string `json:"nama_lembaga"`
	Data []unit `json:"data"`
}

type unit struct {
	NIK   string              `json:"NIK"`
	Param []map[string]string `json:"param"`
}

// request returns a whole HTTP request, ready to be written in one piece, or why there is none: then nothing was sent.
func (w writer) request(parcels []feedback.Parcel) ([]byte, feedback.Outcome) {
	token, err := w.token()
	if err != nil {
		return nil, later("token_tidak_terbaca")
	}
	body, ok := w.body(parcels)
	if !ok {
		return nil, feedback.Outcome{Verdict: feedback.Refused, Code: "isi_tidak_dapat_dikirim"}
	}
	request := http.Request{Method: http.MethodPost, URL: w.target, ContentLength: int64(len(body)),
		Body: io.NopCloser(bytes.NewReader(body)),
		Header: http.Header{
			"Accept":        {"application/json"},
			"Authorization": {"Bearer " + token},
			"Content-Type":  {"application/json"},
			"User-Agent":    {"simpul"},
		}}
	var out bytes.Buffer
	if request.Write(&out) != nil {
		return nil, later("permintaan_tidak_terbentuk")
	}
	return out.Bytes(), feedback.Outcome{}
}

// token reads the secret anew each time, which costs a look at the file: it rotates without a restart (PKS-2.1d).
func (w writer) token() (string, error) {
	secret, err := w.secrets.Read(w.settings.TokenFile)
	if err != nil {
		return "", err
	}
	if !tokenShape(secret.Reveal()) {
		return "", fmt.Errorf("secret file %s: %w", w.settings.TokenFile, errToken)
	}
	return secret.Reveal(), nil
}

// body reports false when a parcel lacks what is owed, or cannot be written.
func (w writer) body(parcels []feedback.Parcel) ([]byte, bool) {
	units := make([]unit, len(parcels))
	for i, p := range parcels {
		if p.NIK.Empty() || len(p.Licences) == 0 {
			return nil, false
		}
		units[i].NIK = p.NIK.RevealPersonalData()
		for _, licence := range p.Licences {
			units[i].Param = append(units[i].Param, w.param(licence))
		}
	}
	body, err := json.Marshal([]sender{{w.settings.IDLembaga, w.settings.NamaLembaga, units}}, json.Deterministic(true))
	return body, err == nil // whose text may quote a licence number
}

func (w writer) param(l feedback.Licence) map[string]string {
	told := map[string]string{config.ParamNumber: l.Number.RevealPersonalData(), config.ParamType: l.Type}
	param := map[string]string{}
	for _, p := range w.settings.Template {
		param[p.Key] = told[p.Field]
	}
	return param
}

// size is about what a parcel adds to a request.
func size(p feedback.Parcel) int {
	const around, each = 40, 64
	n := around
	for _, l := range p.Licences {
		n += each + len(l.Number.RevealPersonalData()) + len(l.Type)
	}
	return n
}
