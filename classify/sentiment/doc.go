// Package sentiment is the built-in classifier: how a text feels, from its words and letters alone.
//
// It is one linear model for both languages, a multinomial logistic regression over hashed n-grams and sums of a
// lexicon, read in this order:
//
//	tokens.go    a text becomes words, faces, emoji, runs of "!" and "?"
//	lexicon.go, vocabulary*.go, weigh.go   what is known of words and phrases before any training
//	features.go  tokens become rows of one table: words and pairs of them, 3-4 letters of a word, words under a
//	             negation, the lexicon's sums
//	score.go     rows add up to three sums, calibrated per language to probabilities
//	category.go  what sort of statement it is, by rules that cues.tsv feeds
//	category_clues.go, category_sorter.go   the same, learned: CATEGORY.md
//	opinions.go, target*.go   how the text feels towards each topic that it names; OPINIONS.md says what that is worth
//	answer.go    where a reply only agrees or disagrees ("same here"), what it answers decides
//	explain.go   the same sum, told by the words that moved it
//	train.go, learner.go, calibrate.go   how the table came to be
//	measure.go   what it is worth
//
// The committed model.bin is made by Train from the files that CARD.md names. A text of a language that the model never read
// is scored all the same and marked unsure.
package sentiment
