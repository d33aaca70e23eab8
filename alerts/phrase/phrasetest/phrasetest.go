// Package phrasetest checks that everything a package says can be said in Russian.
package phrasetest

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"molva/alerts/phrase"
)

// Complete fails the test when a Go file in dir, tests aside, calls Sprintf on something other than package fmt with a
// key that no catalogue has, when the Russian asks for other arguments than the English, and when the key is no literal,
// because then nobody can know. Templates (.tmpl, .html) in dir are read too: {{say "key" …}}.
func Complete(t *testing.T, dir string, catalogues ...phrase.Catalogue) {
	t.Helper()
	if _, err := phrase.New("ru", catalogues...); err != nil {
		t.Error(err)
	}
	known := map[string]phrase.Form{}
	for _, c := range catalogues {
		for key, form := range c {
			known[key] = form
		}
	}
	for _, s := range append(said(t, dir), written(t, dir)...) {
		if err := check(s.key, known); err != nil {
			t.Errorf("%s: %v", s.place, err)
		}
	}
}

// sentence is one key with the place that says it.
type sentence struct{ place, key string }

func check(key string, known map[string]phrase.Form) error {
	form, ok := known[key]
	if !ok {
		return fmt.Errorf("%q has no Russian", key)
	}
	for _, russian := range []string{form.Russian.One, form.Russian.Few, form.Russian.Many} {
		if russian != "" && !slices.Equal(verbs(key), verbs(russian)) {
			return fmt.Errorf("%q and %q ask for different arguments", key, russian)
		}
	}
	return nil
}

var verb = regexp.MustCompile(`%(\[\d+\])?[-+# 0-9.]*[a-zA-Z]`)

// verbs lists what a sentence asks of its arguments, in the arguments' order, whatever order the words have.
func verbs(s string) []string {
	var all []string
	for i, v := range verb.FindAllString(strings.ReplaceAll(s, "%%", ""), -1) {
		position := strconv.Itoa(i + 1)
		if from, to := strings.Index(v, "["), strings.Index(v, "]"); from > 0 {
			position = v[from+1 : to]
		}
		all = append(all, position+v[len(v)-1:])
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// said finds the calls of Sprintf in the Go files of dir.
func said(t *testing.T, dir string) []sentence {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	var all []sentence
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		files := token.NewFileSet()
		file, err := parser.ParseFile(files, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if key, ok := spoken(n); ok {
				all = append(all, sentence{files.Position(n.Pos()).String(), key})
			}
			return true
		})
	}
	return all
}

// spoken returns the key of a call x.Sprintf("key", …), or the source's word for it when it is no literal.
func spoken(n ast.Node) (key string, ok bool) {
	call, ok := n.(*ast.CallExpr)
	if !ok || len(call.Args) == 0 {
		return "", false
	}
	method, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || method.Sel.Name != "Sprintf" {
		return "", false
	}
	if pkg, ok := method.X.(*ast.Ident); ok && pkg.Name == "fmt" {
		return "", false
	}
	literal, ok := call.Args[0].(*ast.BasicLit)
	if !ok {
		return "a key that is no literal", true
	}
	key, err := strconv.Unquote(literal.Value)
	return key, err == nil
}

var saying = regexp.MustCompile(`[{(]\s*say\s+("(?:[^"\\]|\\.)*")`)

// written finds the sentences of templates.
func written(t *testing.T, dir string) []sentence {
	t.Helper()
	var all []sentence
	for _, pattern := range []string{"*.html", "*.tmpl", "templates/*.html"} {
		names, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, found := range saying.FindAllSubmatch(text, -1) {
				key, err := strconv.Unquote(string(found[1]))
				if err != nil {
					t.Fatal(err)
				}
				all = append(all, sentence{name, key})
			}
		}
	}
	return all
}
