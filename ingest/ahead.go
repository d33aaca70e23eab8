package ingest

// ahead runs a read whose pages are made durable while it goes on with the next one, in their order. It is for files: they
// come faster than a disk can be waited for, and nobody else waits for a page. What goes wrong with a page is told to the
// source when it emits a later one, and ends the read all the same.
func (e *emitter) ahead(read func(emit func(Page) error) error) error {
	parcels, done := make(chan parcel), make(chan struct{})
	var failure error // once done is closed
	go func() {
		defer close(done)
		for p := range parcels {
			if failure = e.deliver(p); failure != nil {
				return
			}
		}
	}()
	err := e.surviving(func() error {
		return read(func(p Page) error {
			select {
			case parcels <- e.parcel(p):
				return nil
			case <-done:
				return failure
			}
		})
	})
	close(parcels)
	<-done
	if failure != nil {
		return failure
	}
	return err
}
