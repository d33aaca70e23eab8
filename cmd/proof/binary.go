package proof

import (
	"fmt"
	"os/exec"
	"path/filepath"
)

// The programs that the tests run.
const (
	Molva = "molva/cmd/molva"
	NATS  = "github.com/nats-io/nats-server/v2" // the server that molva embeds, as a program of its own
)

// Build compiles a program into a folder and returns its path.
func Build(dir, pkg string) (string, error) {
	bin := filepath.Join(dir, filepath.Base(filepath.Dir(pkg))+"-"+filepath.Base(pkg))
	if out, err := exec.Command("go", "build", "-o", bin, pkg).CombinedOutput(); err != nil {
		return "", fmt.Errorf("build %s: %w\n%s", pkg, err, out)
	}
	return bin, nil
}
