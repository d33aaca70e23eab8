// Package slack posts digests to a Slack channel, with a bot token or through an incoming webhook.
//
// A digest is rendered by [Render] within Slack's limits, whatever the mentions hold: strangers' text stands only in
// plain_text objects, where no markup acts, and is escaped there as Slack asks for all text objects, so that a mention of
// <!channel> stays a mention. Posting obeys every dialect of "slow down" and says honestly what is known after a failure;
// with a token, an unclear outcome is settled by looking for the digest's key in the channel's history.
package slack
