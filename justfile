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

# Look at the page: build it and serve it on this machine.
serve: web
    python3 -m http.server --directory dist/web --bind 127.0.0.1 8000

# Scores of the light engine on the corpus, written where they are committed.
scores:
    cargo run --release -- eval corpus --snapshot corpus/scores/light.md
