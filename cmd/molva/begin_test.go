package main

import (
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// maxBegin is how many bytes the packages of molva may make together before main begins: whoever runs one source shall not
// pay for the patterns of all. Most of it is what is said in Russian, a fifth of that on the pages.
const maxBegin = 1792 << 10

func TestBeginningTakesLittleMemory(t *testing.T) {
	binary, err := exec.LookPath("molva")
	if err != nil {
		t.Fatal(err)
	}
	begin := exec.CommandContext(t.Context(), binary, "version")
	begin.Env = append(os.Environ(), "GODEBUG=inittrace=1")
	traced, err := begin.CombinedOutput()
	if err != nil {
		t.Fatal(err)
	}
	sum := 0
	for _, line := range regexp.MustCompile(`init (molva/\S+|main) @.* (\d+) bytes`).FindAllStringSubmatch(string(traced), -1) {
		n, err := strconv.Atoi(line[2])
		if err != nil {
			t.Fatal(err)
		}
		sum += n
	}
	if sum == 0 || sum > maxBegin {
		t.Errorf("%d bytes are made before main begins, want 1 to %d:\n%s", sum, maxBegin, strings.TrimSpace(string(traced)))
	}
}
