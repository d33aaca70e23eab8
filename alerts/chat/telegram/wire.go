package telegram

// message is what sendMessage and editMessageText are called with.
type message struct {
	Chat     string   `json:"chat_id"`
	Thread   int      `json:"message_thread_id,omitempty"`
	ID       int      `json:"message_id,omitempty"` // of an edit
	Text     string   `json:"text"`
	Entities []entity `json:"entities,omitempty"`
	Preview  preview  `json:"link_preview_options"`
	Reply    *reply   `json:"reply_parameters,omitempty"`
}

type preview struct {
	Disabled bool `json:"is_disabled"`
}

type reply struct {
	ID      int  `json:"message_id"`
	Without bool `json:"allow_sending_without_reply"` // the other one may be deleted
}

// answer is what both say.
type answer struct {
	OK     bool `json:"ok"`
	Result struct {
		ID   int `json:"message_id"`
		Chat struct {
			ID int64 `json:"id"`
		} `json:"chat"`
	} `json:"result"`
}
