# Short names for the commands of the README; `just` lists them.

default:
    @just --list

# Compare the shipped example.
run:
    cargo run --release -- compare corpus/cases/call-birthday-leaders

# Every check and test.
test:
    cargo xtask test

# Build the page into dist/web.
web:
    cargo xtask web

# The same while you change it: large and slow, but soon there.
web-quick:
    cargo xtask web-quick

# Look at the page: build it and serve it on this machine.
serve: web
    python3 -m http.server --directory dist/web --bind 127.0.0.1 8000

# What the corpus holds and what the light engine scores on it, written where they are committed.
scores:
    cargo run --release -- check corpus --snapshot corpus/scores/corpus.md
    cargo run --release -- eval corpus --snapshot corpus/scores/light.md
    cargo run --release -- eval corpus/articles --snapshot corpus/scores/articles.md
    cargo run --release -- eval corpus/pairs --snapshot corpus/scores/relations.md
    cargo run --release -- eval corpus/pairs --split dev --reliability docs/reliability-light.svg

# The same of the deep engine; about five minutes.
scores-deep:
    cargo run --release -- eval corpus --engine deep --snapshot corpus/scores/deep.md
    cargo run --release -- eval corpus/pairs --engine deep --snapshot corpus/scores/relations-deep.md
    cargo run --release -- eval corpus/pairs --engine deep --split dev --reliability docs/reliability-deep.svg

# Speed, cost against length, memory, and speed beside sentence vectors: prints the tables of docs/speed.md, writes criterion's to
# target/criterion. Half an hour; the last recipe needs training/requirements.txt.
bench:
    cargo bench -p diptych-core
    cargo build --release
    training/speed_batch.py target/release/diptych corpus/cases
    training/speed_baseline.py target/release/diptych corpus/cases

# Try a target of fuzz/src on bytes that nobody thought of; wants a nightly compiler and `cargo install cargo-fuzz`.
fuzz TARGET SECONDS="60":
    python3 fuzz/seeds.py
    mkdir -p fuzz/regressions/{{TARGET}}
    cd fuzz && cargo +nightly fuzz run --sanitizer none {{TARGET}} corpus/{{TARGET}} regressions/{{TARGET}} -- \
        -max_total_time={{SECONDS}} -timeout=10 -rss_limit_mb=2048 -max_len=2048 -dict=dictionary.txt
