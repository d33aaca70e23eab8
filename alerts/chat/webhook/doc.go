// Package webhook sends digests to an address of the operator's as JSON, signed as Standard Webhooks has it
// (standardwebhooks.com): whatever listens there can check who speaks, and render as it likes.
//
// # What is sent
//
// POST of one object, see [Event]: the story in its parts, where a number leads to its evidence, and the whole of it as
// plain text. Its strings are inert lines, but what they say is strangers': escape them for where they go.
//
// # Headers
//
//	webhook-id         of the message, the same however often it is sent: take an id once
//	webhook-timestamp  seconds since 1970, of this attempt
//	webhook-signature  v1, and base64 of HMAC-SHA256 over "id.timestamp.body" with the secret
//
// # Answers
//
// 2xx means that it is taken. 429 with Retry-After is obeyed. Other answers of 4xx say that trying again cannot help; it is
// tried three times all the same, since an operator may mend it in between. After 5xx, and when no answer comes, it is sent
// again under the same id, and the story's notes say that it may be a repeat: a listener that takes an id once never shows
// that note, one that does not at least shows it.
package webhook
