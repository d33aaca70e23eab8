package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
)

// order is a piece of work that only the process which writes the database can do: its path on the control socket, and
// how it is done there. Question and answer travel as JSON.
type order[Q, A any] struct {
	path string
	do   func(*rooms, context.Context, Q) (A, error)
}

// through hands an order to the running instance, or carries it out here where none runs.
func through[Q, A any](ctx context.Context, p *program, o order[Q, A], q Q) (result A, err error) {
	body, err := json.Marshal(q)
	if err != nil {
		return result, err
	}
	err = findInstance(p.dataDir).work(ctx, o.path, nil, bytes.NewReader(body), func(answer json.RawMessage) error {
		return json.Unmarshal(answer, &result)
	})
	if errors.Is(err, errNobody) {
		return withRooms(ctx, p, func(r *rooms) (A, error) { return o.carryOut(r, ctx, q) })
	}
	return result, err
}

// ask hands an order to the running instance, whichever of its processes answers on this folder. errNobody: none does.
func (o order[Q, A]) ask(ctx context.Context, dir string, q Q, result *A) error {
	body, err := json.Marshal(q)
	if err != nil {
		return err
	}
	return findInstance(dir).call(ctx, o.path, nil, bytes.NewReader(body), func(answer json.RawMessage) error {
		return json.Unmarshal(answer, result)
	})
}

// carryOut does an order, and writes into the audit log that it was done.
func (o order[Q, A]) carryOut(r *rooms, ctx context.Context, q Q) (A, error) {
	a, err := o.do(r, ctx, q)
	if entry, ok := recorded[o.path]; ok && err == nil {
		r.record(ctx, entry(q))
	}
	return a, err
}

// maxOrder bounds the question of an order.
const maxOrder = 256 << 20

// serve takes orders of this kind on the control socket.
func (o order[Q, A]) serve(mux *http.ServeMux, r *rooms) {
	mux.HandleFunc("POST /"+o.path, o.handle(r))
}

func (o order[Q, A]) handle(r *rooms) http.HandlerFunc {
	return func(w http.ResponseWriter, req *http.Request) {
		out := answer(w)
		var q Q
		if err := json.NewDecoder(http.MaxBytesReader(w, req.Body, maxOrder)).Decode(&q); err != nil {
			out.fail(fmt.Errorf("read the order: %w", err))
			return
		}
		a, err := o.carryOut(r, req.Context(), q)
		if err != nil {
			out.fail(err)
			return
		}
		out.send(a)
	}
}
