package httpserver

import (
	"context"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
)

// StopSignal returns a context that ends with the first SIGTERM or SIGINT; the second one ends the process with 1. Call it
// once, before anything that must be stopped in order.
func StopSignal(log *slog.Logger) context.Context {
	ctx, stop := context.WithCancel(context.Background())
	signals := make(chan os.Signal, 2) // a second signal close behind the first is not lost
	signal.Notify(signals, syscall.SIGTERM, syscall.SIGINT)
	go func() {
		<-signals
		stop()
		<-signals
		log.Error("ended by a second signal")
		os.Exit(1)
	}()
	return ctx
}
