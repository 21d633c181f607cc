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

# Reads escaped fields into field_1, field_2 and so on, up to 23, and how many they are into fields.
load() {
  for fields in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23; do
    eval "field_$fields="
  done
  fields=0
  while [ "$fields" -lt 23 ] && IFS= read -r line; do
    fields=$((fields + 1))
    case $line in
      *\\*)
        line=$(printf '%b.' "$line")
        line=${line%.}
        ;;
    esac
    eval "field_$fields=\$line"
  done <<EOF
$1
EOF
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
  stat=
  { IFS= read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 1
  # The command's name may hold blanks and brackets: fields are counted after its last bracket.
  # shellcheck disable=SC2086
  set -- ${stat##*) }
  # A zombie does nothing any more, even where nobody buries it.
  [ "$1" != Z ] && born=${20}
}

# Sets life: working, dead, or unknown where this machine cannot tell.
look_for_life() {
  life=dead
  [ -f "$1" ] || return
  load "$(escaped <"$1")"
  # shellcheck disable=SC2154
  host=$field_3 space=$field_4 boot=$field_5 pid=$field_6 expected=$field_7
  born=
  if [ "$boot" != "$this_boot" ]; then
    [ "$host" = "$this_host" ] || life=unknown
  elif [ "$space" != "$this_space" ]; then
    life=unknown
  elif start_time "$pid" && [ "$born" = "$expected" ]; then
    life=working
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
  load "$(sed -z '23q' "$manifest" | escaped)"
  # shellcheck disable=SC2154
  [ "$field_6" = "$run" ] || return 1
  # shellcheck disable=SC2154
  tar_bytes=$field_21 sha=$field_22 finished=$field_23
  # A manifest without its last two fields broke off.
  case $(tail -c 40 "$manifest" | tr '\000' ' ') in
    *' END '[0-9]*' ') ;;
    *) return 1 ;;
  esac
}

read_failure() {
  if [ -f "$job/failure" ]; then
    load "$(escaped <"$job/failure")"
    # shellcheck disable=SC2154
    failure=$field_1 argument=$field_2 failed_step=$field_3
  else
    failure=died
    failed_step=$step
  fi
}

decide_state() {
  # Life comes first: a job that ends between the two questions must not look as if it had failed.
  look_for_life "$job/owner"
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
  tar_bytes='' sha='' finished=''
  if [ "$life" = working ]; then
    state=working
    progress
  elif [ "$life" = unknown ]; then
    state=unknown
    failure=elsewhere
    argument=$host
  elif [ ! -e "$job/cancelled" ]; then
    state=resumable
    read_failure
  fi
}

read_steps() {
  step=queued began='' packing=''
  [ -f "$job/state" ] || return
  while read -r epoch word; do
    began=$epoch step=$word
    [ "$step" != packing ] || packing=$began
  done <"$job/state"
}

describe() {
  job=$1
  load "$(escaped <"$job/plan" 2>/dev/null)"
  [ "$fields" -eq 12 ] || return
  # shellcheck disable=SC2154
  run=$field_1 name=$field_2 bytes=$field_12
  # shellcheck disable=SC2154
  record run "$field_1" "$field_2" "$field_3" "$field_4" "$field_5" "$field_6" "$field_7" "$field_8" \
    "$field_9" "$field_10" "$field_11" "$field_12"
  read_steps
  state=none failure='' argument='' failed_step='' passed=0 total=0 tar_bytes='' sha='' finished=''
  decide_state
  record status "$run" "$state" "$step" "$began" "$packing" "$passed" "$total" "$failure" \
    "$argument" "$failed_step" "$sha" "$tar_bytes" "$finished" "$(tail -n 20 "$job/log" 2>/dev/null)"
}

tell() {
  missing_tool sed tr date stat readlink uname tail head && return
  load "$(escaped)"
  # shellcheck disable=SC2154
  root=$field_1 archive=$field_1$field_2 wanted=$field_3
  if [ ! -d "$archive/" ]; then
    record refused no-folder "${archive#"$root"}"
    return
  fi
  this_boot=$(cat /proc/sys/kernel/random/boot_id)
  this_space=$(readlink /proc/self/ns/pid)
  this_host=$(uname -n)
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
