package proof

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Edit replaces a piece of the program's source, which must stand in its file exactly once.
type Edit struct{ File, Old, New string }

// BuildWorse compiles the program with some of its care removed, so that a test can prove that it would notice.
func BuildWorse(t testing.TB, edits ...Edit) string {
	t.Helper()
	bin := filepath.Join(t.TempDir(), "molva")
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-overlay", Overlay(t, edits...), "-o", bin, Molva).CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	return bin
}

// Overlay writes the edited source beside the true one and returns the file that the go command's flag -overlay wants.
func Overlay(t testing.TB, edits ...Edit) string {
	t.Helper()
	dir := t.TempDir()
	edited, replace := map[string]string{}, map[string]string{}
	for _, e := range edits {
		path, err := filepath.Abs(filepath.Join("..", "..", e.File)) // tests run in the folder of their package
		if err != nil {
			t.Fatal(err)
		}
		if edited[path] == "" {
			source, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			edited[path] = string(source)
		}
		if n := strings.Count(edited[path], e.Old); n != 1 {
			t.Fatalf("%s holds %q %d times, want once: the test must follow the source", e.File, e.Old, n)
		}
		edited[path] = strings.Replace(edited[path], e.Old, e.New, 1)
		replace[path] = filepath.Join(dir, strings.ReplaceAll(e.File, "/", "-"))
		write(t, replace[path], edited[path])
	}
	overlay, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "overlay.json")
	write(t, path, string(overlay))
	return path
}
