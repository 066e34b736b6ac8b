"""How long planpress and others take for the same pages. `make bench` runs it; each module is one part of it."""
