// Package roi is the ledger of what the work in social media is worth: fourteen formulas, what the work costs, and which benefits may
// be set against that cost together. It is arithmetic only; where numbers come from, and what they are called, others know.
//
// Each formula is read twice: literally, as its source prints it, and corrected. Four rules hold for all of them:
//
//   - Units are types. A [Count] of clicks takes a [Price] of clicks and no other; a price of a thousand must become one of a single
//     thing first. Money has a currency and says whether tax is in it; money of other [Terms] does not add up, and only a stated rate
//     converts it. What is of a week does not add up with what is of a month.
//   - There is no grand total. Lines count the same people twice; [Admissible] says which may stand together, and why others may not.
//     What something would have cost as advertising (class E) is never a return: the Barcelona Principles (AMEC 2010, 2015, 2020)
//     reject it as a value of communication.
//   - A share that is k of n carries its interval, Wilson's at [Level], into whatever is made of it.
//   - Of each admissible combination it is searched which input, changed alone, would turn its sign, and at which value.
package roi
