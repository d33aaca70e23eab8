// Package query finds the topics that a mention names. Each topic has a query:
//
//	kestrel кестрел              both words, in any of their forms; AND may be written between them
//	kestrel OR кестрел           either
//	кестрел NOT птица            NOT excludes, and so does -птица; a query must also say what it wants
//	(a OR b) c                   brackets; without them NEAR binds tightest, then NOT, AND, OR
//	"служба поддержки"           words side by side, in any of their forms, over punctuation
//	кестрел NEAR/5 (app OR приложение)   at most five words on, in either order; NEAR/1 is side by side
//	кестрел*  к*стрел  кестре*   any letters or none for a star, behind at least two letters
//	{МТС}  {Mail.ru}             exactly these characters, case and punctuation too
//	#kestrel  @kestrel           the tag or handle alone; plain kestrel matches all three
//	альфа-банк                   the hyphen may be written, left out ("альфабанк") or a blank
//	title:кестрел  title:(a OR "b c")    in the title
//	lang:ru  network:vk  author:"Ivan Petrov"  url:example.com/news   fields beside the text; brackets as with title
//
// Operators are in upper case, И ИЛИ НЕ as well. Quotes may be "…", «…», “…” or „…“.
//
// # What words match
//
// A word matches all forms of the noun or adjective that it is: the cases and numbers of a Russian one, the plural,
// possessive, -ed and -ing of an English one, and Russian endings behind a Latin name ("iPhone'ом", "Kestrel-ом",
// "kestrelа"). Query and text are compared as [Fold] writes them. A word with digits matches as it stands, and so do
// Russian verbs.
//
// The forms are made from the query, once; the text is never stemmed. So a text costs one look-up a word, whatever the
// number of topics, and a query means the same whatever else stands in the text. A word is read as its dictionary form
// where it can be one, and as a case form where it cannot: "банка" is a jar, "ласточку" is the swallow; a long word in
// -а ("сбербанка") is read as both. English words are to be given in their base form. The rules make no form that
// belongs to another common word, short of true homonyms: "мир" does not find "мирный", "кот" not "который", but "банк"
// does find "банка", which is the bank's as well as the jar.
//
// # Where they match
//
// Title and text are both searched; a phrase or NEAR never reaches from one into the other. [Set.Explain] gives the
// spans of each. A handle with a server matches with and without it: @kestrel finds "@kestrel@example.social". An
// e-mail address holds no handle.
package query
