#!/bin/sh
# Makes the recordings of sentences.tsv by espeak-ng and sox. docs/prompts.md says how to replace them by better ones.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tab=$(printf '\t')
while IFS="$tab" read -r file voice sentence; do
  case $file in '' | '#'*) continue ;; esac
  target=$here/../resources/$file.wav
  mkdir -p "$(dirname "$target")"
  if [ "$voice" = tone ]; then
    sox -n -r 8000 -c 1 -e mu-law -b 8 -D "$target" synth 0.4 sine 1000 fade t 0.01 0.4 0.01 norm -9 pad 0.7 0
    continue
  fi
  espeak-ng -v "$voice" -s 155 -g 4 -w "$work/spoken.wav" "$sentence"
  # The telephone's band, an even level, no dead air, 0.1 s to settle; µ-law so that nothing is left to convert.
  sox "$work/spoken.wav" -r 8000 -c 1 -e mu-law -b 8 -D "$target" \
    highpass 200 lowpass 3400 compand 0.02,0.2 6:-60,-40,-12 -12 -90 0.05 norm -4 \
    silence 1 0.01 0.5% reverse silence 1 0.01 0.5% reverse pad 0.1 0.1
done < "$here/sentences.tsv"
