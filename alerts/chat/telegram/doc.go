// Package telegram posts digests to a Telegram chat with a bot's token.
//
// What is bold, quoted or linked is said beside the text, in entities, so there is no markup that a stranger's words could
// close or open. What the Bot API finds by itself in any text — mentions, commands, tags, addresses — is broken by an
// invisible word joiner. A digest longer than one message goes out in several, cut between lines; when that is
// interrupted, the next attempt goes on where it was, and marks a repeat when it cannot know.
//
// See https://core.telegram.org/bots/api#sendmessage and #messageentity.
package telegram
