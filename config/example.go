package config

import _ "embed"

//go:embed example.yaml
var exampleEnglish []byte

//go:embed example.ru.yaml
var exampleRussian []byte

// Example is a commented configuration to start from, in the language: ru or en.
func Example(language string) []byte {
	if language == "ru" {
		return exampleRussian
	}
	return exampleEnglish
}
