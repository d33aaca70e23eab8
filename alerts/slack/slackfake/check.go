package slackfake

import (
	"encoding/json"
	"fmt"
	"unicode/utf16"
)

// The limits of a message.
const (
	maxBlocks   = 50
	maxText     = 40_000
	maxMetadata = 8 << 10
	maxTotal    = 13_172 // characters of all blocks, of which each block takes some for itself
	blockTakes  = 125
)

// Check says how Slack would refuse a message: the word of the error, "" when it is taken, and what is wrong where.
func Check(m Message) (word string, problems []string) { return check(m, true) }

func check(m Message, charts bool) (word string, problems []string) {
	var blocks []map[string]any
	if len(m.Blocks) > 0 && json.Unmarshal(m.Blocks, &blocks) != nil {
		return "invalid_blocks_format", nil
	}
	i := inspection{charts: charts, ids: map[string]bool{}}
	for n, b := range blocks {
		i.block(b, fmt.Sprintf("/blocks/%d", n))
	}
	i.metadata(m.Metadata)
	switch {
	case m.Text == "" && len(blocks) == 0:
		return "no_text", nil
	case units(m.Text) > maxText:
		return "msg_too_long", nil
	case len(m.Metadata) > maxMetadata:
		return "metadata_too_large", nil
	case len(blocks) > maxBlocks:
		return "invalid_blocks", []string{fmt.Sprintf("[ERROR] no more than %d items allowed [json-pointer:/blocks]", maxBlocks)}
	case len(i.problems) > 0:
		return i.word, i.problems
	case Total(m) > maxTotal:
		return "msg_blocks_too_long", nil
	}
	return "", nil
}

// Total is how long the blocks of a message are to Slack, as far as that is known: their words and addresses, and
// something for each block.
func Total(m Message) int {
	var blocks []any
	if json.Unmarshal(m.Blocks, &blocks) != nil {
		return 0
	}
	return words(blocks, "") + blockTakes*len(blocks)
}

// words counts the text of everything below a value that stands under a name.
func words(value any, name string) (n int) {
	switch v := value.(type) {
	case string:
		if name != "type" && name != "block_id" && name != "action_id" {
			n = units(v)
		}
	case []any:
		for _, e := range v {
			n += words(e, name)
		}
	case map[string]any:
		for name, e := range v {
			n += words(e, name)
		}
	}
	return n
}

func units(s string) int { return len(utf16.Encode([]rune(s))) }

// inspection collects what is wrong with a message.
type inspection struct {
	charts   bool // the workspace knows them
	drawn    int  // charts so far
	ids      map[string]bool
	word     string
	problems []string
}

func (i *inspection) wrong(at, format string, args ...any) {
	if i.word == "" {
		i.word = "invalid_blocks"
	}
	i.problems = append(i.problems, fmt.Sprintf("[ERROR] "+format, args...)+" [json-pointer:"+at+"]")
}

// text holds a string of an object to its length.
func (i *inspection) text(o map[string]any, name, at string, least, most int) {
	s, ok := o[name].(string)
	if o[name] != nil && !ok {
		i.wrong(at+"/"+name, "must be a string")
		return
	}
	switch n := units(s); {
	case n < least:
		i.wrong(at+"/"+name, "must be more than %d characters", least-1)
	case n > most:
		i.wrong(at+"/"+name, "must be less than %d characters", most+1)
	}
}

// list gives an array of an object, held to its length.
func (i *inspection) list(o map[string]any, name, at string, least, most int) (all []map[string]any) {
	items, _ := o[name].([]any)
	if len(items) < least {
		i.wrong(at+"/"+name, "no fewer than %d items allowed", least)
	}
	if len(items) > most {
		i.wrong(at+"/"+name, "no more than %d items allowed", most)
	}
	for _, item := range items {
		element, ok := item.(map[string]any)
		if !ok {
			i.wrong(at+"/"+name, "must be an object")
			continue
		}
		all = append(all, element)
	}
	return all
}

// metadata wants a flat object beside the name of the event.
func (i *inspection) metadata(raw json.RawMessage) {
	if len(raw) == 0 {
		return
	}
	var m struct {
		EventType    string         `json:"event_type"`
		EventPayload map[string]any `json:"event_payload"`
	}
	if json.Unmarshal(raw, &m) != nil || m.EventType == "" || m.EventPayload == nil {
		i.word = "invalid_metadata_format"
		i.problems = append(i.problems, "[ERROR] event_type and event_payload are needed [json-pointer:/metadata]")
	}
}
