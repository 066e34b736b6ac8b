#!/bin/sh
# Makes three-cells.xlsx and officer.xlsx anew: exports our-plan, fills the workbook in with LibreOffice Calc, saves it.
# Needs Calc and its Python bridge: sudo apt-get install libreoffice-calc-nogui python3-uno
set -eu
cd "$(dirname "$0")"
exported=$(mktemp -d)
trap 'rm -r "$exported"' EXIT
../../.venv/bin/planpress export "$PWD/our-plan" "$exported/plan.xlsx"
/usr/bin/python3 fill_in.py "$exported/plan.xlsx" three-cells.xlsx three
/usr/bin/python3 fill_in.py "$exported/plan.xlsx" officer.xlsx officer
