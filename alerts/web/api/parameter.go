package api

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// Where a part of a request stands.
const (
	inQuery = "query"
	inPath  = "path"
	inBody  = "body"
)

// parameter is one of a query or a path.
type parameter struct {
	Name     string  `json:"name"`
	In       string  `json:"in"`
	About    string  `json:"description,omitempty"`
	Required bool    `json:"required,omitempty"`
	Explode  bool    `json:"explode,omitempty"`
	Schema   *schema `json:"schema"`
}

func text(name, about string) parameter {
	return parameter{Name: name, In: inQuery, About: about, Schema: &schema{Type: "string", MinLength: new(1), MaxLength: new(1000)}}
}

func choice(name, about string, possible ...string) parameter {
	return parameter{Name: name, In: inQuery, About: about, Schema: &schema{Type: "string", Enum: possible}}
}

func flag(name, about string) parameter {
	return parameter{Name: name, In: inQuery, About: about, Schema: &schema{Type: "boolean"}}
}

func number(name, about string, least, most int) parameter {
	return parameter{Name: name, In: inQuery, About: about, Schema: &schema{Type: "integer", Minimum: &least, Maximum: &most}}
}

func date(name, about string) parameter {
	return parameter{Name: name, In: inQuery, About: about, Schema: &schema{Type: "string", Format: "date"}}
}

func moment(name, about string) parameter {
	return parameter{Name: name, In: inQuery, About: about, Schema: &schema{Type: "string", Format: "date-time"}}
}

func id(name, about, pattern string) parameter {
	return parameter{Name: name, In: inQuery, About: about, Schema: &schema{Type: "string", Pattern: pattern, Description: about}}
}

// must be there.
func (p parameter) must() parameter {
	p.Required = true
	return p
}

// many may be there.
func (p parameter) many(most int) parameter {
	p.Schema, p.Explode = &schema{Type: "array", Items: p.Schema, MaxItems: &most}, true
	return p
}

// faults are what stands against the values of a parameter.
func (p *parameter) faults(values []string) (all []Fault) {
	one, most := p.Schema, 1
	if one.Type == "array" {
		one, most = one.Items, *one.MaxItems
	}
	if len(values) > most {
		return []Fault{{p.In, p.Name, amissTimes(len(values), most)}}
	}
	for _, v := range values {
		if why := one.unlike(v); why != "" {
			all = append(all, Fault{p.In, p.Name, why})
		}
	}
	if len(values) == 0 && p.Required {
		all = append(all, Fault{p.In, p.Name, "it is missing"})
	}
	return all
}

// The ids in addresses, by their names there.
var ids = map[string]parameter{
	"complaint": {About: "id of a complaint, such as c12", Schema: &schema{Type: "string", Pattern: `^c[1-9][0-9]{0,17}$`}},
	"mention":   {About: "id of a mention, network:external_id, percent-encoded", Schema: &schema{Type: "string", Pattern: `^[a-z0-9-]+:[\s\S]+$`, MaxLength: new(1000)}},
	"topic":     {About: "id of a topic", Schema: &schema{Type: "string", MinLength: new(1), MaxLength: new(200)}},
	"label":     {About: "number of a label", Schema: &schema{Type: "integer", Minimum: new(1)}},
	"dead":      {About: "number of a dead letter", Schema: &schema{Type: "integer", Minimum: new(1)}},
	"token":     {About: "number of a token", Schema: &schema{Type: "integer", Minimum: new(1)}},
	"share":     {About: "number of a link", Schema: &schema{Type: "integer", Minimum: new(1)}},
	"erasure":   {About: "number of an erasure", Schema: &schema{Type: "integer", Minimum: new(1)}},
	"incident":  {About: "id of an incident, such as i5", Schema: &schema{Type: "string", Pattern: `^i[1-9][0-9]{0,17}$`}},
	"mute":      {About: "id of a mute, such as m3", Schema: &schema{Type: "string", Pattern: `^m[1-9][0-9]{0,17}$`}},
}

var inBraces = regexp.MustCompile(`\{(\w+)\}`)

// placed are the parameters of a path.
func placed(path string) (all []parameter) {
	for _, m := range inBraces.FindAllStringSubmatch(path, -1) {
		p := ids[m[1]]
		p.Name, p.In, p.Required = m[1], inPath, true
		s := *p.Schema
		s.Description = p.About
		p.Schema = &s
		all = append(all, p)
	}
	return all
}

// checkQuery finds what stands against a query: parameters that there are not, too.
func (o *operation) checkQuery(q url.Values) (all []Fault) {
	for name := range q {
		if !slices.ContainsFunc(o.parameters, func(p parameter) bool { return p.Name == name }) {
			all = append(all, Fault{inQuery, short(name), "there is no such parameter" + o.possible()})
		}
	}
	for _, p := range o.parameters {
		all = append(all, p.faults(q[p.Name])...)
	}
	slices.SortStableFunc(all, func(a, b Fault) int { return strings.Compare(a.Name, b.Name) })
	return all
}

func (o *operation) possible() string {
	if len(o.parameters) == 0 {
		return ", this takes none"
	}
	names := make([]string, len(o.parameters))
	for i, p := range o.parameters {
		names[i] = p.Name
	}
	return ", want one of " + strings.Join(names, ", ")
}
