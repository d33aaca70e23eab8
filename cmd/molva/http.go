package main

import (
	"context"
	"fmt"
	"maps"
	"net"
	"net/http"
	"slices"

	"molva/alerts/web"
	"molva/config"
)

// listenOn puts the address of --listen, unless it is empty, in the place of the configuration's. What others can reach is encrypted
// here as there.
func listenOn(cfg *config.Config, address string) error {
	if address == "" {
		return nil
	}
	if _, _, err := net.SplitHostPort(address); err != nil {
		return usageError{fault("--listen: found %q, want host:port such as 127.0.0.1:8080", address)}
	}
	if cfg.HTTP.Listen = address; cfg.HTTP.Open() && !cfg.HTTP.Plain {
		return usageError{fault("--listen: found %q, which others can reach, and what they send could be read on the way; set http.tls, http.proxy.trust or an http.url with https, or listen on 127.0.0.1 and reach it by ssh -L; http.plain: true takes the risk", address)}
	}
	return nil
}

// ready gathers from every room what stands against being useful.
func (h *house) ready(ctx context.Context) web.Readiness {
	reasons := []string{}
	if h.stream != nil {
		reasons = append(reasons, h.stream.Health(ctx).Reasons...)
	}
	if h.saver != nil {
		reasons = append(reasons, h.stall.reasons(h.saver.Health())...)
	}
	if h.postman != nil {
		trouble := h.postman.Trouble()
		for _, outlet := range slices.Sorted(maps.Keys(trouble)) {
			reasons = append(reasons, fmt.Sprintf("%s refuses digests: %s", outlet, trouble[outlet]))
		}
	}
	return web.Readiness{Ready: len(reasons) == 0, Reasons: reasons}
}

// controlHandler answers the commands of this data folder's owner.
func (h *house) controlHandler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /ready", func(w http.ResponseWriter, req *http.Request) { answer(w).send(h.ready(req.Context())) })
	recentOrder.serve(mux, h.rooms)
	if h.roles.has(ingestRole) {
		priceOrder.serve(mux, h.rooms)
		examineOrder.serve(mux, h.rooms)
	}
	if !h.roles.has(storeRole) {
		return mux
	}
	mux.HandleFunc("POST /writes", func(w http.ResponseWriter, _ *http.Request) { answer(w).send(true) })
	mux.HandleFunc("POST /import", h.handleImport)
	mux.HandleFunc("POST /query-test", h.handleQueryTest)
	mux.HandleFunc("POST /dlq-replay", h.handleDead("replay"))
	mux.HandleFunc("POST /dlq-drop", h.handleDead("drop"))
	mux.HandleFunc("POST /digest-post", h.handlePost)
	for _, o := range []interface{ serve(*http.ServeMux, *rooms) }{drawOrder, labelOrder, unlabelOrder, excludeOrder, actOrder, ackOrder, muteOrder, unmuteOrder, replayOrder, teachOrder, revertOrder, eraseContactOrder, eraseOrder, personOrder, addUserOrder, changeUserOrder, addTokenOrder, revokeTokenOrder} {
		o.serve(mux, h.rooms)
	}
	return mux
}
