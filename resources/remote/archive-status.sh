#!/bin/sh
# SPDX-FileCopyrightText: 2026 Nightkeep authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Says what became of one archive run, or of all. Nothing is believed but files and processes: a run is
# complete only if its manifest is there and whole, and the tar beside it has the size it names.
# Input:  root, archive folder, run ("" for all) (NUL after each).
# Answer: now(epoch)
#         { run(the twelve fields of archive-start.sh)
#           status(run, state: none|working|resumable|complete|unknown, step, its start, packing's
#                  start, bytes done, bytes in all, failure code, argument, step, sha256, tar bytes,
#                  finished, log) }*
#         finished(), or refused(code, argument...) finished().

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

start_time() {
  stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
  # The command's name may hold blanks and brackets: fields are counted after its last bracket.
  # shellcheck disable=SC2086
  set -- ${stat##*) }
  [ "$1" != Z ] && echo "${20}"
}

# working, dead, or unknown where this machine cannot tell.
life() {
  if [ ! -f "$1" ]; then
    echo dead
    return
  fi
  input=$(escaped <"$1")
  field 3 && host=$value
  field 4 && space=$value
  field 5 && boot=$value
  field 6 && pid=$value
  field 7 && born=$value
  if [ "$boot" != "$(cat /proc/sys/kernel/random/boot_id)" ]; then
    if [ "$host" = "$(uname -n)" ]; then echo dead; else echo unknown; fi
  elif [ "$space" != "$(readlink /proc/self/ns/pid)" ]; then
    echo unknown
  elif [ "$(start_time "$pid")" = "$born" ]; then
    echo working
  else
    echo dead
  fi
}

size_of() {
  stat -c %s -- "$1" 2>/dev/null || echo 0
}

# How far the tool that the job runs has read in the unfinished tar.
bytes_read() {
  child=$(cat "$job/child" 2>/dev/null)
  for open in "/proc/${child:-none}/fd/"*; do
    [ "$(readlink "$open" 2>/dev/null)" = "$(readlink -f "$archive/$name.tar.part")" ] || continue
    sed -n 's/^pos:[^0-9]*//p' "/proc/$child/fdinfo/${open##*/}" 2>/dev/null
    return
  done
  echo 0
}

progress() {
  case $step in
    packing)
      passed=$(size_of "$archive/$name.tar.part")
      total=$bytes
      [ "$passed" -le "$total" ] || passed=$total
      ;;
    comparing | hashing)
      passed=$(bytes_read)
      total=$(size_of "$archive/$name.tar.part")
      ;;
  esac
}

read_manifest() {
  manifest=$archive/$name.tar.manifest
  [ -f "$manifest" ] || return 1
  input=$(sed -z '23q' "$manifest" | escaped)
  field 6
  [ "$value" = "$run" ] || return 1
  field 21 && tar_bytes=$value
  field 22 && sha=$value
  field 23 && finished=$value
  # A manifest without its last two fields broke off.
  [ "$(tail -c 40 "$manifest" | tr '\000' '\n' | tail -n 2 | head -n 1)" = END ]
}

read_failure() {
  if [ -f "$job/failure" ]; then
    input=$(escaped <"$job/failure")
    field 1 && failure=$value
    field 2 && argument=$value
    field 3 && failed_step=$value
  else
    failure=died
    failed_step=$step
  fi
}

decide_state() {
  if read_manifest; then
    step='done'
    if [ -f "$archive/$name.tar" ] && [ "$(size_of "$archive/$name.tar")" = "$tar_bytes" ]; then
      state=complete
    else
      state=resumable
      failure=gone
      argument=$name
    fi
    return
  fi
  tar_bytes=
  sha=
  finished=
  case $(life "$job/owner") in
    working)
      state=working
      progress
      ;;
    unknown)
      state=unknown
      input=$(escaped <"$job/owner")
      field 3
      failure=elsewhere
      argument=$value
      ;;
    *)
      if [ -e "$job/cancelled" ]; then
        state=none
      else
        state=resumable
        read_failure
      fi
      ;;
  esac
}

describe() {
  job=$1
  [ "$(tr -cd '\000' <"$job/plan" 2>/dev/null | wc -c)" -eq 12 ] || return
  printf 'R\000run\00012\000'
  cat "$job/plan"
  input=$(escaped <"$job/plan")
  field 1 && run=$value
  field 2 && name=$value
  field 12 && bytes=$value
  last=$(tail -n 1 "$job/state" 2>/dev/null)
  began=${last%% *}
  step=${last#* }
  packing=$(sed -n 's/^\([0-9]*\) packing$/\1/p' "$job/state" 2>/dev/null | head -n 1)
  state=none failure='' argument='' failed_step='' passed=0 total=0 tar_bytes='' sha='' finished=''
  decide_state
  record status "$run" "$state" "${step:-queued}" "$began" "$packing" "$passed" "$total" "$failure" \
    "$argument" "$failed_step" "$sha" "$tar_bytes" "$finished" "$(tail -n 20 "$job/log" 2>/dev/null)"
}

tell() {
  missing_tool sed tr date stat readlink uname tail head && return
  input=$(escaped)
  field 1 && root=$value
  field 2 && archive=$root$value
  field 3 && wanted=$value
  if [ ! -d "$archive/" ]; then
    record refused no-folder "${archive#"$root"}"
    return
  fi
  record now "$(date +%s)"
  desk=$archive/.nightkeep
  case $wanted in
    */* | .*) return ;;
    '') ;;
    *)
      [ ! -f "$desk/$wanted/plan" ] || describe "$desk/$wanted"
      return
      ;;
  esac
  for plan in "$desk"/*/plan; do
    case $plan in
      "$desk"/new.*) continue ;;
    esac
    [ ! -f "$plan" ] || describe "${plan%/plan}"
  done
}

# The count is taken from the very bytes that leave; "cat" makes standard output a pipe even where
# sshd gave us a socket, which /dev/fd cannot open again.
{
  count=$({
    printf 'NIGHTKEEP/1\000archive-status\000'
    tell
    record finished
  } | tee /dev/fd/3 | tr -cd '\000' | wc -c)
  printf 'END\000%s\000' "$((count))"
} 3>&1 | cat
