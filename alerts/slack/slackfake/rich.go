package slackfake

import "fmt"

// rich holds a block of rich text to its rules. Nothing in it is markup, so that mentions and broadcasts have elements
// of their own.
func (i *inspection) rich(b map[string]any, at string) {
	for n, e := range i.list(b, "elements", at, 1, 1000) {
		i.paragraph(e, fmt.Sprintf("%s/elements/%d", at, n))
	}
}

func (i *inspection) paragraph(e map[string]any, at string) {
	switch e["type"] {
	case "rich_text_list":
		if style := e["style"]; style != "bullet" && style != "ordered" {
			i.wrong(at+"/style", "must be a valid enum value")
		}
		for n, item := range i.list(e, "elements", at, 1, 1000) {
			where := fmt.Sprintf("%s/elements/%d", at, n)
			if item["type"] != "rich_text_section" {
				i.wrong(where+"/type", "unsupported type: %v", item["type"])
			}
			i.spans(item, where)
		}
	case "rich_text_section", "rich_text_quote", "rich_text_preformatted":
		i.spans(e, at)
	default:
		i.wrong(at+"/type", "unsupported type: %v", e["type"])
	}
}

func (i *inspection) spans(e map[string]any, at string) {
	for n, span := range i.list(e, "elements", at, 1, 1000) {
		where := fmt.Sprintf("%s/elements/%d", at, n)
		switch span["type"] {
		case "text":
			i.text(span, "text", where, 1, maxText)
		case "link":
			i.text(span, "url", where, 1, 3000)
			if text, there := span["text"]; there && text == "" {
				i.wrong(where+"/text", "must be more than 0 characters")
			}
		case "emoji", "date", "user", "channel", "usergroup", "broadcast":
		default:
			i.wrong(where+"/type", "unsupported type: %v", span["type"])
		}
	}
}
