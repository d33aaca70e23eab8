package fetch

import (
	"fmt"
	"testing"
	"time"

	"molva/ingest"
)

const (
	okError      = `{"error_code":%d,"error_msg":"Words of OK: hunter2","error_data":null}`
	rustoreError = `{"code":%q,"message":%q,"body":null,"timestamp":"2026-11-21T12:00:00.0000000Z"}`
)

func TestOK(t *testing.T) {
	speaks(t, OK, []said{
		{200, "", `[{"uid":"7","error_code":0}]`, 0, nil, ""},
		{200, "", `{"comments":[]}`, 0, nil, ""},
		{200, "", `true`, 0, nil, ""},
		{200, "", fmt.Sprintf(okError, 2), time.Minute, nil, "error 2"},
		{200, "", fmt.Sprintf(okError, 11), 15 * time.Minute, nil, "too many"},
		{200, "", fmt.Sprintf(okError, 9), time.Hour, nil, "blocked"},
		{200, "", fmt.Sprintf(okError, 102), 0, ingest.ErrDenied, "token has expired"},
		{200, "", fmt.Sprintf(okError, 104), 0, ingest.ErrDenied, "secret"},
		{200, "", fmt.Sprintf(okError, 10), 0, ingest.ErrDenied, "permission"},
		{200, "", fmt.Sprintf(okError, 50), 0, ingest.ErrDenied, "administrator"},
		{200, "", fmt.Sprintf(okError, 300), 0, ingest.ErrGone, "deleted or unknown"},
		{200, "", fmt.Sprintf(okError, 456), 0, ingest.ErrDenied, "not shown"},
		{200, "", fmt.Sprintf(okError, 100), 0, nil, "error 100"},
		{200, "", fmt.Sprintf(okError, 704), 0, nil, "error 704"},
		{502, "", `<html>`, 0, nil, "answers 502"},
	})
}

func TestRuStore(t *testing.T) {
	speaks(t, RuStore, []said{
		{200, "", `{"code":"OK","message":null,"body":[]}`, 0, nil, ""},
		{200, "", fmt.Sprintf(rustoreError, "NOT_FOUND", "hunter2"), 0, ingest.ErrGone, "no such app"},
		{200, "", fmt.Sprintf(rustoreError, "FORBIDDEN", "hunter2"), 0, ingest.ErrDenied, "key"},
		{200, "", fmt.Sprintf(rustoreError, "ERROR", "hunter2"), 0, nil, "refuses"},
		{400, "", fmt.Sprintf(rustoreError, "ERROR", "Range timestamp not valid: hunter2"), 0, nil, "more than a minute"},
		{400, "", fmt.Sprintf(rustoreError, "ERROR", "Signature: hunter2"), 0, ingest.ErrDenied, "private key"},
		{400, "", fmt.Sprintf(rustoreError, "ERROR", "hunter2"), 0, nil, "answers 400"},
		{401, "", fmt.Sprintf(rustoreError, "ERROR", "hunter2"), 0, ingest.ErrDenied, "401"},
		{404, "", fmt.Sprintf(rustoreError, "NOT_FOUND", "hunter2"), 0, ingest.ErrGone, "404"},
		{429, "Retry-After: 30", fmt.Sprintf(rustoreError, "ERROR", "hunter2"), 30 * time.Second, nil, "429"},
		{500, "", `{"code":"ERROR"}`, 0, nil, "answers 500"},
	})
}

// speaks gives a dialect the cases, and words of no language, which it may not take for a good answer.
func speaks(t *testing.T, d Dialect, cases []said) {
	t.Helper()
	for _, c := range cases {
		a, err := c.answer()
		if problem := c.differs(d(a, err)); problem != "" {
			t.Errorf("%d %s %s:\n%s", c.status, c.header, c.body, problem)
		}
	}
	for _, body := range []string{"", "null", "[]", "{}", `"x"`, `{"error_code":"x"}`, `{"error_code":null}`, `{"code":7}`, `{"code":"OK"}`, "\xff"} {
		a, err := said{status: 500, body: body}.answer()
		if d(a, err) == nil {
			t.Errorf("takes 500 %q for a good answer", body)
		}
	}
}
