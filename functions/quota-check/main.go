// Command quota-check is the OpenFaaS function that shows how quota, access and agreement stand, and carries out
// administrative acts (JUKNIS-II.B, PKS-5). functions/openapi.yaml is its contract.
package main

import (
	"context"
	"net/http"
	"time"

	"simpul/lib/assembly"
	"simpul/lib/function"
)

func main() { function.Main("quota-check", build) }

func build(context.Context) (function.Function, error) {
	parts, err := assembly.Build()
	if err != nil {
		return function.Function{}, err
	}
	k := &keeper{
		identity:  parts.Identity,
		agreement: parts.Config.Agreement,
		registry:  parts.Config.Registry,
		admission: parts.Admission,
		now:       time.Now,
	}
	return function.Function{
		Handler:        k.Handle,
		Methods:        []string{http.MethodGet, http.MethodPost},
		RefuseCallback: true,
		Ready:          parts.Ready(),
		Warm:           parts.Warm,
		Close:          parts.Close,
	}, nil
}
