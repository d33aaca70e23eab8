package fetch

import "testing"

func TestBase(t *testing.T) {
	const usual = "https://api.test/2.3"
	for address, want := range map[string]string{
		"":                         usual,
		"http://127.0.0.1:8080":    "http://127.0.0.1:8080",
		"https://forum.test/board": "https://forum.test/board",
		"forum.test":               "",
		"ftp://forum.test":         "",
		"https://":                 "",
		"https://a:b@forum.test":   "",
		"https://forum.test?key=1": "",
		"https://forum.test#a":     "",
		":":                        "",
	} {
		u, err := Base("base_url", address, usual)
		if err == nil && u.String() != want || err != nil && want != "" {
			t.Errorf("%q: %v, %v; want %q", address, u, err, want)
		}
	}
}

func TestOwn(t *testing.T) {
	const example = "https://forum.test"
	for address, want := range map[string]string{
		"":                   "base_url is missing, want one such as https://forum.test",
		"forum":              "base_url is no address, want one such as https://forum.test",
		"http://kestrel.lan": "",
	} {
		if _, err := Own("base_url", address, example); err == nil && want != "" || err != nil && err.Error() != want {
			t.Errorf("%q: %v, want %s", address, err, want)
		}
	}
}
