#!/usr/bin/env bash
# Renders the first card of a filled sample to samples/verification.png, as LibreOffice prints it.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
FONTCONFIG_FILE="$PWD/samples/fonts.conf" soffice --headless "-env:UserInstallation=file://$folder/profile" \
  --convert-to pdf --outdir "$folder" samples/good/张庄村-核查表-卡片.xlsx >/dev/null 2>&1
pdf="$folder/张庄村-核查表-卡片.pdf"
# The cards come after the instructions and the table of contents.
pages=$(pdfinfo "$pdf" | sed -n 's/^Pages: *//p')
for page in $(seq 1 "$pages"); do
  if pdftotext -f "$page" -l "$page" "$pdf" - | grep -q "户主签字"; then break; fi
done
pdftoppm -f "$page" -l "$page" -r 90 -gray -png -singlefile "$pdf" samples/verification
