package main

import (
	"slices"
	"strings"
)

// role is a part of the program that can run in a process of its own.
type role string

const (
	ingestRole   role = "ingest"
	classifyRole role = "classify"
	storeRole    role = "store"
	alertsRole   role = "alerts"
	webRole      role = "web"
)

type roles []role

var allRoles = roles{ingestRole, classifyRole, storeRole, alertsRole, webRole}

// parseRoles reads --only. Roles that pass mentions to another process need a stream that both can reach.
func parseRoles(names []string, streamURL string) (roles, error) {
	if len(names) == 0 {
		return allRoles, nil
	}
	var picked roles
	for _, name := range names {
		if !slices.Contains(allRoles, role(name)) {
			return nil, usageError{fault("--only: found %q, want some of %s", name, strings.Join(texts(allRoles), ", "))}
		}
		picked = append(picked, role(name))
	}
	pipe := 0
	for _, r := range []role{ingestRole, classifyRole, storeRole} {
		if picked.has(r) {
			pipe++
		}
	}
	if streamURL == "" && pipe != 0 && pipe != 3 {
		return nil, usageError{fault("--only %s: the built-in stream is reached from inside one process; set stream.url to run parts apart", strings.Join(names, ","))}
	}
	return picked, nil
}

// has reports whether any of the wanted roles is there.
func (rs roles) has(wanted ...role) bool {
	return slices.ContainsFunc(wanted, func(r role) bool { return slices.Contains(rs, r) })
}

// locks names what the roles must have for themselves in a data folder: the database has one writer and the outbox one
// postman; anything else may run as often as it likes.
func (rs roles) locks() []string {
	var names []string
	for _, r := range []role{storeRole, alertsRole} {
		if rs.has(r) {
			names = append(names, string(r))
		}
	}
	return names
}

func texts[T ~string](all []T) []string {
	out := make([]string, len(all))
	for i, r := range all {
		out[i] = string(r)
	}
	return out
}
