#!/bin/sh
# faketime, which gives a program another date: Debian's, installed where that may be done; otherwise a clear failure.
set -eu
if command -v faketime >/dev/null 2>&1; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo 'Installing faketime for the test that builds on another day (once)'
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq faketime >/dev/null
  exit 0
fi
echo 'The test that builds on another day needs faketime: run "sudo apt-get install faketime" (or your system'"'"'s like), then make test again.' >&2
exit 1
