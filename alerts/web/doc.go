// Package web serves the overview page and, beside it, health, metrics and the webhooks that others made. The page shows
// the same digests as Slack does. It needs no JavaScript, loads nothing from elsewhere and shows strangers' text as text.
package web
