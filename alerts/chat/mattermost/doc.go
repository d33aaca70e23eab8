// Package mattermost posts digests to a Mattermost channel, with a bot's token through the REST API or through an incoming
// webhook.
//
// Posts are Markdown. The web application reads it with a descendant of marked, the phones with one of commonmark.js, and
// the two agree on no escape for all that acts; so a stranger's punctuation is escaped where both know the escape, and
// elsewhere broken by an invisible word joiner. That goes for @channel and names too: Mattermost documents no way to post
// without notifying (the prop disable_group_highlight only changes colours), and a name behind a joiner is none.
package mattermost
