// Package webhook sends what molva has to say to programs, as JSON, signed as Standard Webhooks has it (standardwebhooks.com):
// whatever listens there can check who speaks, and render as it likes.
//
// # What is sent
//
// POST of one object, see [Event] and its schema in event.schema.json: what kind of event it is, the complaint where it is about one,
// the story in its parts, where a number leads to its evidence, and the whole of it as plain text. Its strings are inert lines, but what
// they say is strangers': escape them for where they go. Fields may be added, none is taken away or changes its meaning.
//
// # Headers
//
//	webhook-id         of the message, the same however often it is sent: take an id once
//	webhook-timestamp  seconds since 1970, of this attempt
//	webhook-signature  for each active secret v1, and base64 of HMAC-SHA256 over "id.timestamp.body", with spaces between
//
// # Answers
//
// 2xx means that it is taken. 429 with Retry-After is obeyed. 410 ends it: nothing more is sent until the next start. Other answers of
// 4xx say that trying again cannot help; it is tried three times all the same, since an operator may mend it in between. After 5xx, and
// when no answer comes, it is sent again under the same id, and the story's notes say that it may be a repeat: a listener that takes an
// id once never shows that note, one that does not at least shows it.
//
// An [Endpoint] is tried ever more rarely, at least twice an hour, for three days. Then the message is given up, which the pages and
// readiness tell. The place that routes know as webhook keeps the rules of places where people read: an alert of yesterday is not sent
// any more, but named by the next message.
package webhook
