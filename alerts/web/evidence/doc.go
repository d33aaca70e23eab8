// Package evidence serves the lists behind the numbers: mentions, which are also the inbox of those who answer them, and posts,
// figures, sets of people, entered numbers, steps towards buying and waits for an answer. A list is as long as the number that
// leads to it, since both ask the same question of the store. Each can be taken away as a file.
package evidence
