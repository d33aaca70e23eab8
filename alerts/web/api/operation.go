package api

import (
	"net/http"
	"reflect"
	"slices"
	"strings"

	"molva/alerts/web/frame"
)

// operation is one thing that programs can ask for.
type operation struct {
	method, path string // below Prefix
	id, about    string
	parameters   []parameter // of the query; those of the path are found in it
	body, answer reflect.Type
	checks       *schema // of the body
	status       int     // of what went well
	weight       int     // what it takes of a program's budget
	volatile     bool
	conflicts    bool // what is there may stand against it
	do           func(*call) (any, error)
}

// read is an operation that changes nothing. What it answers depends on what is stored and on the day.
func read[A any](path, id, about string, do func(*call) (A, error)) operation {
	return operation{method: http.MethodGet, path: path, id: id, about: about, answer: reflect.TypeFor[A](), status: http.StatusOK, weight: 1,
		do: func(c *call) (any, error) { return do(c) }}
}

// with has parameters in its query.
func (o operation) with(all ...parameter) operation {
	o.parameters = append(o.parameters, all...)
	return o
}

// costs more of the budget than one.
func (o operation) costs(weight int) operation {
	o.weight = weight
	return o
}

// live tells more than what is stored: such as how the process is doing.
func (o operation) live() operation {
	o.volatile = true
	return o
}

// like answers what that value is.
func (o operation) like(sample any) operation {
	o.answer = reflect.TypeOf(sample)
	return o
}

// nothing is the body of an act that needs none, and the answer of one that leaves nothing to tell.
type nothing struct{}

// act is an operation that changes something. What was done stands in the audit log as the id of the operation.
func act[B, A any](method, path, id, about string, do func(*call, B) (A, frame.Done, error)) operation {
	o := operation{method: method, path: path, id: id, about: about, body: reflect.TypeFor[B](), answer: reflect.TypeFor[A](), status: http.StatusOK, weight: 1, conflicts: true}
	o.do = func(c *call) (any, error) {
		var b B
		if err := c.read(&b); err != nil {
			return nil, err
		}
		made, done, err := do(c, b)
		c.site.Acted(c.Request, id, done)
		return made, err
	}
	o.checks = plain(o.body)
	if o.body == reflect.TypeFor[nothing]() {
		o.body = nil
	}
	if o.answer == reflect.TypeFor[nothing]() {
		o.answer, o.status = nil, http.StatusNoContent
	}
	return o
}

// answers with another status where it went well.
func (o operation) answers(status int) operation {
	o.status = status
	return o
}

// writes reports whether it changes something.
func (o *operation) writes() bool { return o.method != http.MethodGet }

// pattern is its address for http.ServeMux.
func (o *operation) pattern() string { return o.method + " " + Prefix + o.path }

// stands reports whether it is at a path, as it is escaped.
func (o *operation) stands(path string) bool {
	rest, below := strings.CutPrefix(path, Prefix)
	here, there := strings.Split(o.path, "/"), strings.Split(rest, "/")
	return below && slices.EqualFunc(here, there, func(a, b string) bool { return a == b || strings.HasPrefix(a, "{") && b != "" })
}

// statuses are all that it may answer with, beside what went well.
func (o *operation) statuses() []int {
	all := []int{http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound}
	if o.conflicts {
		all = append(all, http.StatusConflict)
	}
	if o.body != nil {
		all = append(all, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType, http.StatusUnprocessableEntity)
	}
	return append(all, http.StatusTooManyRequests, http.StatusInternalServerError, http.StatusServiceUnavailable)
}
