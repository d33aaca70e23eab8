package slackfake

import "fmt"

// block holds one block of a message to the rules of its kind.
func (i *inspection) block(b map[string]any, at string) {
	i.id(b, "block_id", at, i.ids)
	switch b["type"] {
	case "header":
		i.object(b, "text", at, "plain_text", 150)
	case "section":
		i.section(b, at)
	case "context":
		for n, e := range i.list(b, "elements", at, 1, 10) {
			i.small(e, fmt.Sprintf("%s/elements/%d", at, n))
		}
	case "actions":
		i.actions(b, at)
	case "divider":
	case "image":
		i.image(b, at)
	case "rich_text":
		i.rich(b, at)
	case "data_visualization":
		i.chart(b, at)
	case "input":
		i.object(b, "label", at, "plain_text", 2000)
		element, _ := b["element"].(map[string]any)
		i.element(element, at+"/element")
	default:
		i.wrong(at+"/type", "unsupported type: %v", b["type"])
	}
}

// id wants the names of blocks, and of the elements of one block, to differ.
func (i *inspection) id(o map[string]any, name, at string, seen map[string]bool) {
	i.text(o, name, at, 0, 255)
	id, _ := o[name].(string)
	if id != "" && seen[id] {
		i.wrong(at+"/"+name, "%s %q already exists", name, id)
	}
	seen[id] = true
}

// object wants a text object of a kind; any kind when that is "".
func (i *inspection) object(o map[string]any, name, at, kind string, most int) {
	text, ok := o[name].(map[string]any)
	at += "/" + name
	if !ok {
		i.wrong(at, "missing required field: %s", name)
		return
	}
	if t := text["type"]; t != "plain_text" && (t != "mrkdwn" || kind == "plain_text") {
		i.wrong(at+"/type", "unsupported type: %v", t)
	}
	i.text(text, "text", at, 1, most)
}

func (i *inspection) section(b map[string]any, at string) {
	if b["fields"] == nil {
		i.object(b, "text", at, "", 3000)
	} else {
		for n, f := range i.list(b, "fields", at, 1, 10) {
			i.object(map[string]any{"text": f}, "text", fmt.Sprintf("%s/fields/%d", at, n), "", 2000)
		}
	}
	if accessory, ok := b["accessory"].(map[string]any); ok {
		i.element(accessory, at+"/accessory")
	}
}

// small is an element of a context.
func (i *inspection) small(e map[string]any, at string) {
	if e["type"] == "image" {
		i.image(e, at)
		return
	}
	i.object(map[string]any{"text": e}, "text", at, "", 3000)
}

func (i *inspection) image(o map[string]any, at string) {
	if o["image_url"] == nil && o["slack_file"] == nil {
		i.wrong(at, "missing required field: image_url")
	}
	i.text(o, "image_url", at, 0, 3000)
	i.text(o, "alt_text", at, 1, 2000)
}

func (i *inspection) actions(b map[string]any, at string) {
	seen := map[string]bool{}
	for n, e := range i.list(b, "elements", at, 1, 25) {
		where := fmt.Sprintf("%s/elements/%d", at, n)
		i.id(e, "action_id", where, seen)
		i.element(e, where)
	}
}
