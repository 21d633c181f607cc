#!/bin/sh
# SPDX-FileCopyrightText: 2026 Nightkeep authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Stops an archive run and removes what it half made. A complete archive is never touched.
# Input:  root, archive folder, run, who (NUL after each).
# Answer: result(cancelled|complete) finished(), or refused(code, argument...) finished().

LC_ALL=C
export LC_ALL
umask 027

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

field_of() {
  value=$(sed -z -n "${2}p" "$1" | escaped)
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

same_file() {
  [ -e "$1" ] && [ -e "$2" ] && [ "$(stat -c %d:%i -- "$1")" = "$(stat -c %d:%i -- "$2")" ]
}

finished() {
  [ -f "$archive/$name.tar.manifest" ] || return 1
  field_of "$archive/$name.tar.manifest" 6
  [ "$value" = "$run" ]
}

lives() {
  [ "$(start_time "$pid")" = "$born" ]
}

# Whether any process of the job's group does anything: zombies, buried or not, do nothing.
group_lives() {
  for each in /proc/[0-9]*/stat; do
    IFS= read -r stat 2>/dev/null <"$each" || continue
    # shellcheck disable=SC2086
    set -- ${stat##*) }
    [ "$3" = "$pid" ] && [ "$1" != Z ] && return 0
  done
  return 1
}

# The job leads a session of its own, so its tools are in its group. The group is spoken to only
# while its leader is provably the job, or gone (then no stranger can have taken the number).
end_group() {
  for signal in TERM KILL; do
    kill -s "$signal" -- "-$pid" 2>/dev/null
    kill -s CONT -- "-$pid" 2>/dev/null # a halted process hears nothing else
    tries=0
    while [ "$tries" -lt 60 ]; do
      group_lives || return 0
      sleep 0.05 2>/dev/null || sleep 1
      tries=$((tries + 1))
    done
  done
  ! group_lives
}

read_owner() {
  field_of "$job/owner" 3 && host=$value
  field_of "$job/owner" 4 && space=$value
  field_of "$job/owner" 5 && boot=$value
  field_of "$job/owner" 6 && pid=$value
  field_of "$job/owner" 7 && born=$value
}

# 0: the job is not running (any more).
stop_job() {
  [ -f "$job/owner" ] || return 0
  read_owner
  if [ "$boot" != "$(cat /proc/sys/kernel/random/boot_id)" ]; then
    [ "$host" = "$(uname -n)" ] && return 0
    record refused elsewhere "$host"
    return 1
  fi
  if [ "$space" != "$(readlink /proc/self/ns/pid)" ]; then
    record refused elsewhere "$host"
    return 1
  fi
  lives || [ ! -e "/proc/$pid" ] || return 0
  end_group && return 0
  record refused not-stopped "$pid"
  return 1
}

remove_unfinished() {
  if command -v flock >/dev/null 2>&1; then
    exec 8>>"$desk/guard"
    flock -w 20 8
  fi
  held=
  if [ -f "$desk/lock/owner" ]; then
    field_of "$desk/lock/owner" 1
    held=$value
  fi
  # Under somebody else's lock a file of our name may be theirs already.
  if [ -z "$held" ] || [ "$held" = "$run" ]; then
    if [ ! -e "$archive/$name.tar.manifest" ] && same_file "$archive/$name.tar" "$archive/$name.tar.part"; then
      rm -f "$archive/$name.tar"
    fi
    rm -f "$archive/$name.tar.part" "$archive/$name.tar.manifest.part"
  fi
  if [ "$held" = "$run" ]; then
    mv -T "$desk/lock" "$desk/lock.over.$run" && rm -rf "$desk/lock.over.$run"
  fi
  exec 8>&-
}

cancel() {
  missing_tool sed tr date stat readlink uname mv && return
  input=$(escaped)
  field 1 && root=$value
  field 2 && archive=$root$value
  field 3 && run=$value
  field 4 && who=$value
  desk=$archive/.nightkeep
  job=$desk/$run
  case $run in
    '' | .* | -* | *[!A-Za-z0-9._-]*) job= ;;
  esac
  if [ -z "$job" ] || [ ! -f "$job/plan" ]; then
    record refused no-run "$run"
    return
  fi
  field_of "$job/plan" 2 && name=$value
  if finished; then
    record result complete
    return
  fi
  # The mark comes first: a job that has not written its owner yet sees it at its next step.
  if ! printf '%s\000%s\000' "$who" "$(date +%s)" >"$job/cancelled"; then
    record refused not-writable "${archive#"$root"}"
    return
  fi
  if ! stop_job; then
    finished || rm -f "$job/cancelled"
    return
  fi
  if finished; then
    rm -f "$job/cancelled"
    record result complete
    return
  fi
  remove_unfinished
  echo "$(date '+%F %T') cancelled" >>"$job/log"
  record result cancelled
}

# The count is taken from the very bytes that leave; "cat" makes standard output a pipe even where
# sshd gave us a socket, which /dev/fd cannot open again.
{
  count=$({
    printf 'NIGHTKEEP/1\000archive-cancel\000'
    cancel
    record finished
  } | tee /dev/fd/3 | tr -cd '\000' | wc -c)
  printf 'END\000%s\000' "$((count))"
} 3>&1 | cat
