#!/bin/sh
# SPDX-FileCopyrightText: 2026 Nightkeep authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Reads the headers of a finished archive, and nothing of its files' contents.
# Input:  root, archive folder, run (NUL after each).
# Answer: tar(bytes) block(offset, hexadecimal)* included(path, bytes, mtime)* finished(), or
#         refused(code, argument...) finished(). Blocks: each header, the data of long names and
#         extended headers, and the empty block at the end. Where a header cannot be followed the
#         walk ends with damaged(offset).

LC_ALL=C
export LC_ALL

record() {
  type=$1
  shift
  printf 'R\000%s\000%s\000' "$type" "$#"
  for text in "$@"; do printf '%s\000' "$text"; done
}

# Fields become lines with "\" and newline escaped: every byte survives the shell's variables.
escaped() {
  sed -z 's/\\/\\\\/g; s/\n/\\n/g' | tr '\000' '\n'
}

field() {
  value=$(printf '%s\n' "$input" | sed -n "${1}p")
  value=$(printf '%b.' "$value")
  value=${value%.}
}

missing_tool() {
  for tool in "$@"; do
    command -v "$tool" >/dev/null 2>&1 && continue
    record refused missing-tool "$tool"
    return 0
  done
  return 1
}

# Twelve bytes in hexadecimal: octal digits, or (first bit set) a number in base 256.
number() {
  size=0
  case $1 in
    8* | ff)
      shift 4
      for byte in "$@"; do size=$((size * 256 + 0x$byte)); done
      return
      ;;
  esac
  for byte in "$@"; do
    case $byte in
      3[0-7]) size=$((size * 8 + ${byte#3})) ;;
      20 | 00) ;;
      *) return 1 ;;
    esac
  done
}

# One process for each header: od gives the block as text, which the shell takes apart itself.
walk() {
  offset=0
  size=0
  while [ "$offset" -lt "$bytes" ]; do
    block=$(od -A n -v -t x1 -j "$offset" -N 512 "$tar")
    # shellcheck disable=SC2086
    set -- $block
    [ "$#" -eq 512 ] || break
    record block "$offset" "$block"
    shift 124
    case ${1}${2}${3}${4}${5}${33} in
      000000000000) return ;;
    esac
    kind=${33}
    number "$1" "$2" "$3" "$4" "$5" "$6" "$7" "$8" "$9" "${10}" "${11}" "${12}" || break
    offset=$((offset + 512))
    padded=$(((size + 511) / 512 * 512))
    # 4c L and 4b K: long names; 78 x and 67 g: extended headers; all followed by blocks of text.
    case $kind in
      4c | 4b | 78 | 67)
        [ "$size" -le 1048576 ] || break
        record block "$offset" "$(od -A n -v -t x1 -j "$offset" -N "$padded" "$tar")"
        ;;
    esac
    offset=$((offset + padded))
  done
  record damaged "$offset"
}

included_of() {
  fields=$(tr -cd '\000' <"$1" | wc -c)
  sed -z -n "24,$((fields - 2))p" "$1" | sed -z '2~6s/.*/included/'
}

headers() {
  missing_tool sed tr od stat && return
  input=$(escaped)
  field 1 && root=$value
  field 2 && archive=$root$value
  field 3 && run=$value
  case $run in
    '' | .* | -* | *[!A-Za-z0-9._-]*) run=none ;;
  esac
  plan=$archive/.nightkeep/$run/plan
  if [ ! -f "$plan" ]; then
    record refused no-run "$run"
    return
  fi
  name=$(sed -z -n '2p' "$plan" | tr -d '\000')
  tar=$archive/$name.tar
  if [ ! -f "$tar" ] || [ ! -f "$tar.manifest" ]; then
    record refused not-finished "$name"
    return
  fi
  if [ "$(sed -z -n '6p' "$tar.manifest" | tr -d '\000')" != "$run" ]; then
    record refused not-finished "$name"
    return
  fi
  bytes=$(stat -c %s -- "$tar")
  record tar "$bytes"
  walk
  included_of "$tar.manifest"
}

# The count is taken from the very bytes that leave; "cat" makes standard output a pipe even where
# sshd gave us a socket, which /dev/fd cannot open again.
{
  count=$({
    printf 'NIGHTKEEP/1\000tar-headers\000'
    headers
    record finished
  } | tee /dev/fd/3 | tr -cd '\000' | wc -c)
  printf 'END\000%s\000' "$((count))"
} 3>&1 | cat
