package proof

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Mutant is the program with one mistake in it. A test that does not notice the mistake proves nothing.
type Mutant struct {
	Name     string
	File     string // from the module's root
	Old, New string // Old stands in the file exactly once
}

// Build compiles molva, with the mistakes of the mutants, into the test's own folder and returns its path.
func Build(t testing.TB, mutants ...Mutant) string {
	t.Helper()
	bin := filepath.Join(t.TempDir(), "molva")
	build(t, bin, "molva/cmd/molva", mutants)
	return bin
}

// BuildServer compiles the NATS server that molva embeds as a program of its own, the version that go.mod names.
func BuildServer(t testing.TB) string {
	t.Helper()
	bin := filepath.Join(t.TempDir(), "nats-server")
	build(t, bin, "github.com/nats-io/nats-server/v2", nil)
	return bin
}

func build(t testing.TB, bin, pkg string, mutants []Mutant) {
	t.Helper()
	args := []string{"build", "-o", bin}
	if len(mutants) > 0 {
		args = append(args, "-overlay", overlay(t, mutants))
	}
	if out, err := exec.CommandContext(t.Context(), "go", append(args, pkg)...).CombinedOutput(); err != nil {
		t.Fatalf("build %s: %v\n%s", pkg, err, out)
	}
}

// overlay writes the mutated files beside the tree and tells the compiler to read them in the place of the true ones.
func overlay(t testing.TB, mutants []Mutant) string {
	t.Helper()
	replace, texts := map[string]string{}, map[string]string{}
	for i, m := range mutants {
		path := filepath.Join(Root(t), m.File)
		if replace[path] == "" {
			replace[path] = filepath.Join(t.TempDir(), fmt.Sprintf("%d-%s", i, filepath.Base(path)))
			texts[path] = read(t, path)
		}
		mutated, err := m.apply(texts[path])
		if err != nil {
			t.Fatal(err)
		}
		texts[path] = mutated
		write(t, replace[path], mutated)
	}
	said, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "overlay.json")
	write(t, name, string(said))
	return name
}

func (m Mutant) apply(text string) (string, error) {
	if n := strings.Count(text, m.Old); n != 1 {
		return "", fmt.Errorf("mutant %q: %s holds %d times %q, want 1", m.Name, m.File, n, m.Old)
	}
	return strings.Replace(text, m.Old, m.New, 1), nil
}

// Root is the folder of go.mod.
func Root(t testing.TB) string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "go", "env", "GOMOD").Output()
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Dir(strings.TrimSpace(string(out)))
}

func read(t testing.TB, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func write(t testing.TB, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
