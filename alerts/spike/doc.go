// Package spike tells when it is more than usual, and how often that is wrong. It is statistics only: a Series goes
// in, Signs come out; it reads no store and knows no words.
//
// What is usual (Fit). The mentions of an hour are the level times the rhythm. The level is an exponentially
// weighted mean of the days that were heard, the rhythm a profile of the hours of the week, drawn towards hour of the
// day times day of the week and further towards flat as far as the data do not carry it (credibility: Bühlmann and
// Straub 1970). Days and hours of past incidents are cut down to what a usual day might have had, as in Noufaily et
// al., An improved algorithm for outbreak detection in multiple surveillance systems, Statistics in Medicine 32
// (2013), which refines Farrington et al., A statistical algorithm for the early detection of outbreaks of
// infectious disease, JRSS A 159 (1996). Hours that were not heard are left out: missing is not zero.
//
// How unusual it is (Judge). The count of a window is negative binomial about the usual, with the spread that the
// topic's own past windows of that length had about what the days before them foretold, so that the
// uncertainty of the level is in it. The negative mentions of a window are beta-binomial about the usual share.
// Windows of 1, 3, 6 and 24 hours are looked at; each has its portion of the error and is charged for how often it is
// looked at, so a Score of s is, by the distributions, what a quiet topic shows once in 10^s days; Budget knows how far
// that holds. The profile and the spread
// are measured from the topic alone: what is a flood for one brand is a Monday for another.
//
// How often that is wrong (Replay, Budget). The past is judged as it would have been then, hour by hour, and the
// threshold is the score that gives no more episodes than a person accepts, with room for the next months to be worse
// than the last.
//
// FIGURES.md says how well it does.
package spike
