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
