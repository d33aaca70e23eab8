package chart

import "molva/alerts/phrase"

// Texts is what charts say beside their own words.
var Texts = phrase.Catalogue{
	"Numbers of the chart":      phrase.Say("Числа графика"),
	"Period":                    phrase.Say("Период"),
	"Mentions":                  phrase.Say("Упоминания"),
	"Nothing is known of this.": phrase.Say("Об этом ничего не известно."),
}
