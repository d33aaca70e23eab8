// Package second asks an outside classifier for a second opinion on what the built-in model is unsure of. Anything that
// speaks the chat completions API of OpenAI will do, on this machine or elsewhere. It is off unless an address is set:
// asking sends the mention's text there.
//
// The pipe never waits for it. Mentions are stored with the model's word; a loop beside the writer looks for doubtful
// ones, asks within its budget, and puts the answer in the place of the model's word, marked as what it is. An answer
// never counts as a person's label: it measures nothing and trains nothing.
package second
