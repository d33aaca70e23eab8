package sourcetest

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// schema is a network's own description of its answers.
type schema struct{ compiler *jsonschema.Compiler }

// openSchema reads a file of JSON Schema, whose formats count.
func openSchema(name string) (*schema, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	doc, err := jsonschema.UnmarshalJSON(file)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource(address+"/schema.json", doc); err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	return &schema{c}, nil
}

// named finds what the schema calls by a name, or what stands at a pointer into it, such as #/$defs/Name.
func (s *schema) named(name string) (*jsonschema.Schema, error) {
	if !strings.HasPrefix(name, "#") {
		name = "#/$defs/" + name
	}
	return s.compiler.Compile(address + "/schema.json" + name)
}

// definition is what a file of JSON Schema calls by a name.
func definition(t testing.TB, file, name string) *jsonschema.Schema {
	t.Helper()
	s, err := openSchema(file)
	if err != nil {
		t.Fatal(err)
	}
	by, err := s.named(name)
	if err != nil {
		t.Fatal(err)
	}
	return by
}

// schema is the one beside the fixture.
func (f *fixture) schema(t *testing.T) *schema {
	t.Helper()
	s, err := openSchema(filepath.Join(filepath.Dir(f.path), "schema.json"))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// rule says by which part of the schema the good replies of a path must be.
type rule struct{ method, path, name string }

func rules(t *testing.T, data []byte) []rule {
	t.Helper()
	var all []rule
	for _, line := range lines(data) {
		words := strings.Fields(line)
		if len(words) != 3 {
			t.Fatalf("schemas: %q, want METHOD /path/pattern #/$defs/Name", line)
		}
		all = append(all, rule{words[0], strings.ReplaceAll(words[1], "$SECRET", canary), words[2]})
	}
	return all
}

func (r rule) fits(p reply) bool {
	want, parameter, _ := strings.Cut(r.path, "?")
	ok, err := path.Match(want, p.url.Path)
	asked := parameter == "" || strings.Contains("&"+p.url.RawQuery+"&", "&"+parameter+"&")
	return err == nil && ok && asked && r.method == p.method
}

// obeyed checks the recorded replies by the network's schema.
func (f *fixture) obeyed(t *testing.T) {
	if len(f.rules) == 0 {
		return
	}
	s := f.schema(t)
	for _, r := range f.rules {
		by, err := s.named(r.name)
		if err != nil {
			t.Fatal(err)
		}
		checked := 0
		for _, p := range f.replies {
			if r.fits(p) {
				checked += f.check(t, p, by)
			}
		}
		if checked == 0 {
			t.Errorf("schemas: no good reply is recorded for %s %s", r.method, r.path)
		}
	}
}

// check validates the messages of one reply and returns how many they are.
func (f *fixture) check(t *testing.T, p reply, by *jsonschema.Schema) int {
	t.Helper()
	all := messages(t, p)
	for _, message := range all {
		if err := breach(message, by); err != nil {
			t.Errorf("%s: %s %s: %v", f.path, p.method, p.url, err)
		}
	}
	return len(all)
}

// breach is why the schema does not allow a message.
func breach(message []byte, by *jsonschema.Schema) error {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(message))
	if err != nil {
		return err
	}
	return by.Validate(doc)
}

// messages are what a reply says, without what is meant to be bad: its body if its status is good, or the frames that come
// by a websocket.
func messages(t *testing.T, p reply) [][]byte {
	t.Helper()
	if p.frames() {
		var all [][]byte
		for _, line := range lines(p.sound) {
			if frame, ours := strings.CutPrefix(line, "< "); ours {
				all = append(all, []byte(frame))
			}
		}
		return all
	}
	status, body, err := p.parse()
	if err != nil {
		t.Errorf("recorded reply for %s: %v", p.url, err)
	}
	if status < 200 || status > 299 {
		return nil
	}
	return [][]byte{body}
}

// frames reports whether the reply is a websocket that opens.
func (p reply) frames() bool { return p.method == "WS" && !bytes.HasPrefix(p.body, []byte("HTTP/")) }

// parse takes a recorded reply apart.
func (p reply) parse() (status int, body []byte, err error) {
	resp, err := http.ReadResponse(bufio.NewReader(bytes.NewReader(p.sound)), nil)
	if err != nil {
		return 0, nil, errors.New("want a status line, headers and an empty line")
	}
	body, err = io.ReadAll(resp.Body)
	return resp.StatusCode, body, err
}
