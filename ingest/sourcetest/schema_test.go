package sourcetest

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const forumSchema = "testdata/schema.json"

func TestInstances(t *testing.T) {
	for _, c := range []struct {
		name  string
		maker maker
		want  string
	}{
		{"Post", maker{}, `{"at":"2026-11-21T08:00:00Z","author":{"name":"name"},"id":1,"likes":1,"text":"text"}`},
		{"List", maker{}, `{"next":1,"posts":[]}`},
		{"Person", maker{}, `{"name":"name"}`},
		{"Person", maker{all: true}, `{"code":"AB1","name":"name","page":"https://network.test/page","rank":1}`},
		{"Person", maker{all: true, last: true}, `{"code":"AB1","name":"name","page":"https://network.test/page","rank":"rank"}`},
		{"Post", maker{all: true}, `{"at":"2026-11-21T08:00:00Z","author":{"code":"AB1","name":"name","page":"https://network.test/page","rank":1},` +
			`"edited":"2026-11-21T08:00:00Z","id":1,"likes":1,"mood":"glad","removed":false,"tags":["tags"],"text":"text"}`},
	} {
		by := definition(t, forumSchema, c.name)
		for range 3 { // always the same
			v, err := c.maker.instance(by)
			if err != nil {
				t.Fatalf("%s: %v", c.name, err)
			}
			got, err := json.Marshal(v)
			if err != nil || string(got) != c.want {
				t.Errorf("%s is\n%s, %v, want\n%s", c.name, got, err, c.want)
			}
		}
	}
}

func TestReplyIsWrittenOut(t *testing.T) {
	s, err := openSchema(forumSchema)
	if err != nil {
		t.Fatal(err)
	}
	for in, want := range map[string][2]string{ // as it is played, and as it is checked
		`{"plain": "<b>", "n": 12345678901234567890}`: {`{"n":12345678901234567890,"plain":"<b>"}`, ""},
		`[{"$new": "Person"}]`:                        {`[{"name":"name"}]`, ""},
		`{"$new": "Post", "$without": ["author", "likes"], "id": 7, "tags": null}`: {
			`{"at":"2026-11-21T08:00:00Z","id":7,"tags":null,"text":"text"}`, ""},
		`{"$new": "Post", "author": {"rank": 5}, "answers": {"$new": "Person"}, "likes": null}`: {
			`{"answers":{"name":"name"},"at":"2026-11-21T08:00:00Z","author":{"name":"name","rank":5},"id":1,"likes":null,"text":"text"}`, ""},
		`[{"$bad": "what?"}, 1]`:                                {`["what?",1]`, `[1]`},
		`{"a": {"$bad": 1}, "b": 2}`:                            {`{"a":1,"b":2}`, `{"b":2}`},
		`{"p": {"$string": {"$new": "Person", "name": "A<b"}}}`: {`{"p":"{\"name\":\"A<b\"}"}`, ""},
	} {
		for i, bad := range []bool{true, false} {
			expected := want[0]
			if i == 1 && want[1] != "" {
				expected = want[1]
			}
			got, err := expander{schema: s, bad: bad}.message([]byte(in))
			if err != nil || string(got) != expected {
				t.Errorf("%s is %s, %v; want %s", in, got, err, expected)
			}
		}
	}
	for _, in := range []string{`{"$new": "Nobody"}`, `{"$new": "Post"`, `{"$new": "Post", "$without": "id"}`} {
		if got, err := (expander{schema: s}).message([]byte(in)); err == nil {
			t.Errorf("%s is %s", in, got)
		}
	}
}

func TestInstancesMayOnlyBeWhatTheSchemaAllows(t *testing.T) {
	for what, schema := range map[string]string{
		"a pattern without examples": `{"type": "string", "pattern": "^[0-9]{7}$"}`,
		"endless":                    `{"type": "object", "required": ["self"], "properties": {"self": {"$ref": "#/$defs/It"}}}`,
		"nothing at all":             `{"allOf": [{"type": "string"}, {"type": "integer"}]}`,
	} {
		name := t.TempDir() + "/schema.json"
		if err := os.WriteFile(name, []byte(`{"$defs": {"It": `+schema+`}}`), 0o600); err != nil {
			t.Fatal(err)
		}
		by := definition(t, name, "It")
		if v, err := (maker{}).instance(by); err == nil {
			t.Errorf("%s: made %v", what, v)
		}
	}
}

// right and wrong ways to decode a post of the forum.
type (
	rightPost struct {
		ID      int64           `json:"id"`
		Likes   *float64        `json:"likes"`
		Author  *rightPerson    `json:"author"`
		Answers *rightPost      `json:"answers"`
		Tags    []string        `json:"tags"`
		Mood    json.RawMessage `json:"mood"`
		Skipped string          `json:"-"`
	}
	rightPerson struct {
		Name string `json:"name"`
		Rank any    `json:"rank"`
	}
	wrongPost struct {
		ID     string `json:"id"`
		Likess int    `json:"likess"`
		Author struct {
			Rank string `json:"rank"`
		} `json:"author"`
		Tags []int `json:"tags"`
	}
)

func TestFieldsFindsWhatDoesNotFit(t *testing.T) {
	by := definition(t, forumSchema, "Post")
	if wrong := misfits("Post", by, &rightPost{}); len(wrong) > 0 {
		t.Errorf("of the right one: %q", wrong)
	}
	want := []string{
		"Post.id is string here, and may be integer in the schema",
		"Post.likess is no field that the schema knows",
		"Post.author.rank is string here, and may be number in the schema",
		"Post.tags[] is int here, and may be string in the schema",
	}
	if diff := cmp.Diff(want, misfits("Post", by, &wrongPost{})); diff != "" {
		t.Error(diff)
	}
}

func TestDecodesTriesEveryInstance(t *testing.T) {
	var seen []string
	Decodes(t, forumSchema, "Person", func(b []byte) error {
		seen = append(seen, string(b))
		return nil
	})
	for _, want := range []string{
		`{"name":"name"}`,
		`{"code":"AB1","name":"name","page":"https://network.test/page","rank":1}`,
		`{"code":"AB1","name":"name","page":"https://network.test/page","rank":"rank"}`,
		`{"code":"AB1","name":"name","page":"https://network.test/page"}`,
		`{"code":"AB1","name":"name","rank":"rank"}`,
	} {
		if !slices.Contains(seen, want) {
			t.Errorf("not tried: %s; only\n%s", want, strings.Join(seen, "\n"))
		}
	}
}

func TestDecodesFindsADecoderThatWantsTooMuch(t *testing.T) {
	by := definition(t, forumSchema, "Post")
	for want, decoder := range map[string]any{
		"in its last form": &struct{ Author struct{ Rank int } }{},
		"whole":            &struct{ ID string }{},
	} {
		wrong := undecoded("Post", by, func(b []byte) error { return json.Unmarshal(b, decoder) })
		if len(wrong) == 0 || !strings.Contains(strings.Join(wrong, "\n"), want) {
			t.Errorf("%T: %q, want it to fail %s", decoder, wrong, want)
		}
	}
	wrong := undecoded("Post", by, func(b []byte) error {
		var p struct{ Author *struct{ Name string } }
		if err := json.Unmarshal(b, &p); err != nil || p.Author != nil {
			return err
		}
		return errors.New("who?")
	})
	if len(wrong) != 2 || !strings.Contains(wrong[0], "with null at /author") {
		t.Errorf("of one that wants an author: %q", wrong)
	}
}

func TestRepliesMustBeSuchAsTheSchemaSays(t *testing.T) {
	by := definition(t, forumSchema, "List")
	for body, want := range map[string]string{
		`{"posts": [], "next": 1}`: "",
		`{"posts": []}`:            "missing property 'next'",
		`{"posts"`:                 "EOF",
	} {
		err := breach([]byte(body), by)
		if got := fmt.Sprint(err); (err == nil) != (want == "") || !strings.Contains(got, want) && want != "" {
			t.Errorf("%s: %v, want %q", body, err, want)
		}
	}
}
