#!/bin/sh
# SPDX-FileCopyrightText: 2026 Nightkeep authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The detached job that makes one term archive. archive-start.sh puts it into the job's folder and
# launches it there: sh job.sh JOBFOLDER. It belongs to nobody's login: its truth is what it leaves
# in files, and archive-status.sh derives the state from those alone.
#
#   paths        NUL-separated: data folder, archive folder, name, run (as this machine sees them)
#   plan         the run's twelve fields, as archive-start.sh describes them
#   list.nul     path, size, mtime of every zip, as planned
#   owner        who runs: run, who, host, pid namespace, boot id, pid, its start time, epoch
#   state        append-only lines: epoch, step
#   room         a few blocks kept free, so that even a full disk can be told of
#   failure      NUL-separated: code, argument, step
#   cancelled    a person stopped it
#
# The order is what keeps earlier archives safe: everything is made under a temporary name, and a
# name is given (by a hard link, which never replaces) only to what was compared and hashed.
#
# For tests only: a file "failpoint" beside the job folders, of lines "point:kill", "point:fail" or
# "point:stop", makes the job die, fail or halt at that point. "job.sh --points" prints all points.

LC_ALL=C
export LC_ALL
umask 027
trap '' HUP

points='launched listing packing packed syncing comparing hashing finishing linked published'
if [ "$1" = --points ]; then
  printf '%s\n' "$points"
  exit 0
fi

job=$1
desk=${job%/*}

field_of() {
  value=$(sed -z -n "${2}p" "$1" | sed -z 's/\\/\\\\/g; s/\n/\\n/g' | tr '\000' '\n')
  value=$(printf '%b.' "$value")
  value=${value%.}
}

start_time() {
  stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
  # The command's name may hold blanks and brackets: fields are counted after its last bracket.
  # shellcheck disable=SC2086
  set -- ${stat##*) }
  echo "${20}"
}

write_owner() {
  field_of "$job/plan" 9
  who=$value
  {
    printf '%s\000' "$run" "$who" "$(uname -n)" "$(readlink /proc/self/ns/pid)" \
      "$(cat /proc/sys/kernel/random/boot_id)" "$$" "$(start_time $$)" "$(date +%s)"
  } >"$1.new.$$" && mv -f "$1.new.$$" "$1"
}

owns_lock() {
  [ -f "$desk/lock/owner" ] || return 1
  field_of "$desk/lock/owner" 1
  [ "$value" = "$run" ]
}

# Between the launch and here the lock is held in the name of the program that launched us. If that
# died, another start may have taken the lock over; the guard orders the two.
claim_lock() {
  if command -v flock >/dev/null 2>&1; then
    exec 8>>"$desk/guard"
    flock 8
  fi
  owns_lock && write_owner "$desk/lock/owner" && write_owner "$job/owner"
  claimed=$?
  exec 8>&-
  return "$claimed"
}

release_lock() {
  if owns_lock; then
    mv -T "$desk/lock" "$desk/lock.over.$run" && rm -rf "$desk/lock.over.$run"
  fi
}

same_file() {
  [ -e "$1" ] && [ -e "$2" ] && [ "$(stat -c %d:%i -- "$1")" = "$(stat -c %d:%i -- "$2")" ]
}

disk_full() {
  grep -q -e 'No space left on device' -e 'Disk quota exceeded' "$job/log" 2>/dev/null && return 0
  kib=$(df -P -k "$archive" 2>/dev/null | sed -n '$s/.* \([0-9][0-9]*\)  *[0-9][0-9]*% .*/\1/p')
  [ -n "$kib" ] && [ "$kib" -lt 64 ]
}

# A finished name goes only if it is provably the file that this run has just made.
remove_unfinished() {
  if [ ! -e "$name.tar.manifest" ] && same_file "$name.tar" "$name.tar.part"; then
    rm -f "$name.tar"
  fi
  rm -f "$name.tar.part" "$name.tar.manifest.part"
}

fail_with() {
  code=$1
  argument=$2
  # Looked at before anything is removed, for removing makes room.
  if [ "$code" != changed ] && [ "$code" != missing ] && disk_full; then code=full; fi
  remove_unfinished
  rm -f "$job/room"
  printf '%s\000' "$code" "$argument" "$step" >"$job/failure.new"
  mv -f "$job/failure.new" "$job/failure"
  echo "$(date '+%F %T') failed while $step: $code" >>"$job/log"
  release_lock
  exit 1
}

point() {
  [ -f "$desk/failpoint" ] || return 0
  if grep -q -x "$1:kill" "$desk/failpoint"; then kill -9 $$; fi
  if grep -q -x "$1:stop" "$desk/failpoint"; then kill -STOP $$; fi
  if grep -q -x "$1:fail" "$desk/failpoint"; then fail_with failpoint "$1"; fi
}

begin() {
  step=$1
  [ ! -e "$job/cancelled" ] || exit 1
  echo "$(date +%s) $step" >>"$job/state" || fail_with state "$job/state"
  sync "$job/state" 2>/dev/null || sync
  echo "$(date '+%F %T') $step" >>"$job/log"
  point "$step"
}

# In the background, so that archive-status.sh can see how far it has read.
run_tool() {
  "$@" &
  echo "$!" >"$job/child"
  wait "$!"
}

# Size and time of every file of the list must be what the plan saw. Names the first that differs.
verify_list() {
  (cd "$data" && xargs -0 -r -a "$job/include.nul" stat --printf='%n\000%s\000%Y\000' --) \
    >"$job/seen.nul" 2>>"$job/log"
  difference=$(cmp "$job/list.nul" "$job/seen.nul" 2>&1) && return 0
  [ -s "$job/seen.nul" ] || difference='byte 1'
  offset=$(printf '%s\n' "$difference" | sed -n 's/.*\(byte\|char\) \([0-9][0-9]*\).*/\2/p')
  fields=$(head -c "$((${offset:-1} - 1))" "$job/list.nul" | tr -cd '\000' | wc -c)
  [ -s "$job/seen.nul" ] && case $difference in *EOF*) fields=$((fields + 1)) ;; esac
  field_of "$job/list.nul" "$((fields / 3 * 3 + 1))"
  [ -e "$data/$value" ] || return 2
  return 1
}

checked_list() {
  verify_list
  case $? in
    1) fail_with changed "$value" ;;
    2) fail_with missing "$value" ;;
  esac
}

hash_file() {
  # The disk is asked, not the memory: the pages just written are dropped first.
  dd if="$1" iflag=nocache count=0 2>/dev/null
  if command -v openssl >/dev/null 2>&1; then
    run_tool openssl dgst -sha256 -r "$1" >"$job/hash" 2>>"$job/log" && return 0
  fi
  run_tool sha256sum "$1" >"$job/hash" 2>>"$job/log"
}

write_manifest() {
  {
    printf 'NIGHTKEEP/1\000archive-manifest\000R\000run\00012\000'
    cat "$job/plan"
    printf 'R\000tar\0003\000%s\000%s\000%s\000' "$(stat -c %s "$name.tar.part")" "$hash" "$(date +%s)"
    sed -z '1~3s/^/R\x00file\x003\x00/' "$job/list.nul"
  } >"$name.tar.manifest.part" || return 1
  count=$(tr -cd '\000' <"$name.tar.manifest.part" | wc -c) || return 1
  printf 'END\000%s\000' "$((count))" >>"$name.tar.manifest.part" || return 1
  sync "$name.tar.manifest.part" 2>/dev/null || sync
}

publish() {
  [ ! -e "$name.tar.manifest" ] || fail_with exists "$name"
  # Where the file system knows no hard links, a rename that does not replace must do.
  if ! ln "$name.tar.part" "$name.tar" 2>>"$job/log"; then
    [ ! -e "$name.tar" ] || fail_with exists "$name"
    mv -nT "$name.tar.part" "$name.tar" 2>>"$job/log"
    [ ! -e "$name.tar.part" ] || fail_with exists "$name"
  fi
  point linked
  # "mv -n" may call it a success that it moved nothing.
  mv -nT "$name.tar.manifest.part" "$name.tar.manifest" 2>>"$job/log"
  [ ! -e "$name.tar.manifest.part" ] || fail_with manifest "$name"
  sync "$archive" 2>/dev/null || sync
  point published
  rm -f "$name.tar.part"
}

field_of "$job/paths" 1 && data=$value
field_of "$job/paths" 2 && archive=$value
field_of "$job/paths" 3 && name=$value
field_of "$job/paths" 4 && run=$value
step=queued
cd "$archive" || exit 1
point launched
claim_lock || exit 1

begin listing
head -c 16384 /dev/zero >"$job/room" || fail_with list "$job"
sed -z -n '1~3p' "$job/list.nul" >"$job/include.nul" || fail_with list "$job"
checked_list

begin packing
run_tool tar --create --file="$name.tar.part" --force-local --format=gnu -b 2048 --no-recursion \
  -C "$data" --null --verbatim-files-from --files-from="$job/include.nul" >>"$job/log" 2>&1 ||
  fail_with tar "$?"
point packed

begin syncing
sync "$name.tar.part" 2>>"$job/log" || sync || fail_with sync "$name"

begin comparing
run_tool tar --compare --file="$name.tar.part" --force-local -b 2048 -C "$data" >>"$job/log" 2>&1 ||
  fail_with compare "$?"
checked_list

begin hashing
hash_file "$name.tar.part" || fail_with hash "$name"
read -r hash _ <"$job/hash"
case $hash in
  *[!0-9a-f]* | '') fail_with hash "$name" ;;
esac

begin finishing
write_manifest || fail_with manifest "$name"
publish
echo "$(date '+%F %T') done" >>"$job/log"
rm -f "$job/room" "$job/seen.nul"
release_lock
