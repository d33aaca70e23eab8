// Package lang tells Russian and English texts from others. Posts are short, so it asks the surest witnesses first:
// the script; the letters that one language has and its neighbours lack (ы э ё ъ against і ї є ґ ў ә қ ө ђ ћ ј); the
// small words that hold a sentence together; how the letters follow one another; and last what the network claims,
// which tips the balance and never outweighs the text.
//
// Each language is a folder of data files: words.tsv, our own list, and common.tsv and trigrams.bin, counted from the
// project's labelled training texts by tables_test.go, which names them, builds the tables with -update and checks
// them when MOLVA_TEST_DATA is set. other/words.tsv lists the small words of the languages that are most often mistaken
// for these two.
package lang
