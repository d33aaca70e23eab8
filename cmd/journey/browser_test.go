package journey

import (
	"context"
	"os"
	"os/exec"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"
)

// chromium is the browser of all tests; each test has tabs of its own in it.
var chromium = sync.OnceValues(startBrowser)

func startBrowser() (context.Context, error) {
	path, err := browserPath()
	if err != nil {
		return nil, err
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.WindowSize(1440, 900), chromedp.Flag("hide-scrollbars", false), chromedp.DisableGPU)
	if os.Getuid() == 0 {
		options = append(options, chromedp.NoSandbox)
	}
	allocated, _ := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, _ := chromedp.NewContext(allocated)
	return ctx, chromedp.Do(ctx)
}

func browserPath() (path string, err error) {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err = exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", err
}

// browser is the running Chromium.
func browser(t testing.TB) context.Context {
	t.Helper()
	if _, err := browserPath(); err != nil {
		lacking(t, err.Error())
	}
	ctx, err := chromium()
	if err != nil {
		t.Fatal(err)
	}
	return ctx
}

func endBrowser() {
	if _, err := browserPath(); err == nil {
		if ctx, err := chromium(); err == nil {
			chromedp.Cancel(ctx)
		}
	}
}
