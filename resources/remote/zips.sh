#!/bin/sh
# SPDX-FileCopyrightText: 2026 Nightkeep authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Lists the zips below a site's data folder.
# Input:  root, data folder, archive folder (NUL after each).
# Answer: now(epoch) zip(bytes, mtime, path)* problem(text)* free(bytes, -1 unknown) finished().
#         refused(code, argument...) in place of all but "finished" where it cannot be listed.

LC_ALL=C
export LC_ALL

record() {
  type=$1
  shift
  printf 'R\000%s\000%s\000' "$type" "$#"
  for text in "$@"; do printf '%s\000' "$text"; done
}

# Fields become lines with "\" and newline escaped: every byte survives the shell's variables.
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

free_bytes() {
  kib=$(df -P -k "$1" 2>/dev/null | sed -n '$s/.* \([0-9][0-9]*\)  *[0-9][0-9]*% .*/\1/p')
  if [ -n "$kib" ]; then echo "$((kib * 1024))"; else echo -1; fi
}

list() {
  missing_tool sed tr find df date && return
  input=$(sed -z 's/\\/\\\\/g; s/\n/\\n/g' | tr '\000' '\n')
  field 1 && root=$value
  field 2 && data=$value
  field 3 && archive=$value
  if [ ! -d "$root$data/" ]; then
    record refused no-folder "$data"
    return
  fi
  if ! cd "$root$data" 2>/dev/null; then
    record refused no-access "$data"
    return
  fi
  # Taken before the search: what is written meanwhile belongs to the next run.
  record now "$(date +%s)"
  { problems=$(find . -type f -iname '*.zip' \
    -printf 'R\000zip\0003\000%s\000%T@\000%P\000' 2>&1 >&5 5>&-); } 5>&1
  if [ -n "$problems" ]; then
    printf '%s\n' "$problems" | while IFS= read -r line; do record problem "${line#find: }"; done
  fi
  if [ -d "$root$archive/" ]; then
    record free "$(free_bytes "$root$archive")"
  else
    record problem "$archive: No such folder"
    record free -1
  fi
}

# The count is taken from the very bytes that leave; "cat" makes standard output a pipe even where
# sshd gave us a socket, which /dev/fd cannot open again.
{
  count=$({
    printf 'NIGHTKEEP/1\000zips\000'
    list
    record finished
  } | tee /dev/fd/3 | tr -cd '\000' | wc -c)
  printf 'END\000%s\000' "$((count))"
} 3>&1 | cat
