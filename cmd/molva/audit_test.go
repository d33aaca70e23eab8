package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// silent are the orders of which the audit log has nothing from here: they change nothing, or write it down themselves.
var silent = []string{"recent", "sources-price", "sources-examine", "erase", "person", "user-add", "user-change", "token-add", "token-revoke"}

var orderPath = regexp.MustCompile(`order\[[^"]*\]\{"([a-z-]+)"`)

func TestEveryOrderIsRecordedOrSilent(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		for _, m := range orderPath.FindAllStringSubmatch(string(text), -1) {
			found++
			if _, ok := recorded[m[1]]; ok == slices.Contains(silent, m[1]) {
				t.Errorf("order %s: is it in the audit log?", m[1])
			}
		}
	}
	if found < len(recorded) {
		t.Errorf("%d orders are found", found)
	}
}
