package web

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// asvs are the items of OWASP ASVS 5.0.0 that ASVS.md answers.
const asvs = `1.1.2 1.2.1 1.2.2 1.2.3 1.2.4 1.2.9 1.2.10 1.3.6 1.3.12 1.5.1 2.1.1 2.2.1 2.2.2 2.3.3 2.4.1
	3.2.2 3.3.1 3.3.2 3.3.3 3.3.4 3.4.1 3.4.2 3.4.3 3.4.4 3.4.5 3.4.6 3.5.1 3.5.2 3.5.3 4.1.1 4.1.3 4.4.2 5.2.3
	6.2.1 6.2.2 6.2.3 6.2.4 6.2.5 6.2.6 6.2.7 6.2.8 6.2.9 6.2.10 6.2.11 6.2.12 6.3.1 6.3.2 6.3.3 7.2.3 7.2.4 7.3.1 7.3.2 7.4.1
	8.2.1 11.4.2 11.5.1 12.1.1 12.3.2 13.2.4 13.2.5 13.3.1 13.4.2 13.4.5 14.2.1 14.3.2 15.1.1 15.1.2 15.1.3 15.2.1 15.2.2 15.3.2 15.3.4
	16.2.5 16.3.1 16.3.2 16.3.3 16.4.1 16.5.1 16.5.2 16.5.3`

// sources are the files of the program below its root, by their path.
func sources(t *testing.T) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	root := os.DirFS(filepath.Join("..", ".."))
	err := fs.WalkDir(root, ".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, ".go") {
			all[path], err = fs.ReadFile(root, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestASVS: the table has every item once, in order, and every test that it names.
func TestASVS(t *testing.T) {
	table, err := os.ReadFile("ASVS.md")
	if err != nil {
		t.Fatal(err)
	}
	var items []string
	for _, row := range regexp.MustCompile(`(?m)^\| (\d+\.\d+\.\d+) `).FindAllSubmatch(table, -1) {
		items = append(items, string(row[1]))
	}
	if want := strings.Fields(asvs); !slices.Equal(items, want) {
		t.Errorf("items are %v, want %v", items, want)
	}
	tests := map[string]bool{}
	declared := regexp.MustCompile(`(?m)^func (Test\w+)\(`)
	for path, text := range sources(t) {
		if strings.HasSuffix(path, "_test.go") {
			for _, found := range declared.FindAllSubmatch(text, -1) {
				tests[string(found[1])] = true
			}
		}
	}
	for _, name := range regexp.MustCompile(`\bTest[A-Z]\w+`).FindAllString(string(table), -1) {
		if !tests[name] {
			t.Errorf("there is no test %s", name)
		}
	}
}

// TestCertificatesOfOthersAreChecked: no code of the program connects without looking whom to, or shows the runtime's own pages. What
// only tests use may.
func TestCertificatesOfOthersAreChecked(t *testing.T) {
	for path, text := range sources(t) {
		if strings.HasSuffix(path, "_test.go") || strings.HasPrefix(path, "ingest/sourcetest/") {
			continue
		}
		for _, never := range []string{"Insecure" + "SkipVerify", `"net/http/` + `pprof"`, `"exp` + `var"`} {
			if bytes.Contains(text, []byte(never)) {
				t.Errorf("%s has %s", path, never)
			}
		}
	}
}
