// Package api serves to programs what the pages serve to people, below /api/v1. One table has every operation with its parameters, its
// request and its answer as Go types: by it requests are checked, answers are served, and the OpenAPI document is written, so that
// none of the three can say something else than the others.
package api
