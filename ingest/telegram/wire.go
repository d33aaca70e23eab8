package telegram

// The types of the Bot API, as far as they concern us. Times are seconds since 1970; what is absent is zero.

type update struct {
	ID         int64       `json:"update_id"`
	Message    *message    `json:"message"`
	Edited     *message    `json:"edited_message"`
	Post       *message    `json:"channel_post"`
	EditedPost *message    `json:"edited_channel_post"`
	Reactions  *reactions  `json:"message_reaction_count"`
	Member     *membership `json:"chat_member"`
	Own        *membership `json:"my_chat_member"`
}

// wanted are the updates to ask for. Who reacted is nobody's business, so message_reaction is none of them.
const wanted = `["message","edited_message","channel_post","edited_channel_post","message_reaction_count","chat_member","my_chat_member"]`

type user struct {
	ID          int64  `json:"id"`
	First       string `json:"first_name"` // empty of a deleted account
	Last        string `json:"last_name"`
	Username    string `json:"username"`
	ReadsGroups bool   `json:"can_read_all_group_messages"` // told by getMe alone
}

type chat struct {
	ID       int64  `json:"id"`
	Type     string `json:"type"` // private, group, supergroup, channel
	Title    string `json:"title"`
	Username string `json:"username"`
}

type message struct {
	ID         int64      `json:"message_id"`
	Thread     int64      `json:"message_thread_id"`
	From       *user      `json:"from"`
	Sender     *chat      `json:"sender_chat"`
	Date       int64      `json:"date"`
	Edited     int64      `json:"edit_date"`
	Chat       chat       `json:"chat"`
	Origin     *origin    `json:"forward_origin"`
	InTopic    bool       `json:"is_topic_message"`
	Automatic  bool       `json:"is_automatic_forward"`
	ReplyTo    *message   `json:"reply_to_message"`
	Quote      *quote     `json:"quote"`
	Text       string     `json:"text"`
	Caption    string     `json:"caption"`
	Poll       *poll      `json:"poll"`
	Photo      []struct{} `json:"photo"`
	Video      *struct{}  `json:"video"`
	Topic      *struct{}  `json:"forum_topic_created"`
	MigratedTo int64      `json:"migrate_to_chat_id"`
}

type origin struct {
	Type string `json:"type"` // "channel" is the one that has the other fields
	Date int64  `json:"date"`
	Chat chat   `json:"chat"`
	ID   int64  `json:"message_id"`
}

type quote struct {
	Text string `json:"text"`
}

type poll struct {
	Question string `json:"question"`
	Options  []struct {
		Text string `json:"text"`
	} `json:"options"`
}

type reactions struct {
	Chat   chat  `json:"chat"`
	ID     int64 `json:"message_id"`
	Date   int64 `json:"date"`
	Counts []struct {
		Type struct {
			Type  string `json:"type"` // emoji, custom_emoji, paid
			Emoji string `json:"emoji"`
		} `json:"type"`
		Total int64 `json:"total_count"`
	} `json:"reactions"`
}

type membership struct {
	Chat chat   `json:"chat"`
	Date int64  `json:"date"`
	Old  member `json:"old_chat_member"`
	New  member `json:"new_chat_member"`
}

type member struct {
	Status   string `json:"status"`    // creator, administrator, member, restricted, left, kicked
	IsMember bool   `json:"is_member"` // of one that is restricted
}

func (m member) inside() bool {
	switch m.Status {
	case "creator", "administrator", "member":
		return true
	}
	return m.Status == "restricted" && m.IsMember
}
