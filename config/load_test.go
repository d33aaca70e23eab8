package config

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"molva/alerts/phrase"
)

func noEnv(string) (string, bool) { return "", false }

// TestMistakes: every file in testdata/bad says in its head what must be said of it, nothing more and nothing less.
func TestMistakes(t *testing.T) {
	files, err := filepath.Glob("testdata/bad/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no files: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			_, err = Parse(filepath.Base(file), data, noEnv)
			var got string
			if err != nil {
				got = err.Error()
			}
			if diff := cmp.Diff(wanted(data), strings.Split(got, "\n")); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
		})
	}
}

func wanted(data []byte) []string {
	var want []string
	for line := range strings.Lines(string(data)) {
		if text, ok := strings.CutPrefix(line, "# want: "); ok {
			want = append(want, strings.TrimSuffix(text, "\n"))
		}
	}
	return want
}

func TestExamplesAreInOrder(t *testing.T) {
	for _, language := range []string{"en", "ru"} {
		c, err := Parse("example", Example(language), noEnv)
		if err != nil {
			t.Errorf("%s: %v", language, err)
		}
		if c.Language != language {
			t.Errorf("%s: language is %s", language, c.Language)
		}
	}
}

func TestDefaultsSurviveAnEmptySection(t *testing.T) {
	c, err := Parse("molva.yaml", []byte("topics: [{id: kestrel, query: kestrel}]\nslack:\nretention: {raw: 60d}\n"), noEnv)
	if err != nil {
		t.Fatal(err)
	}
	if want := (Retention{Raw: 60 * 24 * time.Hour, Mentions: 730 * 24 * time.Hour, Backups: 30 * 24 * time.Hour}); !cmp.Equal(c.Retention, want) {
		t.Errorf("retention is %v, want %v", c.Retention, want)
	}
}

func TestEnvironment(t *testing.T) {
	secretFile := filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(secretFile, []byte("xoxb-from-file\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	env := map[string]string{
		"MOLVA_TIMEZONE": "Asia/Tokyo", "MOLVA_RETENTION_RAW": "3d", "MOLVA_STREAM_MAX_BYTES": "2GiB",
		"MOLVA_SLACK_TOKEN_FILE": secretFile, "MOLVA_SLACK_CHANNEL": "#brand", "HOOK": "https://hooks.slack.example/x",
	}
	lookup := func(name string) (string, bool) { v, ok := env[name]; return v, ok }
	c, err := Parse("molva.yaml", []byte("timezone: UTC\ntopics: [{id: kestrel, query: kestrel}]\nslack: {webhook_url: '${HOOK}'}\n"), lookup)
	if err != nil {
		t.Fatal(err)
	}
	for name, got := range map[string][2]any{
		"timezone":    {c.Timezone, "Asia/Tokyo"},
		"raw":         {c.Retention.Raw, 72 * time.Hour},
		"max_bytes":   {c.Stream.MaxBytes, Bytes(2 << 30)},
		"token":       {c.Slack.Token.Reveal(), "xoxb-from-file"},
		"webhook_url": {c.Slack.WebhookURL.Reveal(), "https://hooks.slack.example/x"},
	} {
		if got[0] != got[1] {
			t.Errorf("%s is %v, want %v", name, got[0], got[1])
		}
	}
}

func TestEnvironmentMistakesNameTheVariable(t *testing.T) {
	env := map[string]string{"MOLVA_RETENTION_RAW": "never"}
	_, err := Parse("molva.yaml", []byte("topics: [{id: kestrel, query: kestrel}]"), func(n string) (string, bool) { v, ok := env[n]; return v, ok })
	var problems Problems
	if !errors.As(err, &problems) || !strings.Contains(err.Error(), "MOLVA_RETENTION_RAW") {
		t.Errorf("error is %v", err)
	}
}

func TestQueryMistakePointsAtItsColumn(t *testing.T) {
	_, err := Parse("molva.yaml", []byte("topics:\n  - id: kestrel\n    query: 'kestrel OR ('\n"), noEnv)
	if err == nil || !strings.Contains(err.Error(), "molva.yaml:3: topics[0].query: ") || !strings.Contains(err.Error(), "^") {
		t.Errorf("error is %v", err)
	}
}

func TestDurations(t *testing.T) {
	for text, want := range map[string]time.Duration{"30d": 720 * time.Hour, "2w": 336 * time.Hour, "1d12h": 36 * time.Hour, "90s": 90 * time.Second} {
		if got, err := ParseDuration(text); err != nil || got != want {
			t.Errorf("%s: %v, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "d", "-1h", "1x", "99999999d"} {
		if got, err := ParseDuration(text); err == nil {
			t.Errorf("%q: %v, want an error", text, got)
		}
	}
}

func TestRussian(t *testing.T) {
	say, err := phrase.New("ru", Russian)
	if err != nil {
		t.Fatal(err)
	}
	_, err = Parse("molva.yaml", []byte("language: de\ntopics: [{id: kestrel, query: kestrel}]"), noEnv)
	var problems Problems
	if !errors.As(err, &problems) {
		t.Fatal(err)
	}
	if got, want := problems[0].In(say), `molva.yaml:1: language: найдено «de», нужно ru или en`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(Example("en"))
	f.Add([]byte("topics: [{id: a, query: b}]\nsources: [{id: x, network: feed, urls: [1, {a: b}]}]"))
	f.Add([]byte("a: &x [*x]"))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := Parse("f", data, noEnv)
		if c == nil {
			t.Error("no config")
		}
		var problems Problems
		if err != nil && (!errors.As(err, &problems) || len(problems) == 0) {
			t.Errorf("error is no list of problems: %v", err)
		}
	})
}

// TestEveryProblemHasRussian reads the keys out of the calls that report.
func TestEveryProblemHasRussian(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			method, ok := call.Fun.(*ast.SelectorExpr)
			if !ok || method.Sel.Name != "report" || len(call.Args) < 3 {
				return true
			}
			if text, ok := call.Args[2].(*ast.BasicLit); ok {
				key, _ := strconv.Unquote(text.Value)
				if _, known := Russian[key]; !known {
					t.Errorf("%s: %q has no Russian", file, key)
				}
			}
			return true
		})
	}
	for _, key := range complaints(t) {
		if _, known := RussianOptions[key]; !known {
			t.Errorf("%q has no Russian", key)
		}
	}
	for _, n := range Table() {
		keys := []string{n.Reads, n.Needs, n.More, n.Terms, n.Closed}
		for _, g := range n.Grants {
			keys = append(keys, g.Brings)
		}
		for _, key := range keys {
			if _, known := RussianNetworks[key]; key != "" && !known {
				t.Errorf("network %s: %q has no Russian", n.Name, key)
			}
		}
	}
}

// complaints are the sentences by which the program's rooms complain of their options: what ingest.Complain is given, and what
// begins as those of ingest.CheckNames do.
func complaints(t *testing.T) (keys []string) {
	t.Helper()
	for _, room := range []string{"../ingest", "../classify", "../alerts"} {
		err := filepath.WalkDir(room, func(path string, _ fs.DirEntry, err error) error {
			if err != nil || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
				return err
			}
			parsed, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
			if err != nil {
				return err
			}
			ast.Inspect(parsed, func(n ast.Node) bool {
				keys = append(keys, complaint(t, path, n)...)
				return true
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return keys
}

// complaint is the sentence that stands in a node, if it is one.
func complaint(t *testing.T, path string, n ast.Node) []string {
	t.Helper()
	switch n := n.(type) {
	case *ast.BasicLit:
		if text, err := strconv.Unquote(n.Value); err == nil && strings.HasPrefix(text, "%s has %q, want ") {
			return []string{text}
		}
	case *ast.CallExpr:
		name, qualified := n.Fun.(*ast.SelectorExpr)
		bare, _ := n.Fun.(*ast.Ident)
		if !(qualified && name.Sel.Name == "Complain") && !(bare != nil && bare.Name == "Complain") {
			return nil
		}
		text, literal := n.Args[0].(*ast.BasicLit)
		if !literal {
			if !strings.HasSuffix(path, "names.go") {
				t.Errorf("%s: a complaint whose sentence is no literal", path)
			}
			return nil
		}
		key, _ := strconv.Unquote(text.Value)
		return []string{key}
	}
	return nil
}
