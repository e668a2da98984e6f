// Package function is the OpenFaaS workload contract around a go-http handler, in the same process: no watchdog, no second
// server, no lock file. A function's main.go is wiring and one call of [Main]:
//
//	package main
//
//	import (
//		"context"
//		"net/http"
//
//		handler "github.com/openfaas/templates-sdk/go-http"
//
//		"simpul/lib/function"
//		"simpul/lib/problem"
//	)
//
//	type question struct {
//		Period string `json:"period" validate:"required,max=20"`
//	}
//
//	type report struct{ rules *function.Validator }
//
//	// Handle builds the report of one period.
//	func (r report) Handle(req handler.Request) (handler.Response, error) {
//		var q question
//		if err := function.Decode(req, &q); err != nil {
//			return handler.Response{}, err
//		}
//		if wrong := r.rules.Validate(q); len(wrong) > 0 {
//			return handler.Response{}, problem.Invalid(wrong...)
//		}
//		return function.JSON(http.StatusOK, map[string]string{"period": q.Period}), nil
//	}
//
//	func main() {
//		function.Main("semester-report", func(ctx context.Context) (function.Function, error) {
//			store, err := openStore(ctx) // an error here ends the process with 1 and one line in the log
//			if err != nil {
//				return function.Function{}, err
//			}
//			return function.Function{
//				Handler:        report{function.NewValidator()}.Handle,
//				Ready:          []function.Check{{Name: "redis", Ask: store.Ping}},
//				Close:          store.Close,
//				RefuseCallback: true,
//			}, nil
//		})
//	}
//
// # What is promised
//
// Addresses: "/" is the function; GET /_/health says 200 as long as the process can work and takes requests, whatever its
// dependencies do; GET /_/ready says 503 while a check of Function.Ready fails or the process stops, 429 while max_inflight
// is reached. Everything else is 404.
//
// Before the handler runs: one of Function.Methods (405), no X-Callback-Url where refused (400), a body of at most
// Function.MaxBody, announced or chunked (413), of type application/json (415), fewer than max_inflight calls (429).
// X-Call-Id is a UUID, the caller's or a new one, in the request, the answer and the log.
//
// While it runs: its context ends after exec_timeout, or sooner if X-Timeout asks for less, or when the caller hangs up; at
// that time the caller gets 504 even if the handler does not return. A panic is 500 and the process lives.
//
// Afterwards: an error is the problem document of [problem.As]; headers of the Response are kept with it. Every answer has
// Cache-Control: no-store and X-Duration-Seconds. One line of JSON says method, status, time, size, call id and problem
// code; never an address, a header or a body.
//
// On SIGTERM or SIGINT: not ready and not healthy at once, new calls still served for healthcheck_interval, calls in flight
// waited for, Function.Close called, exit 0, all within 30 s; calls that would need longer get 504 after 25 s. A second
// signal ends the process at once.
//
// # Environment
//
//	port                  8080   0: any free port
//	address                      empty: all interfaces; else one IP address
//	read_timeout          10s
//	write_timeout         20s
//	exec_timeout          15s    less than write_timeout
//	healthcheck_interval  3s
//	max_inflight          256    0: no limit
//	metrics_port          8081   0 or off: no metrics
//
// A bare number of a duration is seconds. Wrong values stop the start, all named at once. of-watchdog's names and meanings
// are kept where it has them; its defaults are not: with them a stop takes 60 s and platforms kill after 30.
//
// The process writes no file and needs no particular user.
package function
