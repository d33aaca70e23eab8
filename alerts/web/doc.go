// Package web serves the overview page, the list of mentions behind each of its numbers and, beside them, health, metrics and
// the webhooks that others made. The overview shows the same digests as Slack does, and links from elsewhere lead to the same
// lists. The pages need no JavaScript, load nothing from elsewhere and show strangers' text as text.
package web
