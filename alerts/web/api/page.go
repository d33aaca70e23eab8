package api

import (
	"encoding/base64"
	"fmt"
	"hash/fnv"
	"net/url"
	"reflect"
	"strconv"
	"strings"
	"time"
)

// Page is a part of a list. Where there is more, Next is what the next part comes after; it is good as long as what it was asked with
// stays the same, and passes over nothing and repeats nothing while more arrives.
type Page[T any] struct {
	Data []T    `json:"data"`
	Next string `json:"next,omitempty"`
}

// following is the cursor of the next page, of an answer that has one.
func (p Page[T]) following() string { return p.Next }

// List is all there is.
type List[T any] struct {
	Data []T `json:"data"`
}

func listOf[S, T any](all []S, of func(S) T) List[T] {
	l := List[T]{make([]T, len(all))}
	for i, one := range all {
		l.Data[i] = of(one)
	}
	return l
}

// listLike is a list of values whose type is known only by one of them.
func listLike(one any) any {
	data := reflect.StructField{Name: "Data", Type: reflect.SliceOf(reflect.TypeOf(one)), Tag: `json:"data"`}
	return reflect.New(reflect.StructOf([]reflect.StructField{data})).Elem().Interface()
}

// How long a page is.
const (
	usualPage = 100
	mostPage  = 1000
)

// paging are the parameters of all lists that come in pages.
func paging() []parameter {
	limit := number("limit", "at most so many", 1, mostPage)
	limit.Schema.Default = usualPage
	return []parameter{limit, {Name: "after", In: inQuery, About: "next of the page before, as it was; the other parameters stay the same", Schema: &schema{Type: "string", MinLength: new(1), MaxLength: new(100)}}}
}

func (c *call) limit() int { return c.number("limit", usualPage) }

// place is one in a list: behind the row of that number, and in a list by time behind that time. Where it is does not depend on
// whether the row is still there.
type place struct {
	row int64 // 0: the first page
	at  time.Time
}

// cursor is a place as it is told.
func (c *call) cursor(p place) string {
	return base64.RawURLEncoding.EncodeToString(fmt.Appendf(nil, "%d.%d.%s", p.row, p.at.UnixMilli(), c.question()))
}

// question tells a list from others, whichever page of it is asked for.
func (c *call) question() string {
	q := url.Values{}
	for name, values := range c.query {
		if name != "after" && name != "limit" {
			q[name] = values
		}
	}
	h := fnv.New32a()
	h.Write([]byte(c.URL.Path + "?" + q.Encode()))
	return strconv.FormatUint(uint64(h.Sum32()), 36)
}

// after is the place that the page comes after.
func (c *call) after() (place, error) {
	text := c.text("after")
	if text == "" {
		return place{}, nil
	}
	if plain, err := base64.RawURLEncoding.DecodeString(text); err == nil {
		var row, at int64
		var question string
		if n, _ := fmt.Sscanf(strings.ReplaceAll(string(plain), ".", " "), "%d %d %s", &row, &at, &question); n == 3 && row > 0 && question == c.question() {
			return place{row, time.UnixMilli(at)}, nil
		}
	}
	return place{}, wrong(inQuery, "after", "found %.40q, want next of a page of the same list, asked with the same parameters", text)
}

// page is that part of a list in memory that a request asks for. The numbers of the rows rise or fall all along.
func page[S, T any](c *call, all []S, number func(S) int64, of func(S) T) (Page[T], error) {
	after, err := c.after()
	if err != nil {
		return Page[T]{}, err
	}
	rises := len(all) > 1 && number(all[0]) < number(all[1])
	p := Page[T]{Data: []T{}}
	var last int64
	for _, one := range all {
		n := number(one)
		if after.row != 0 && (n == after.row || (n < after.row) == rises) {
			continue
		}
		if len(p.Data) == c.limit() {
			p.Next = c.cursor(place{row: last})
			break
		}
		p.Data, last = append(p.Data, of(one)), n
	}
	return p, nil
}
