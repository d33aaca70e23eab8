// Package ask answers what people ask in a chat: "what do people think of Kestrel last week", «на что жалуются в Кестреле».
//
// [Parse] reads a question without a model of language: it finds the topics by their names in any of their forms, a period
// by one of the phrasings in period.go, and what is wanted by a few words. What it could not read is told in the answer, not
// dropped in silence. [Answer] answers from the same digest that the outlets get, so two of them never disagree.
package ask
