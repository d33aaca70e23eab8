package store_test

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"molva/classify/cluster"
	"molva/store"
)

// asking is every way to ask a method: with all that it could be asked about, as far as that is a handful.
func asking(m reflect.Type, ctx context.Context) [][]reflect.Value {
	all := [][]reflect.Value{nil}
	for i := range m.NumIn() {
		var longer [][]reflect.Value
		for _, before := range all {
			for _, v := range arguments(m.In(i), ctx) {
				longer = append(longer, append(slices.Clone(before), v))
			}
		}
		all = longer
	}
	return all
}

// arguments are what may stand at a place.
func arguments(of reflect.Type, ctx context.Context) (all []reflect.Value) {
	add := func(some ...any) []reflect.Value {
		for _, v := range some {
			all = append(all, reflect.ValueOf(v).Convert(of))
		}
		return all
	}
	switch {
	case of == reflect.TypeFor[context.Context]():
		return []reflect.Value{reflect.ValueOf(ctx)}
	case of == reflect.TypeFor[time.Time]():
		return add(now)
	case of.Kind() == reflect.String:
		return add("", "kestrel", "boreal", "vk", "vk:canary1", "vk:own0", "canary", "own")
	case of.Kind() == reflect.Int64 || of.Kind() == reflect.Int:
		return add(1, 2, 3)
	case of == reflect.TypeFor[[]string]():
		return add([]string{"vk:canary1"})
	case of == reflect.TypeFor[[]cluster.ID]():
		return add([]cluster.ID{1, 2, 3, 4})
	case of == reflect.TypeFor[[]store.Period]():
		return add([]store.Period{{From: at(-1000), To: now}})
	case of.Kind() == reflect.Struct:
		for _, topic := range []string{"", "kestrel", "boreal"} {
			v := reflect.New(of).Elem()
			if f := v.FieldByName("Topic"); f.IsValid() {
				f.SetString(topic)
			}
			all = append(all, v)
		}
		return all
	case of.Kind() == reflect.Pointer:
		return []reflect.Value{reflect.New(of.Elem())}
	case of.Kind() == reflect.Func:
		return []reflect.Value{reflect.MakeFunc(of, func([]reflect.Value) []reflect.Value { return []reflect.Value{reflect.Zero(of.Out(0))} })}
	}
	return []reflect.Value{reflect.Zero(of)}
}

// answered is all that a method tells, and why it does not.
func answered(t *testing.T, method reflect.Value, args []reflect.Value) (text string, err error) {
	t.Helper()
	out := method.Call
	if method.Type().IsVariadic() {
		out = method.CallSlice
	}
	for _, v := range out(args) {
		switch {
		case v.Type() == reflect.TypeFor[error]():
			err, _ = v.Interface().(error)
		case v.Kind() == reflect.Func:
			for row, failed := range v.Seq2() {
				if e, ok := failed.Interface().(error); ok && e != nil {
					return text, e
				}
				text += spelledOut(row)
			}
		default:
			text += spelledOut(v)
		}
	}
	return text, err
}

func spelledOut(v reflect.Value) string {
	text, err := json.Marshal(v.Interface())
	if err != nil {
		return fmt.Sprintf("%+v", v.Interface())
	}
	return string(text) + fmt.Sprintf(" %+v ", v.Interface())
}
