#!/bin/sh
# SPDX-FileCopyrightText: 2026 Nightkeep authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Takes the lock of an archive folder and launches the detached job (archive-job.sh) in it.
# Input:  root, then the run's eleven fields (run, name, site, rule, not before, server, data folder,
#         archive folder, who, files, bytes), needed bytes, the job's text, and
#         path, size, mtime of every zip (NUL after each).
# Answer: started(epoch, pid, note) finished(), or refused(code, argument...) finished().
# Writes "plan": the eleven fields with the moment of the start, by this machine's clock, before
# files and bytes. Nothing of an earlier archive is touched; of dead runs only what is provably theirs.

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
  command -v openssl >/dev/null 2>&1 || command -v sha256sum >/dev/null 2>&1 && return 1
  record refused missing-tool sha256sum
}

plain_name() {
  case $1 in
    '' | .* | -* | *[!A-Za-z0-9._-]*) return 1 ;;
  esac
}

free_bytes() {
  kib=$(df -P -k "$1" 2>/dev/null | sed -n '$s/.* \([0-9][0-9]*\)  *[0-9][0-9]*% .*/\1/p')
  if [ -n "$kib" ]; then echo "$((kib * 1024))"; else echo -1; fi
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

write_owner() {
  start_time $$
  printf '%s\000' "$run" "$who" "$(uname -n)" "$(readlink /proc/self/ns/pid)" \
    "$(cat /proc/sys/kernel/random/boot_id)" "$$" "$born" "$now" >"$1"
}

# 0 only where an owner is provably dead; another machine, or another view of the same machine's
# processes, proves nothing.
provably_dead() {
  load "$(escaped <"$1")"
  # shellcheck disable=SC2154
  host=$field_3 space=$field_4 boot=$field_5 pid=$field_6 expected=$field_7
  if [ "$boot" != "$(cat /proc/sys/kernel/random/boot_id)" ]; then
    [ "$host" = "$(uname -n)" ]
    return
  fi
  [ "$space" = "$(readlink /proc/self/ns/pid)" ] || return 1
  start_time "$pid" || return 0
  [ "$born" != "$expected" ]
}

same_file() {
  [ -e "$1" ] && [ -e "$2" ] && [ "$(stat -c %d:%i -- "$1")" = "$(stat -c %d:%i -- "$2")" ]
}

# What a dead run left, seen from under the lock: its temporary files, and a finished name only if it
# is provably the same file as the temporary one and has no manifest.
remove_leftovers() {
  for left in "$desk"/*/plan; do
    [ -f "$left" ] || continue
    load "$(escaped <"$left")"
    # shellcheck disable=SC2154
    plain_name "$field_2" || continue
    unfinished=$archive/$field_2.tar
    [ -e "$unfinished.part" ] || [ -e "$unfinished.manifest.part" ] || continue
    if [ ! -e "$unfinished.manifest" ] && same_file "$unfinished" "$unfinished.part"; then
      rm -f "$unfinished"
    fi
    rm -f "$unfinished.part" "$unfinished.manifest.part"
  done
  # Younger ones may belong to somebody who is starting at this moment.
  find "$desk" -maxdepth 1 -name 'new.*' -mmin +60 -exec rm -rf {} +
}

# The lock is a folder that appears with its owner inside: a rename, which cannot replace a folder
# that is not empty. Only a guard held by the kernel makes taking over a dead one safe.
take_lock() {
  guarded=no
  if command -v flock >/dev/null 2>&1; then
    exec 8>>"$desk/guard"
    flock -w 20 8 && guarded=yes
  fi
  mkdir "$desk/lock.$run" && write_owner "$desk/lock.$run/owner"
  if [ "$guarded" = yes ] && [ -f "$desk/lock/owner" ] && provably_dead "$desk/lock/owner"; then
    mv -T "$desk/lock" "$desk/lock.over.$run" && rm -rf "$desk/lock.over.$run"
  fi
  mv -T "$desk/lock.$run" "$desk/lock" 2>/dev/null
  taken=$?
  rm -rf "$desk/lock.$run"
  exec 8>&-
  return "$taken"
}

busy() {
  load ''
  [ ! -f "$desk/lock/owner" ] || load "$(escaped <"$desk/lock/owner")"
  # shellcheck disable=SC2154
  record refused busy "$field_2" "$field_8" "$field_3" "$field_1"
}

# Size and time of every file of the list must be what the plan saw. Names the first that differs.
verify_list() {
  sed -z -n '1~3p' "$fresh/list.nul" >"$fresh/include.nul"
  (cd "$data" && xargs -0 -r -a "$fresh/include.nul" stat --printf='%n\000%s\000%Y\000' --) \
    >"$fresh/seen.nul" 2>/dev/null
  difference=$(cmp "$fresh/list.nul" "$fresh/seen.nul" 2>&1) && return 0
  [ -s "$fresh/seen.nul" ] || difference='byte 1'
  offset=$(printf '%s\n' "$difference" | sed -n 's/.*\(byte\|char\) \([0-9][0-9]*\).*/\2/p')
  fields=$(head -c "$((${offset:-1} - 1))" "$fresh/list.nul" | tr -cd '\000' | wc -c)
  [ -s "$fresh/seen.nul" ] && case $difference in *EOF*) fields=$((fields + 1)) ;; esac
  load "$(sed -z -n "$((fields / 3 * 3 + 1))p" "$fresh/list.nul" | escaped)"
  # shellcheck disable=SC2154
  value=$field_1
  if [ -e "$data/$value" ]; then
    record refused stale "$value" changed
  else
    record refused stale "$value" missing
  fi
  return 1
}

unescaped_fields() {
  while IFS= read -r line; do printf '%b\000' "$line"; done
}

# Everything the job needs, written beside its place: a job folder is whole or not there.
write_job() {
  now=$(date +%s)
  {
    printf '%s\n' "$header" | sed -n '2,10p' | unescaped_fields
    printf '%s\000' "$now"
    printf '%s\n' "$header" | sed -n '11,12p' | unescaped_fields
  } >"$fresh/plan" &&
    printf '%s\000' "$data" "$archive" "$name" "$run" >"$fresh/paths" &&
    printf '%s' "$job_text" >"$fresh/job.sh" &&
    printf '%s\n' "$input" | sed '1,14d' | unescaped_fields >"$fresh/list.nul" && : >"$fresh/log"
}

room_for_job() {
  free=$(free_bytes "$archive")
  [ "$free" -lt 0 ] || [ "$free" -lt "$needed" ] || return 0
  record refused full "$free" "$needed"
  return 1
}

# Where the server ends a person's processes at logout, only a scope of the person's own manager
# outlives it; where there is none, the note says so.
launch() {
  note=
  keep=
  killed=$(busctl get-property org.freedesktop.login1 /org/freedesktop/login1 \
    org.freedesktop.login1.Manager KillUserProcesses 2>/dev/null)
  if [ "$killed" = 'b true' ] && [ "$(id -u)" -ne 0 ]; then
    if systemd-run --user --scope --quiet true >/dev/null 2>&1 </dev/null; then
      keep='systemd-run --user --scope --quiet'
    else
      note=ended-at-logout
      echo 'This server ends processes at logout (KillUserProcesses): the job may not survive it.' >>"$job/log"
    fi
  fi
  # shellcheck disable=SC2086
  $keep setsid sh "$job/job.sh" "$job" </dev/null >>"$job/log" 2>&1 3>&- 8>&- &
  launched=$!
}

await_job() {
  tries=0
  while [ "$tries" -lt 200 ]; do
    [ -f "$job/owner" ] && return 0
    start_time "$launched" >/dev/null || break
    sleep 0.05 2>/dev/null || sleep 1
    tries=$((tries + 1))
  done
  [ -f "$job/owner" ]
}

# Only what is still ours: the job may have given it back, and somebody else have taken it.
drop_lock() {
  if command -v flock >/dev/null 2>&1; then
    exec 8>>"$desk/guard"
    flock -w 20 8
  fi
  load ''
  [ ! -f "$desk/lock/owner" ] || load "$(escaped <"$desk/lock/owner")"
  if [ "$field_1" = "$run" ]; then
    mv -T "$desk/lock" "$desk/lock.over.$run" && rm -rf "$desk/lock.over.$run"
  fi
  exec 8>&-
}

locked() {
  remove_leftovers
  for taken in "$archive/$name.tar" "$archive/$name.tar.manifest"; do
    if [ -e "$taken" ] || [ -L "$taken" ]; then
      record refused exists "$name"
      return 1
    fi
  done
  room_for_job || return 1
  if ! mv -nT "$fresh" "$job" || [ -d "$fresh" ]; then
    record refused exists-run "$run"
    return 1
  fi
  launch
  if ! await_job; then
    kill -s KILL -- "-$launched" 2>/dev/null
    record refused not-begun "$(tail -n 5 "$job/log")"
    rm -rf "$job"
    return 1
  fi
  load "$(escaped <"$job/owner")"
  record started "$now" "$field_6" "$note"
}

start() {
  missing_tool sed tr date tar find stat xargs cmp df head setsid sync ln readlink uname mv && return
  if [ ! -r /proc/self/stat ]; then
    record refused missing-tool /proc
    return
  fi
  input=$(escaped)
  header=$(printf '%s\n' "$input" | sed '14q')
  load "$header"
  # shellcheck disable=SC2154
  {
    root=$field_1 run=$field_2 name=$field_3
    data=$root$field_8 archive=$root$field_9
    who=$field_10 needed=$field_13 job_text=$field_14
  }
  if ! plain_name "$run" || ! plain_name "$name"; then
    record refused bad-name "$name"
    return
  fi
  for folder in "$data" "$archive"; do
    case $folder in
      /*) [ -d "$folder/" ] && continue ;;
    esac
    record refused no-folder "${folder#"$root"}"
    return
  done
  desk=$archive/.nightkeep
  job=$desk/$run
  fresh=$desk/new.$run
  room_for_job || return
  if [ -e "$job" ] || [ -e "$fresh" ]; then
    record refused exists-run "$run"
    return
  fi
  if ! mkdir -p "$desk" 2>/dev/null || ! mkdir "$fresh" 2>/dev/null; then
    if [ -e "$fresh" ]; then
      record refused exists-run "$run"
    else
      record refused not-writable "${archive#"$root"}"
    fi
    return
  fi
  if ! write_job 2>/dev/null; then
    record refused not-written "${archive#"$root"}"
  elif verify_list; then
    if ! take_lock; then
      busy
    elif ! locked; then
      drop_lock
    fi
  fi
  rm -rf "$fresh"
}

# The count is taken from the very bytes that leave; "cat" makes standard output a pipe even where
# sshd gave us a socket, which /dev/fd cannot open again.
{
  count=$({
    printf 'NIGHTKEEP/1\000archive-start\000'
    start
    record finished
  } | tee /dev/fd/3 | tr -cd '\000' | wc -c)
  printf 'END\000%s\000' "$((count))"
} 3>&1 | cat
