package config

import _ "embed"

//go:embed example.yaml
var exampleEnglish []byte

//go:embed example.ru.yaml
var exampleRussian []byte

// SlackApp is the manifest of a Slack app with all the rights that molva can use, in YAML.
//
//go:embed slack-app.yaml
var SlackApp []byte

// Example is a commented configuration to start from, in the language: ru or en.
func Example(language string) []byte {
	if language == "ru" {
		return exampleRussian
	}
	return exampleEnglish
}
