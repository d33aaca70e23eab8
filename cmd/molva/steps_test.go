package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestEveryStepIsDiedAt: a step that the rooms name and no test kills the program at would only look like a proof.
func TestEveryStepIsDiedAt(t *testing.T) {
	var code, tests strings.Builder
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".go" {
			return err
		}
		text, err := os.ReadFile(path)
		if strings.HasSuffix(path, "_test.go") {
			tests.Write(text)
		} else {
			code.Write(text)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	named := regexp.MustCompile(`\b[sS]tep\(("[a-z ]+")\)`).FindAllStringSubmatch(code.String(), -1)
	if len(named) < 20 {
		t.Errorf("found %d steps, where are they?", len(named))
	}
	for _, step := range named {
		if !strings.Contains(tests.String(), step[1]) {
			t.Errorf("no test dies at %s", step[1])
		}
	}
}
