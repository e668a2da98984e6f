# What a developer or an administrator types; "make help" lists it.
# Settings reach the programs as environment, so both forms work: CONFIG=path make run, make run CONFIG=path

GO   ?= go
# Without the first the validator calls methods by name, and the linker can drop no method of anything. The second leaves out HTTP/2,
# which nobody here speaks: half a megabyte of each function.
TAGS := validator_novalidatefn,nethttpomithttp2

FUNCTIONS := $(patsubst functions/%/main.go,%,$(wildcard functions/*/main.go))
SHIPPED   := $(FUNCTIONS:%=./functions/%) ./deploy/gateway ./deploy/ledger ./deploy/poc ./deploy/portal-profile ./deploy/simpul
export PAGE PROFILE KIND REVEAL
BUILD     := CGO_ENABLED=0 $(GO) build -trimpath -tags $(TAGS)
TEST      := $(GO) test -trimpath -tags $(TAGS)

export OPERATOR ?= petugas-01
export SCOPE    ?= nik:verify quota:read
# An administrator, unless somebody else is named.
POC_OPERATOR := $(if $(filter-out file,$(origin OPERATOR)),$(OPERATOR),admin-01)
OUT       ?= .local/poc
SIMPUL    ?= http://127.0.0.1:8080
FORMAT    ?= pdf
FUZZTIME  ?= 30s
BENCHTIME ?= 1s
BENCH     ?= .

# Folders with a line that matches, as packages of this module.
packages_with = $(shell grep -rlE --include='*.go' --exclude-dir=tools --exclude-dir=vendor '$(1)' . | xargs -r -n1 dirname | sort -u)

.DEFAULT_GOAL := help
.PHONY: run card bridge poc report verify-ledger demo token samples build shipped images bundle launcher test test-tools lint unit bench benchmarks bench-once fuzz soak vuln clean help portal-profile bundle-twice

run: build ## Build everything and start it on loopback until Ctrl-C (CONFIG, SIMPUL_ADDR, REDIS_URL)
	@exec dist/local run

demo: build ## Start a stack of its own, drive the service flow and print it
	@exec dist/local demo

token: launcher ## Print a token for the local stack (OPERATOR, SCOPE)
	@exec dist/local token -operator "$$OPERATOR" -scope "$$SCOPE"

card: launcher ## Lay the card of an invented person on the simulated reader (NIK; none takes it away)
	@exec dist/local card "$(NIK)"

samples: launcher ## Print invented people as JSON
	@exec dist/local samples

portal-profile: ## Show what a portal profile finds on a saved page, as shapes (PAGE, PROFILE; KIND=login|search|result, REVEAL=1)
	@$(GO) run -trimpath -tags $(TAGS) ./deploy/portal-profile -as "$$KIND" $${REVEAL:+-reveal} "$$PROFILE" "$$PAGE"

# The token is of the local stack; another installation's comes from its frontend: TOKEN=… SIMPUL=http://…
report: launcher ## Get the report of a semester (PERIOD=2026-S1, FORMAT=pdf|xlsx|json, FILE=laporan-2026-s1.pdf)
	@token=$${TOKEN:-$$(dist/local token -operator admin-01 -scope report:read)} && \
		curl -sS --fail-with-body -o "$(or $(FILE),laporan-$(PERIOD).$(FORMAT))" "$(SIMPUL)/function/semester-report" \
			-H "Authorization: Bearer $$token" -H 'Content-Type: application/json' -d '{"period":"$(PERIOD)","format":"$(FORMAT)"}' && \
		echo "$(or $(FILE),laporan-$(PERIOD).$(FORMAT))"

# With a configuration it is the office's registry, and its secrets are where make run has them; without, a stack of its own.
poc: build ## Run the proof of concept and write its protocol (NIKS, LETTER, LETTER_DATE, OPERATOR, OUT; without CONFIG: the simulator, YES=1)
	@mkdir -p "$(OUT)"
	@$(if $(CONFIG),secret_mount_path="$${secret_mount_path:-.local/secrets}" SIMPUL_CONFIG="$(CONFIG)" dist/poc,dist/local poc) \
		-operator "$(POC_OPERATOR)" -out "$(OUT)" $(if $(NIKS),-niks "$(NIKS)") $(if $(YES),-yes) \
		$(if $(LETTER),-letter "$(LETTER)") $(if $(LETTER_DATE),-letter-date "$(LETTER_DATE)")

build: launcher shipped ## Build the functions to dist/<function>/fn, the gateway, the ledger's checker, poc, portal-profile, simpul, the launcher and the simulators

shipped:
	@mkdir -p dist/.shipped $(FUNCTIONS:%=dist/%)
	$(BUILD) -ldflags '-s -w -buildid=' -o dist/.shipped/ $(SHIPPED)
	@set -e; for f in $(FUNCTIONS); do mv "dist/.shipped/$$f" "dist/$$f/fn"; done
	@mv dist/.shipped/* dist/

# Of the local stack the public halves of its own keys are trusted; the office's trust file comes on another way than its ledger.
verify-ledger: ## Check the whole ledger, in Redis (REDIS_URL) or an export (FILE), against printed seals (EXPECT_SEAL=number:hash, TRUST, MAC_FILE)
	@mkdir -p dist && $(BUILD) -ldflags '-s -w -buildid=' -o dist/ ./deploy/ledger
	@$(if $(TRUST),,dist/ledger public -key-file .local/secrets/simpul-seal > .local/ledger-trust)
	@exec dist/ledger verify $(if $(FILE),-file "$(FILE)",-redis "$(REDIS_URL)") -trust "$(or $(TRUST),.local/ledger-trust)" \
		$(if $(EXPECT_SEAL),-expect-seal "$(EXPECT_SEAL)") $(if $(MAC_FILE),-mac-file "$(MAC_FILE)")

# On Linux PC/SC is libpcsclite, linked dynamically; Windows has it in itself.
bridge: ## Build the reader's program for the counters' PCs, to dist/: linux/amd64 (needs libpcsclite-dev) and windows/amd64
	@mkdir -p dist
	CGO_ENABLED=1 GOOS=linux GOARCH=amd64 $(GO) build -trimpath -tags $(TAGS) -ldflags '-s -w -buildid=' -o dist/reader-bridge-linux-amd64 ./reader-bridge
	CGO_ENABLED=0 GOOS=windows GOARCH=amd64 $(GO) build -trimpath -tags $(TAGS) -ldflags '-s -w -buildid=' -o dist/reader-bridge-windows-amd64.exe ./reader-bridge

images: build ## Build an image of each function, simpul/<function>:TAG, with what this machine has: faas-cli, docker, buildah or podman
	@scripts/build-images.sh $(FUNCTIONS)

bundle: ## Make the signed offline bundle of this commit, dist/simpul-VERSION.tar.gz (SIGN_KEY; VERSION)
	@VERSION="$(VERSION)" SIGN_KEY="$(SIGN_KEY)" scripts/bundle.sh

# Two of one commit are the same, byte for byte.
bundle-twice:
	@scripts/try-same-bundle.sh

# Not shipped, so it keeps its build id: Go then sees that it is up to date, and a token takes no time.
launcher:
	@mkdir -p dist
	@$(BUILD) -o dist/ ./deploy/local ./deploy/local/registry-simulator ./deploy/local/reader-simulator

test: test-tools ## Everything that proves it: what CI runs
	@$(MAKE) --no-print-directory lint build unit bench-once bundle-twice

test-tools:
	@scripts/install-test-tools.sh

lint: ## gofmt, vet, linters and spelling, for both modules
	@unformatted=$$("$$($(GO) env GOROOT)/bin/gofmt" -l .); \
		if [ -n "$$unformatted" ]; then echo "gofmt these files:"; echo "$$unformatted"; exit 1; fi
	$(GO) vet -tags $(TAGS),soak ./...
	CGO_ENABLED=0 $(GO) build -tags $(TAGS) -o /dev/null ./reader-bridge
	GOOS=windows GOARCH=amd64 CGO_ENABLED=0 $(GO) build -tags $(TAGS) -o /dev/null ./reader-bridge
	GOOS=windows GOARCH=amd64 CGO_ENABLED=0 $(GO) vet -tags $(TAGS) ./reader-bridge/...
	$(GO) vet -C tools ./...
	$(GO) vet -C deploy/local/bench/redisrate ./...
	@lint=$$($(GO) tool -C tools -n lint) && "$$lint" -tags $(TAGS),soak ./... && (cd tools && "$$lint" ./...) && cd deploy/local/bench/redisrate && "$$lint" ./...
	@misspell=$$($(GO) tool -C tools -n misspell) && git ls-files -z -co --exclude-standard | xargs -0 "$$misspell" -error

# The contract checker is built here once, else by every test binary that asks for it at the same time.
unit:
	@$(GO) tool -C tools -n openapi >/dev/null
	CGO_ENABLED=1 $(TEST) -race -count=1 -timeout 8m ./...
	CGO_ENABLED=1 $(GO) test -C tools -race -count=1 -timeout 4m ./openapi/... ./manifests ./image ./sbom
	$(GO) test -C tools -count=1 -timeout 4m ./lint

# With the race detector: the binaries are those of the tests, and benchmarks run goroutines as well.
bench-once:
	CGO_ENABLED=1 $(TEST) -race -run '^$$' -bench . -benchtime 1x -timeout 4m $(call packages_with,^func Benchmark)

bench: build ## One page: what a verification costs, each figure beside its peer (BENCH_FLAGS=-quick)
	@$(GO) run -trimpath -tags $(TAGS) ./deploy/local/bench $(BENCH_FLAGS)

benchmarks: ## Run the packages' benchmarks (BENCH=pattern, BENCHTIME=1s)
	$(TEST) -run '^$$' -bench '$(BENCH)' -benchmem -benchtime $(BENCHTIME) $(call packages_with,^func Benchmark)

fuzz: ## Run each fuzz target for a while (FUZZTIME=30s)
	@set -e; for package in $(call packages_with,^func Fuzz); do \
		for target in $$(sed -n 's/^func \(Fuzz[A-Za-z0-9_]*\)(.*/\1/p' "$$package"/*_test.go); do \
			echo "$$package $$target"; \
			$(TEST) -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) "$$package"; \
		done; \
	done

soak: ## Run the tests that take hours (files with the build tag soak)
	$(if $(call packages_with,^//go:build soak),,$(error there is no soak test in this tree))
	CGO_ENABLED=1 $(GO) test -trimpath -tags $(TAGS),soak -race -count=1 -timeout 0 -v -run '^TestSoak' $(call packages_with,^//go:build soak)

vuln: ## Known vulnerabilities in what is linked (asks the Go vulnerability database over the network)
	@check=$$($(GO) tool -C tools -n govulncheck) && "$$check" -tags $(TAGS) ./...

clean: ## Remove what was built
	rm -rf dist

help:
	@sed -n 's/^\([a-z-]*\):[^#]*## /\1\t/p' Makefile | expand -t 10
