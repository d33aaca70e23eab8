package api

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"molva/alerts/web/access"
	"molva/classify/cluster"
)

// call is one request whose parameters are as the table wants them.
type call struct {
	*API
	*http.Request
	op    *operation
	query url.Values
}

// begin checks the parameters of a request.
func (a *API) begin(r *http.Request, o *operation) (*call, error) {
	q, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return nil, problem(http.StatusBadRequest, "the query cannot be read: %v", err)
	}
	faults := o.checkQuery(q)
	for _, p := range placed(o.path) {
		faults = append(p.faults([]string{r.PathValue(p.Name)}), faults...)
	}
	if len(faults) > 0 {
		return nil, faulty(http.StatusBadRequest, faults)
	}
	if o.writes() && o.body == nil {
		if err := empty(r.Body); err != nil {
			return nil, err
		}
	}
	return &call{a, r, o, q}, nil
}

// empty refuses a body where none is taken: its sender expects something of it.
func empty(body io.Reader) error {
	if n, _ := body.Read(make([]byte, 1)); n > 0 {
		return problem(http.StatusBadRequest, "there is a body, and this takes none")
	}
	return nil
}

// by is who answers for what is done.
func (c *call) by() string { return cmp.Or(access.From(c.Context()).Name, "api") }

func (c *call) text(name string) string { return c.query.Get(name) }

// number is a parameter or an id in the path, or else what is usual.
func (c *call) number(name string, usual int) int {
	n, err := strconv.Atoi(cmp.Or(c.query.Get(name), c.PathValue(name)))
	if err != nil {
		return usual
	}
	return n
}

func (c *call) moment(name string) time.Time {
	t, _ := time.Parse(time.RFC3339, c.query.Get(name))
	return t
}

// numbered is the number of an id such as i5.
func (c *call) numbered(name string) (int64, error) {
	n, err := strconv.ParseInt(c.PathValue(name)[1:], 10, 64)
	if err != nil {
		return 0, wrong(inPath, name, "the number is too great")
	}
	return n, nil
}

// complaint is the one that the path names.
func (c *call) complaint() (cluster.ID, error) {
	n, err := c.numbered("complaint")
	return cluster.ID(n), err
}

// maxBody is how many bytes a request may have.
const maxBody = 256 << 10

// read reads the body of a request into b, if nothing stands against it.
func (c *call) read(b any) error {
	if c.op.body == nil {
		return nil
	}
	if media, _, err := mime.ParseMediaType(c.Header.Get("Content-Type")); err != nil || media != "application/json" {
		return problem(http.StatusUnsupportedMediaType, "Content-Type is %.60q, want application/json", c.Header.Get("Content-Type"))
	}
	body, err := c.bytes()
	if err != nil {
		return err
	}
	var v any
	d := json.NewDecoder(strings.NewReader(string(body)))
	d.UseNumber()
	if err := d.Decode(&v); err != nil {
		return problem(http.StatusBadRequest, "the body is no JSON: %v", err)
	}
	if d.More() {
		return problem(http.StatusBadRequest, "the body is more than one JSON value")
	}
	if faults := c.op.checks.faultsOf(v, ""); len(faults) > 0 {
		return faulty(http.StatusUnprocessableEntity, faults)
	}
	if err := json.Unmarshal(body, b); err != nil {
		return problem(http.StatusUnprocessableEntity, "the body is not as it should be: %v", err)
	}
	return nil
}

func (c *call) bytes() ([]byte, error) {
	body, err := io.ReadAll(http.MaxBytesReader(nil, c.Body, maxBody))
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return nil, problem(http.StatusRequestEntityTooLarge, "the body has more than %d bytes", maxBody)
	case err != nil:
		return nil, problem(http.StatusBadRequest, "the body ends before its time")
	}
	return body, nil
}

// short is a stranger's word, short enough to be said back.
func short(text string) string { return fmt.Sprintf("%.60s", text) }

func amissTimes(n, most int) string {
	if most == 1 {
		return fmt.Sprintf("it is given %d times, want it once", n)
	}
	return fmt.Sprintf("it is given %d times, want it at most %d times", n, most)
}
