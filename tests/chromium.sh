#!/bin/sh
# The browser that the tests drive: Debian's, installed where that may be done; otherwise a clear failure.
set -eu
for name in chromium chromium-browser google-chrome; do
  if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo 'Installing chromium for the browser tests (once)'
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null
  exit 0
fi
echo 'The browser tests need chromium: run "sudo apt-get install chromium" (or your system'"'"'s like), then make test again.' >&2
exit 1
