package slackfake

import (
	"fmt"
	"net/url"
)

// element holds one thing to press or to fill in to the rules of its kind.
func (i *inspection) element(e map[string]any, at string) {
	i.text(e, "action_id", at, 0, 255)
	switch e["type"] {
	case "button":
		i.button(e, at)
	case "static_select", "radio_buttons", "checkboxes":
		i.options(e, at, 1, 100)
	case "overflow":
		i.options(e, at, 1, 5)
	case "plain_text_input", "url_text_input", "email_text_input", "number_input", "datepicker", "timepicker", "users_select":
		i.placeholder(e, at)
		i.text(e, "initial_value", at, 0, 3000)
	case "image":
		i.image(e, at)
	default:
		i.wrong(at+"/type", "unsupported type: %v", e["type"])
	}
}

func (i *inspection) button(e map[string]any, at string) {
	i.object(e, "text", at, "plain_text", 75)
	i.text(e, "value", at, 0, 2000)
	i.text(e, "url", at, 0, 3000)
	if raw, ok := e["url"].(string); ok {
		i.address(raw, at+"/url")
	}
	if style := e["style"]; style != nil && style != "primary" && style != "danger" {
		i.wrong(at+"/style", "must be a valid enum value")
	}
}

func (i *inspection) address(raw, at string) {
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" || (u.Scheme != "https" && u.Scheme != "http") {
		i.wrong(at, "must be a valid URL")
	}
}

func (i *inspection) options(e map[string]any, at string, least, most int) {
	i.placeholder(e, at)
	for n, o := range i.list(e, "options", at, least, most) {
		where := fmt.Sprintf("%s/options/%d", at, n)
		i.object(o, "text", where, "", 75)
		i.text(o, "value", where, 1, 150)
	}
}

func (i *inspection) placeholder(e map[string]any, at string) {
	if e["placeholder"] != nil {
		i.object(e, "placeholder", at, "plain_text", 150)
	}
}

// checkView says what is wrong with a modal.
func checkView(v map[string]any) []string {
	i := inspection{charts: true, ids: map[string]bool{}}
	if v["type"] != "modal" && v["type"] != "home" {
		i.wrong("/view/type", "unsupported type: %v", v["type"])
	}
	if v["type"] == "modal" {
		i.object(v, "title", "/view", "plain_text", 24)
	}
	for _, name := range []string{"submit", "close"} {
		if v[name] != nil {
			i.object(v, name, "/view", "plain_text", 24)
		}
	}
	i.text(v, "private_metadata", "/view", 0, 3000)
	i.text(v, "callback_id", "/view", 0, 255)
	for n, b := range i.list(v, "blocks", "/view", 1, 100) {
		i.block(b, fmt.Sprintf("/view/blocks/%d", n))
	}
	return i.problems
}
