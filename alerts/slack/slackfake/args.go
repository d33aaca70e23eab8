package slackfake

import (
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
)

// args are the arguments of a call. What came as a JSON object or array is kept as that text.
type args map[string]string

// read takes the arguments from a form or from JSON, and the token from the header when it is there.
func read(r *http.Request) (args, error) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	a := args{}
	if kind == "application/json" {
		err = a.json(body)
	} else {
		err = a.form(string(body))
	}
	if token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok {
		a["token"] = token
	}
	return a, err
}

func (a args) form(body string) error {
	values, err := url.ParseQuery(body)
	for name := range values {
		a[name] = values.Get(name)
	}
	return err
}

func (a args) json(body []byte) error {
	var fields map[string]json.RawMessage
	if len(body) == 0 {
		return nil
	}
	if err := json.Unmarshal(body, &fields); err != nil {
		return err
	}
	for name, raw := range fields {
		var text string
		if json.Unmarshal(raw, &text) != nil {
			text = string(raw)
		}
		a[name] = text
	}
	return nil
}

// object decodes an argument that is JSON.
func (a args) object(name string) (map[string]any, error) {
	var o map[string]any
	if a[name] == "" {
		return nil, nil
	}
	if err := json.Unmarshal([]byte(a[name]), &o); err != nil {
		return nil, fmt.Errorf("%s is no JSON object: %w", name, err)
	}
	return o, nil
}
