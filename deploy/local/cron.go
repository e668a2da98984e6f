package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"time"
)

// duties are the functions with scheduled work (stack.yml).
var duties = []string{"quota-check", "submit-balikan", "semester-report"}

// cron calls the scheduled duties each minute until ctx ends, as the platform's scheduler does.
func cron(ctx context.Context, gateway string) {
	minute := time.NewTicker(time.Minute)
	defer minute.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-minute.C:
			for _, name := range duties {
				if err := duty(ctx, gateway+"/function/"+name); err != nil && ctx.Err() == nil {
					fmt.Fprintln(os.Stderr, "simpul: tugas terjadwal", name+":", err)
				}
			}
		}
	}
}

// duty calls without a body and without a token.
func duty(ctx context.Context, url string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, nil)
	if err != nil {
		return err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	if res.StatusCode != http.StatusOK {
		err = fmt.Errorf("status %d", res.StatusCode)
	}
	_ = res.Body.Close() // nothing of it is needed
	return err
}
