package journey

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// world is a running molva with the demo's weeks, in one language.
type world struct {
	language string
	url      string
	config   string // file
	data     string // folder
	cmd      *exec.Cmd
}

// lastDay is one of the demo's last whole week.
const lastDay = "2026-09-25"

// languages are those that people read the pages in.
var languages = []string{"en", "ru"}

var (
	worlds   = map[string]func() (*world, error){}
	started  []*world
	startedM sync.Mutex
)

func init() {
	for _, l := range languages {
		worlds[l] = sync.OnceValues(func() (*world, error) { return startDemo(l) })
	}
}

// demoIn is the demo in a language, which all tests share.
func demoIn(t testing.TB, language string) *world {
	t.Helper()
	w, err := worlds[language]()
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func startDemo(language string) (*world, error) {
	dir, err := os.MkdirTemp("", "molva-journey-demo-")
	if err != nil {
		return nil, err
	}
	w := &world{language: language, config: filepath.Join(dir, "demo.yaml"), data: dir}
	return w, w.start("demo", "--listen", "127.0.0.1:0")
}

// start runs the program until it says where its pages are. It dies with the tester.
func (w *world) start(args ...string) error {
	log, err := os.Create(filepath.Join(w.data, "log.txt"))
	if err != nil {
		return err
	}
	defer log.Close()
	read, write, err := os.Pipe()
	if err != nil {
		return err
	}
	w.cmd = w.command(args...)
	w.cmd.Stdout, w.cmd.Stderr = write, log
	w.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	err = w.cmd.Start()
	write.Close()
	if err != nil {
		return err
	}
	startedM.Lock()
	started = append(started, w)
	startedM.Unlock()
	found := make(chan string, 1)
	go func() { found <- address(read) }()
	select {
	case w.url = <-found:
		if w.url != "" {
			return nil
		}
	case <-time.After(3 * time.Minute):
	}
	said, _ := os.ReadFile(log.Name())
	return fmt.Errorf("molva %v does not come up: %s", args, said)
}

var dashboard = regexp.MustCompile(`http://127\.0\.0\.1:\d+`)

// address is where the program says that its pages are. What it says after that is read and dropped, so that it never waits.
func address(from io.Reader) string {
	lines := bufio.NewScanner(from)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		if at := dashboard.FindString(lines.Text()); at != "" && !strings.Contains(lines.Text(), at+"/") {
			go io.Copy(io.Discard, from)
			return at
		}
	}
	return ""
}

func (w *world) command(args ...string) *exec.Cmd {
	c := exec.Command(binary, append([]string{"--data", w.data, "--config", w.config}, args...)...)
	c.Env = append(os.Environ(), "MOLVA_LANGUAGE="+w.language, "MOLVA_STREAM_MIN_FREE=1MiB")
	if w.url != "" {
		c.Env = append(c.Env, "MOLVA_HTTP_URL="+w.url)
	}
	return c
}

// tell runs a command beside the running program, with something on its standard input, and returns what it printed.
func (w *world) tell(t testing.TB, input string, args ...string) string {
	t.Helper()
	c := w.command(args...)
	c.Stdin = strings.NewReader(input)
	var out, errs bytes.Buffer
	c.Stdout, c.Stderr = &out, &errs
	if err := c.Run(); err != nil {
		t.Fatalf("molva %v: %v: %s%s", args, err, &out, &errs)
	}
	return out.String()
}

// end stops the program as an operator does.
func (w *world) end() error {
	if w.cmd == nil || w.cmd.Process == nil {
		return nil
	}
	w.cmd.Process.Signal(syscall.SIGTERM)
	late := time.AfterFunc(15*time.Second, func() { w.cmd.Process.Kill() })
	defer late.Stop()
	var exit *exec.ExitError
	if err := w.cmd.Wait(); err != nil && !errors.As(err, &exit) {
		return err
	}
	return nil
}

func endWorlds() {
	startedM.Lock()
	defer startedM.Unlock()
	for _, w := range started {
		if err := errors.Join(w.end(), os.RemoveAll(w.data)); err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
	}
}
