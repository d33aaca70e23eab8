package slackfake

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// Slack's limits, one step beyond each.
func TestCheck(t *testing.T) {
	x := strings.Repeat
	section := func(text string) string {
		return `{"type":"section","text":{"type":"plain_text","text":"` + text + `"}}`
	}
	button := func(rest string) string {
		return `{"type":"actions","elements":[{"type":"button","action_id":"a","text":{"type":"plain_text","text":"b"}` + rest + `}]}`
	}
	chart := func(categories, data string) string {
		return `{"type":"data_visualization","title":"t","chart":{"type":"bar","axis_config":{"categories":[` + categories + `]},"series":[{"name":"a","data":[` + data + `]}]}}`
	}
	point := `{"label":"a","value":1}`
	for name, c := range map[string]struct {
		blocks, word string
	}{
		"good":                         {section("a"), ""},
		"a long section":               {section(x("я", 3001)), "invalid_blocks"},
		"an empty section":             {section(""), "invalid_blocks"},
		"a long header":                {`{"type":"header","text":{"type":"plain_text","text":"` + x("a", 151) + `"}}`, "invalid_blocks"},
		"a header with markup":         {`{"type":"header","text":{"type":"mrkdwn","text":"a"}}`, "invalid_blocks"},
		"eleven elements of a context": {`{"type":"context","elements":[` + times(11, `{"type":"plain_text","text":"a"}`) + `]}`, "invalid_blocks"},
		"26 buttons":                   {`{"type":"actions","elements":[` + times(26, `{"type":"button","text":{"type":"plain_text","text":"b"}}`) + `]}`, "invalid_blocks"},
		"two buttons of one id":        {`{"type":"actions","elements":[` + times(2, `{"type":"button","action_id":"a","text":{"type":"plain_text","text":"b"}}`) + `]}`, "invalid_blocks"},
		"two blocks of one id":         {times(2, `{"type":"divider","block_id":"a"}`), "invalid_blocks"},
		"a good button":                {button(`,"value":"v","url":"https://x.example"`), ""},
		"a button that leads nowhere":  {button(`,"url":"javascript:x"`), "invalid_blocks"},
		"a long value":                 {button(`,"value":"` + x("v", 2001) + `"`), "invalid_blocks"},
		"a wrong style":                {button(`,"style":"loud"`), "invalid_blocks"},
		"51 blocks":                    {times(51, `{"type":"divider"}`), "invalid_blocks"},
		"an unknown block":             {`{"type":"poem"}`, "invalid_blocks"},
		"no blocks at all":             {`"x"`, "invalid_blocks_format"},
		"too much in all":              {times(5, section(x("a", 2700))), "msg_blocks_too_long"},
		"rich text":                    {`{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"a"},{"type":"link","url":"https://x.example"}]}]}`, ""},
		"rich text of nothing":         {`{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":""}]}]}`, "invalid_blocks"},
		"a list of texts":              {`{"type":"rich_text","elements":[{"type":"rich_text_list","style":"bullet","elements":[{"type":"text","text":"a"}]}]}`, "invalid_blocks"},
		"a chart":                      {chart(`"a"`, point), ""},
		"a chart without a point":      {chart(`"a","b"`, point), "invalid_blocks"},
		"a chart of one label twice":   {chart(`"a","a"`, point+","+point), "invalid_blocks"},
		"a chart with a long label":    {chart(`"`+x("l", 21)+`"`, `{"label":"`+x("l", 21)+`","value":1}`), "invalid_blocks"},
		"three charts":                 {times(3, chart(`"a"`, point)), "invalid_blocks"},
	} {
		t.Run(name, func(t *testing.T) {
			word, problems := Check(Message{Text: "t", Blocks: json.RawMessage("[" + c.blocks + "]")})
			if word != c.word {
				t.Errorf("%q %s, want %q", word, problems, c.word)
			}
		})
	}
	for word, m := range map[string]Message{
		"no_text":                 {},
		"msg_too_long":            {Text: x("a", 40_001)},
		"metadata_too_large":      {Text: "t", Metadata: json.RawMessage(`{"event_type":"e","event_payload":{"a":"` + x("a", 9000) + `"}}`)},
		"invalid_metadata_format": {Text: "t", Metadata: json.RawMessage(`{"event_payload":{}}`)},
	} {
		if got, _ := Check(m); got != word {
			t.Errorf("%q, want %q", got, word)
		}
	}
}

func times(n int, item string) string {
	return strings.TrimSuffix(strings.Repeat(item+",", n), ",")
}

func TestLive(t *testing.T) {
	for blocks, want := range map[string]int{
		`[{"type":"section","text":{"type":"mrkdwn","text":"&lt;!channel&gt; a > b"}}]`:                                                1,
		`[{"type":"section","text":{"type":"mrkdwn","text":"&lt;!channel&gt;"}}]`:                                                      0,
		`[{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"broadcast","range":"channel"}]}]}]`:         1,
		`[{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"<!channel> &lt;!here>"}]}]}]`: 1,
	} {
		if got := Live(Message{Text: "t", Blocks: json.RawMessage(blocks)}); len(got) != want {
			t.Errorf("%s: %s, want %d", blocks, got, want)
		}
	}
	if got := Live(Message{Text: "<@U1>"}); len(got) != 1 {
		t.Errorf("a text: %s", got)
	}
}

// Messages of one second have timestamps of their own, in order.
func TestStamps(t *testing.T) {
	s := New(t)
	last := ""
	for n := range 100 {
		ts := s.Say("C1", "U1", fmt.Sprint(n))
		if ts <= last {
			t.Fatalf("%s after %s", ts, last)
		}
		last = ts
	}
}
