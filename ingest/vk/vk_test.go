package vk

import (
	"encoding/json"
	"testing"

	"molva/ingest"
	"molva/ingest/sourcetest"
)

const schema = "testdata/schema.json"

func TestNetwork(t *testing.T) {
	sourcetest.RunAll(t, "testdata/*.txtar", ingest.Opens(New))
}

func TestDecoders(t *testing.T) {
	for name, into := range map[string]any{
		"wall_wallpost_full": post{}, "users_user_full": profile{}, "groups_group_full": group{}, "board_topic": topic{},
	} {
		sourcetest.Fields(t, schema, name, into)
	}
	sourcetest.Decodes(t, schema, "wall_wallpost_full", func(data []byte) error { return json.Unmarshal(data, new(post)) })
	sourcetest.Decodes(t, schema, "wall_wall_comment", func(data []byte) error { return json.Unmarshal(data, new(comment)) })
	sourcetest.Decodes(t, schema, "board_topic_comment", func(data []byte) error { return json.Unmarshal(data, new(comment)) })
	sourcetest.Decodes(t, schema, "longpoll_answer", func(data []byte) error { return json.Unmarshal(data, new(told)) })
}
