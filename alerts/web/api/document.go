package api

import (
	"encoding/json"
	"maps"
	"net/http"
	"strconv"
	"strings"
)

// The parts of an OpenAPI document that we write.
type (
	document struct {
		OpenAPI    string                       `json:"openapi"`
		Info       map[string]string            `json:"info"`
		Servers    []map[string]string          `json:"servers"`
		Security   []map[string][]string        `json:"security"`
		Paths      map[string]map[string]*offer `json:"paths"`
		Components map[string]any               `json:"components"`
	}
	offer struct {
		ID         string         `json:"operationId"`
		About      string         `json:"summary"`
		Role       string         `json:"x-role,omitempty"`
		Weight     int            `json:"x-weight"`
		Tags       []string       `json:"tags"`
		Parameters []parameter    `json:"parameters,omitempty"`
		Body       *content       `json:"requestBody,omitempty"`
		Responses  map[string]any `json:"responses"`
	}
	content struct {
		Description string               `json:"description,omitempty"`
		Required    bool                 `json:"required,omitempty"`
		Headers     map[string]any       `json:"headers,omitempty"`
		Content     map[string]mediaType `json:"content,omitempty"`
	}
	mediaType struct {
		Schema *schema `json:"schema"`
	}
	ref struct {
		Ref string `json:"$ref"`
	}
)

const about = `What the pages of molva show and do, for programs. Times are RFC 3339; the id of a mention is network:external_id, percent-encoded in a path. ` +
	`Send a token as Authorization: Bearer. Lists come in pages: send next of one as after of the following, with the other parameters as they were. ` +
	`What went wrong is application/problem+json by RFC 9457; each part of a request that is wrong stands in errors. ` +
	`Answers with an ETag need not be sent again: ask with If-None-Match. RateLimit says what is left of a program's budget; x-weight is what an operation takes of it. ` +
	`Idempotency-Key is not needed: acts on a complaint or on a mention carry what was seen of it, so that none is done twice.`

// describe writes the document.
func (a *API) describe() ([]byte, error) {
	s := newShapes()
	d := document{OpenAPI: "3.1.0", Info: map[string]string{"title": "molva", "version": "1", "description": about}, Servers: []map[string]string{{"url": "/"}},
		Security: []map[string][]string{{"token": {}}, {"session": {}}}, Paths: map[string]map[string]*offer{}}
	for i := range a.table {
		o := &a.table[i]
		if d.Paths[Prefix+o.path] == nil {
			d.Paths[Prefix+o.path] = map[string]*offer{}
		}
		d.Paths[Prefix+o.path][strings.ToLower(o.method)] = a.offer(o, s)
	}
	problems := map[string]any{}
	for i := range a.table {
		for _, status := range a.table[i].statuses() {
			problems[named(status)] = a.problemResponse(s, status)
		}
	}
	d.Components = map[string]any{
		"schemas": s.named, "responses": problems, "headers": headers(),
		"securitySchemes": map[string]any{
			"token":   map[string]string{"type": "http", "scheme": "bearer"},
			"session": map[string]string{"type": "apiKey", "in": "cookie", "name": "molva_session", "description": "of somebody who has signed in; __Host-molva_session over TLS"},
		},
	}
	return json.MarshalIndent(d, "", " ")
}

// offer is an operation as the document has it.
func (a *API) offer(o *operation, s *shapes) *offer {
	tag, _, _ := strings.Cut(strings.TrimPrefix(o.path, "/"), "/")
	f := &offer{ID: o.id, About: o.about, Weight: o.weight, Tags: []string{tag}, Parameters: append(placed(o.path), o.parameters...), Responses: map[string]any{}}
	if a.Role != nil {
		f.Role = a.Role(o.pattern()).String()
	}
	if o.body != nil {
		f.Body = &content{Required: true, Content: map[string]mediaType{"application/json": {s.of(o.body)}}}
	}
	done := content{Description: http.StatusText(o.status), Headers: maps.Clone(everywhere)}
	if o.answer != nil {
		done.Content = map[string]mediaType{"application/json": {s.of(o.answer)}}
	}
	if !o.writes() && !o.volatile {
		done.Headers["ETag"] = ref{"#/components/headers/ETag"}
		f.Responses["304"] = content{Description: "It is still as it was", Headers: done.Headers}
	}
	f.Responses[strconv.Itoa(o.status)] = done
	for _, status := range o.statuses() {
		f.Responses[strconv.Itoa(status)] = ref{"#/components/responses/" + named(status)}
	}
	return f
}

// everywhere are the headers of all answers behind the door.
var everywhere = map[string]any{"RateLimit": ref{"#/components/headers/RateLimit"}, "RateLimit-Policy": ref{"#/components/headers/RateLimit-Policy"}}

func headers() map[string]any {
	header := func(about string) any {
		return map[string]any{"description": about, "schema": schema{Type: "string"}}
	}
	return map[string]any{
		"RateLimit":        header("what is left: r, and in how many seconds all of it is there again: t"),
		"RateLimit-Policy": header("how much there is: q in w seconds"),
		"ETag":             header("of what is stored now"),
	}
}

// named is what a status is called among the components.
func named(status int) string { return strings.ReplaceAll(http.StatusText(status), " ", "") }

func (a *API) problemResponse(s *shapes, status int) content {
	p := content{Description: http.StatusText(status), Content: map[string]mediaType{"application/problem+json": {s.of(problemType)}}}
	if status == http.StatusTooManyRequests || status == http.StatusServiceUnavailable {
		p.Headers = map[string]any{"Retry-After": map[string]any{"description": "in so many seconds", "schema": schema{Type: "string"}}}
	}
	return p
}
