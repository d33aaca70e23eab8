package stream

import (
	"bytes"
	"context"
	"fmt"
	"sync/atomic"
	"testing"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"github.com/synadia-io/orbit.go/jetstreamext"

	"molva/ingest"
)

func durable(o *Options) { o.Relaxed, o.MaxBytes = false, 4<<30 }

func page(from, n int) []ingest.Envelope {
	batch := mentions(from, from+n)
	for i := range batch {
		batch[i].Body = append(batch[i].Body, bytes.Repeat([]byte(" "), 300)...)
	}
	return batch
}

func rate(b *testing.B, messages int) {
	b.ReportMetric(float64(messages)/b.Elapsed().Seconds(), "mentions/s")
	b.ReportMetric(0, "ns/op")
}

// BenchmarkPublish measures durable publishing: what one caller gets with calls of a size, and many callers with one
// mention each. The ceiling is the same batches handed to the library with nothing around it.
func BenchmarkPublish(b *testing.B) {
	for _, size := range []int{1, 10, 100, 1000, 5000} {
		b.Run(fmt.Sprintf("batch=%d", size), func(b *testing.B) {
			s := open(b, b.TempDir(), durable)
			for i := 0; b.Loop(); i++ {
				b.StopTimer()
				batch := page(i*size, size)
				b.StartTimer()
				publish(b, s, batch...)
			}
			rate(b, b.N*size)
		})
	}
	for _, callers := range []int{8, 64, 256} {
		b.Run(fmt.Sprintf("callers=%d", callers), func(b *testing.B) {
			s := open(b, b.TempDir(), durable)
			var next atomic.Int64
			b.SetParallelism(callers / 2)
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					publish(b, s, page(int(next.Add(1)), 1)...)
				}
			})
			rate(b, b.N)
		})
	}
	b.Run("ceiling=1000", func(b *testing.B) {
		s := open(b, b.TempDir(), durable)
		for i := 0; b.Loop(); i++ {
			b.StopTimer()
			batch := page(i*1000, 1000)
			b.StartTimer()
			ceiling(b, s, batch)
		}
		rate(b, b.N*1000)
	})
}

func ceiling(b *testing.B, s *Stream, batch []ingest.Envelope) {
	bare, err := jetstreamext.NewBatchPublisher(s.js)
	if err != nil {
		b.Fatal(err)
	}
	for i, e := range batch {
		msg := &nats.Msg{Subject: "molva.mention.vk", Data: e.Body, Header: nats.Header{jetstream.MsgIDHeader: {e.ID}}}
		if i < len(batch)-1 {
			err = bare.AddMsg(msg)
		} else {
			_, err = bare.CommitMsg(b.Context(), msg)
		}
		if err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkRead measures reading a backlog; the ceiling is the bare consumer.
func BenchmarkRead(b *testing.B) {
	const stored = 60_000
	s := open(b, b.TempDir(), func(o *Options) { o.MaxBytes = 4 << 30 })
	for i := range stored / 1000 {
		publish(b, s, page(i*1000, 1000)...)
	}
	count := func(n *int, most int) func(context.Context, []Item) error {
		return func(_ context.Context, items []Item) error {
			if *n += len(items); *n >= most {
				return errEnough
			}
			return nil
		}
	}
	for _, max := range []int{100, 1000, 5000} {
		b.Run(fmt.Sprintf("read=%d", max), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				n := 0
				if err := s.Raw().Read(b.Context(), 0, max, count(&n, stored)); err != errEnough {
					b.Fatal(err)
				}
			}
			rate(b, b.N*stored)
		})
	}
	b.Run("ceiling", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			bare(b, s, stored)
		}
		rate(b, b.N*stored)
	})
	b.Run("scan", func(b *testing.B) {
		for b.Loop() {
			scan(b, s.Raw(), s.o.Now().AddDate(-1, 0, 0))
		}
		rate(b, b.N*stored)
	})
	b.Run("share=1000", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			ctx, cancel := context.WithCancel(b.Context())
			n := 0
			err := s.Raw().Share(ctx, fmt.Sprintf("g-%d-%d", b.N, i), 1000, func(_ context.Context, items []Item) error {
				if n += len(items); n >= stored {
					cancel()
				}
				return nil
			})
			if err != nil {
				b.Fatal(err)
			}
		}
		rate(b, b.N*stored)
	})
}

func bare(b *testing.B, s *Stream, n int) {
	c, err := s.js.CreateConsumer(b.Context(), s.Raw().name, jetstream.ConsumerConfig{AckPolicy: jetstream.AckNonePolicy, MemoryStorage: true})
	if err != nil {
		b.Fatal(err)
	}
	msgs, err := c.Messages(jetstream.PullMaxMessages(5000))
	if err != nil {
		b.Fatal(err)
	}
	defer msgs.Stop()
	for range n {
		if _, err := msgs.Next(jetstream.NextContext(b.Context())); err != nil {
			b.Fatal(err)
		}
	}
}
