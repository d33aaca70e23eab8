package api

import (
	"bytes"
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"
)

// walker asks every operation of the document, rightly and wrongly, and holds the answers against the document.
type walker struct {
	*testing.T
	http.Handler
	routes routers.Router
	asked  int
	met    map[int]int // answers by their status
}

// documented is the document as the running server serves it, which is a valid one.
func documented(t *testing.T, h http.Handler) *openapi3.T {
	t.Helper()
	d, err := openapi3.NewLoader().LoadFromData(ask(h, "GET", Prefix+"/openapi.json", "").Body.Bytes())
	must(t, err)
	must(t, d.Validate(t.Context()))
	return d
}

func TestNothingUndocumentedIsAnswered(t *testing.T) {
	db := world(t)
	d := documented(t, served(t, db, able(db), ann))
	met, n := map[int]int{}, 0
	reader := newWalker(t, d)
	for _, path := range d.Paths.InMatchingOrder() {
		for method, o := range d.Paths.Value(path).Operations() {
			w := reader
			if method != "GET" {
				w = newWalker(t, d) // acts change their world
			}
			w.met, w.asked = met, 0
			w.parameters(method, path, o)
			w.bodies(method, path, o)
			n += w.asked
		}
	}
	t.Logf("%d requests to %d paths: %v", n, d.Paths.Len(), met)
	for _, status := range []int{200, 201, 204, 400, 404, 409, 413, 415, 422} {
		if met[status] == 0 {
			t.Errorf("%d was never answered", status)
		}
	}
}

// newWalker has a world of its own, since acts change it.
func newWalker(t *testing.T, d *openapi3.T) *walker {
	routes, err := gorillamux.NewRouter(d)
	must(t, err)
	db := world(t)
	return &walker{T: t, Handler: served(t, db, able(db), ann), routes: routes}
}

// send asks once and holds the answer against the document. Wrong is whether the request is.
func (w *walker) send(method, target, body string, wrong bool, headers ...string) {
	w.Helper()
	w.asked++
	answer := ask(w, method, target, body, headers...)
	w.met[answer.Code]++
	if err := w.differs(method, target, body, answer); err != nil {
		w.Errorf("%s %s %.200s: %d %.300s\n%v", method, target, body, answer.Code, answer.Body, err)
	}
	refused := answer.Code == 400 || answer.Code == 422 || answer.Code == 413 || answer.Code == 415
	if refused != wrong || answer.Code >= 500 && answer.Code != 503 {
		w.Errorf("%s %s %.200s: %d %.300s", method, target, body, answer.Code, answer.Body)
	}
	if answer.Header().Get("RateLimit") == "" || answer.Header().Get("RateLimit-Policy") == "" || answer.Header().Get("Cache-Control") == "" {
		w.Errorf("%s %s: the headers are %v", method, target, answer.Header())
	}
}

// differs is what of an answer is not documented.
func (w *walker) differs(method, target, body string, answer *httptest.ResponseRecorder) error {
	r := httptest.NewRequest(method, "http://example.com"+target, strings.NewReader(body))
	route, in, err := w.routes.FindRoute(r)
	if err != nil {
		return err
	}
	of := &openapi3filter.RequestValidationInput{Request: r, PathParams: in, Route: route, Options: &openapi3filter.Options{IncludeResponseStatus: true}}
	input := &openapi3filter.ResponseValidationInput{RequestValidationInput: of, Status: answer.Code, Header: answer.Header(), Options: of.Options}
	return openapi3filter.ValidateResponse(w.Context(), input.SetBodyBytes(answer.Body.Bytes()))
}

// parameters asks with each parameter right once and wrong once.
func (w *walker) parameters(method, path string, o *openapi3.Operation) {
	required := url.Values{}
	for _, p := range o.Parameters {
		if p.Value.In == inQuery && p.Value.Required {
			required.Set(p.Value.Name, good[p.Value.Name])
		}
	}
	body := w.body(path, o)
	to := func(q url.Values) string { return w.path(path, "") + "?" + q.Encode() }
	if method == "GET" {
		w.send(method, to(required), "", false)
	}
	w.send(method, to(url.Values{"nonsense": {"1"}}), body, true)
	for _, p := range o.Parameters {
		if p.Value.In == inPath {
			if p.Value.Schema.Value.Pattern != "" || p.Value.Schema.Value.Type.Is("integer") {
				w.send(method, strings.ReplaceAll(w.path(path, p.Value.Name), "{"+p.Value.Name+"}", "%00"), body, true)
			}
			continue
		}
		one := p.Value.Schema.Value
		if one.Type.Is("array") {
			one = one.Items.Value
		}
		for _, text := range wrongTexts(one) {
			q := maps.Clone(required)
			q.Set(p.Value.Name, text)
			w.send(method, to(q), body, true)
		}
		for _, text := range rightTexts(p.Value.Name, one) {
			q := maps.Clone(required)
			q.Set(p.Value.Name, text)
			w.send(method, to(q), body, false)
		}
		q := maps.Clone(required)
		q[p.Value.Name] = slices.Repeat([]string{"x"}, 30)
		w.send(method, to(q), body, true)
	}
}

// path is an address with good ids in it, but for the one of a name.
func (w *walker) path(path, but string) string {
	for name, value := range good {
		if name != but {
			path = strings.ReplaceAll(path, "{"+name+"}", url.PathEscape(value))
		}
	}
	return path
}

// body is a good body of an operation; "": it takes none.
func (w *walker) body(path string, o *openapi3.Operation) string {
	if o.RequestBody == nil {
		return ""
	}
	text, err := json.Marshal(w.fields(path, o))
	must(w.T, err)
	return string(text)
}

// fields are those of a good body.
func (w *walker) fields(path string, o *openapi3.Operation) map[string]any {
	made, _ := w.example("", o.RequestBody.Value.Content["application/json"].Schema.Value).(map[string]any)
	if _, acts := made["seen"]; acts {
		made["seen"] = told[Complaint](w.T, ask(w, "GET", Prefix+"/complaints/c1", "")).Seen
	}
	if strings.HasSuffix(path, "/erasures") {
		delete(made, "mention") // one of the two
	}
	if strings.HasSuffix(path, "/sample/labels") {
		made["mention"] = told[List[Sampled]](w.T, ask(w, "GET", Prefix+"/sample?topic=kestrel", "")).Data[0].Mention
	}
	return made
}

// bodies asks with a good body, and with each field of it wrong once.
func (w *walker) bodies(method, path string, o *openapi3.Operation) {
	to := w.path(path, "")
	if o.RequestBody == nil {
		if method != "GET" {
			w.send(method, to, `{"a":1}`, true)
			w.send(method, to, "", false)
			w.send(method, to, "", false)
		}
		return
	}
	good := w.body(path, o)
	for _, broken := range []string{`{`, `[]`, `"x"`, `null`, good + good, `{"nonsense":` + good + `}`} {
		w.send(method, to, broken, true)
	}
	w.send(method, to, `{"x":"`+strings.Repeat("x", maxBody)+`"}`, true)
	w.send(method, to, good, true, "Content-Type", "text/plain")
	w.send(method, to, good, true, "Content-Type", "")
	schema := o.RequestBody.Value.Content["application/json"].Schema.Value
	for name, field := range schema.Properties {
		for _, value := range wrongValues(field.Value, slices.Contains(schema.Required, name)) {
			fields := w.fields(path, o)
			fields[name] = value
			if value == (gone{}) {
				delete(fields, name)
			}
			text, _ := json.Marshal(fields)
			w.send(method, to, string(bytes.ReplaceAll(text, []byte(`\ufffd`), []byte("\xff"))), true)
		}
	}
	w.send(method, to, good, false)
	w.send(method, to, good, false) // once more, when it is done already
}

// Unknown ids are 404, whatever is done to them.
func TestWhatThereIsNot(t *testing.T) {
	db := world(t)
	d := documented(t, served(t, db, able(db), ann))
	none := map[string]string{"complaint": "c999", "mention": "vk:none", "topic": "none", "label": "999", "dead": "999", "incident": "i999", "mute": "m999", "token": "999", "share": "999", "erasure": "999"}
	for path, item := range d.Paths.Map() {
		for method, o := range item.Operations() {
			m := inBraces.FindStringSubmatch(path)
			if m == nil {
				continue
			}
			w := newWalker(t, d)
			to := strings.ReplaceAll(path, m[0], url.PathEscape(none[m[1]]))
			answer := ask(w, method, to, w.body(path, o))
			if p := told[Problem](t, answer); answer.Code != 404 || p.Status != 404 || p.Title != "Not Found" {
				t.Errorf("%s %s: %d %s", method, to, answer.Code, answer.Body)
			}
			if err := w.differs(method, to, "", answer); err != nil {
				t.Error(err)
			}
		}
	}
}
