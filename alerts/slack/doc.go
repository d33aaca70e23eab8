// Package slack posts messages to a Slack channel, with a bot token or through an incoming webhook.
//
// A message is rendered by [Render] within Slack's limits, whatever the mentions hold. Strangers' text stands only where
// nothing in it can act: in rich text, which has no markup and links by elements of its own, and in plain_text, escaped as
// Slack asks for; the angle brackets of Slack's markup occur nowhere. So a mention of <!channel> stays a mention.
//
// Posting obeys every dialect of "slow down" and says honestly what is known after a failure; with a token, an unclear
// outcome is settled by looking for the message's key in the channel's history, or in the thread that it belongs to. A
// workspace that refuses charts gets them in signs.
package slack
