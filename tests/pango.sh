#!/bin/sh
# Pango and a font, with which PDFs are made: Debian's, installed where that may be done; otherwise a clear failure.
set -eu
PATH="$PATH:/usr/sbin:/sbin"
packages='libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation'
missing=''
for library in libpango-1.0.so.0 libpangoft2-1.0.so.0 libharfbuzz-subset.so.0; do
  ldconfig -p 2>/dev/null | grep -q "$library" || missing="$missing $library"
done
fc-list 2>/dev/null | grep -qi liberationsans-regular || missing="$missing LiberationSans"
if [ -z "$missing" ]; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo 'Installing Pango for the tests of PDFs (once)'
  # shellcheck disable=SC2086 # several packages
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $packages fontconfig >/dev/null
  exit 0
fi
echo "The tests of PDFs need$missing: run \"sudo apt-get install $packages fontconfig\" (or your system's like), then make test again." >&2
exit 1
