# `make` lists what there is.
.DEFAULT_GOAL := help
.PHONY: help run demo check fix test docs journeys fuzz hostile chaos soak bench jmh setup

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Run a node until Ctrl-C
	./tollgate serve

demo: ## Run a node in a temporary folder, with lines to try
	./tollgate demo

check: ## Run all that CI runs
	.ci/run

fix: ## Format the sources
	mvn -q spotless:apply

test: ## Run the tests, without the other gates
	mvn -q -Dspotless.check.skip=true -Djacoco.skip=true test

docs: ## Write the reference pages anew from the code
	mvn -q -Dspotless.check.skip=true -Djacoco.skip=true -Dtollgate.docs.update=true \
		-Dtest='*ReferenceTest' -Dsurefire.failIfNoSpecifiedTests=false test

journeys: ## Run the long journeys with real clients (scripts/journeys-setup.sh installs them)
	mvn -q -Dspotless.check.skip=true -Djacoco.skip=true -Dtest='*Journey,*JourneyTest' \
		-Dtollgate.journeys.required=true -Dsurefire.failIfNoSpecifiedTests=false test

fuzz: ## Search for inputs that break the parsers, a minute for each
	@git ls-files '*FuzzTest.java' | xargs -r awk '/@FuzzTest/ { target = 1; next } target { file = FILENAME; sub(/.*\//, "", file); sub(/\.java$$/, "", file); \
			match($$0, /[a-z_0-9]+\(/); \
			print file "#" substr($$0, RSTART, RLENGTH - 1); target = 0 }' | while read -r name; do \
		echo "$$name"; \
		JAZZER_FUZZ=1 mvn -q -Dtest.jvm.extra=-Dio.netty.allocator.type=unpooled -Dspotless.check.skip=true -Djacoco.skip=true -Dtest="$$name" \
			-Dsurefire.failIfNoSpecifiedTests=false test </dev/null || exit 1; \
	done

hostile: ## Run other people's attack tools against a node in a network namespace (about 6 minutes)
	scripts/hostile.sh

bench: ## Measure Tollgate beside other proxies; QUICK=1 ROUNDS=3 ONLY=connect CONTENDERS=squid OUT=folder
	@scripts/bench.sh dev.tollgate.bench.Main quick=$(QUICK) rounds=$(ROUNDS) 'only=$(ONLY)' 'contenders=$(CONTENDERS)' 'out=$(OUT)'

jmh: ## Run the microbenchmarks; WHAT=Admission picks some
	@scripts/bench.sh org.openjdk.jmh.Main $(WHAT)

# What tells the full form of the tests of endurance from the short one.
ENDURANCE = mvn -q -Dspotless.check.skip=true -Djacoco.skip=true -Dtollgate.endurance=full \
	-Dsurefire.failIfNoSpecifiedTests=false

chaos: ## End 10,000 connections in twelve ways, and other hardships in full
	@./tollgate version
	$(ENDURANCE) -Dtollgate.launcher=$(CURDIR)/tollgate -Dtest='TwelveEndingsTest,SlowReadersTest,SlowClientsTest,KilledNodeTest,ReloadTest,DrainTest,HandOverTest' test
	@cat app/target/chaos.md

MINUTES ?= 60
RATE ?= 100

soak: ## Load a node for MINUTES=60 at RATE=100 clients a second, and squid beside it
	$(ENDURANCE) -Dtest='SoakTest' -Dtollgate.soak.minutes=$(MINUTES) -Dtollgate.soak.rate=$(RATE) test
	@cat app/target/soak.md

setup: ## Check the formatting before every commit
	@printf '%s\n' '#!/bin/sh' 'exec mvn -q spotless:check' > "$$(git rev-parse --git-path hooks)/pre-commit"
	@chmod +x "$$(git rev-parse --git-path hooks)/pre-commit"
	@echo "Formatting is checked before every commit."
