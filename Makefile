# Two commands are enough: `cargo run --release -- demo` and `make test`. The rest is for us.

.PHONY: test soak fuzz bench lint setup

## What the suite needs beside Rust: cargo-nextest, strace.
setup:
	@.ci/setup

## The whole suite, and a plain count at the end.
test: setup
	@.ci/test

## The long versions: more histories, more faults, more kills. Set LOGGIA_SOAK to a factor.
soak: setup
	LOGGIA_SOAK=$${LOGGIA_SOAK:-20} .ci/test

## Every operation of the API, asked for long: LOGGIA_SOAK is a factor, LOGGIA_FUZZ_SEED the seed to go on from.
fuzz: setup
	cargo build --workspace --quiet
	@seed=$${LOGGIA_FUZZ_SEED:-$$(od -An -N3 -tu4 /dev/urandom | tr -d ' ')}; echo "LOGGIA_FUZZ_SEED=$$seed"; \
	LOGGIA_FUZZ_SEED=$$seed LOGGIA_SOAK=$${LOGGIA_SOAK:-25} \
		cargo nextest run --package loggia-tests --no-capture -E 'test(/^fuzz::/)'

## Every figure beside its floor, in one run; docs/BENCHMARKS.md keeps the results.
bench:
	cargo run --release --package loggia-tests --bin loggia-bench

## What .ci/run checks besides the tests.
lint:
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --all-features -- -D warnings
