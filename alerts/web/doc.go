// Package web serves the dashboard and, beside it, health, metrics and the webhooks that others made. It puts together what its
// rooms make: frame has what all pages share, each of overview, complaints, evidence, topics, reports, accuracy, operations and people
// has the pages of some sections, chart draws, live tells open pages of changes, and door decides who comes in. The pages show
// the same digests and reports as Slack and the commands do, and links from elsewhere lead to the same lists. They need no
// JavaScript, load nothing from elsewhere and show strangers' text as text.
package web
