// Package theme is the upper level of the complaints: some ten themes, such as waiting or price, that hold for any company
// and in both languages. A pack of phrases says what each theme sounds like; a table learns from the stream what else
// belongs to it, and how much a word tells about the theme at all.
package theme
