#!/bin/sh
# SPDX-FileCopyrightText: 2026 Nightkeep authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The detached job that hands one finished archive over to one place. It is launched from the archive folder,
# which it never leaves: sh .nightkeep/RUN/handover.sh .nightkeep/RUN PLACE. It belongs to nobody's login: its
# truth is what it leaves in .nightkeep/RUN/places/PLACE, and handover-status.sh tells from those files alone.
#
#   order    NUL-separated: kind, name, management class, host, folder, description, who
#   owner    who runs, as archive-job.sh writes it
#   state    append-only lines: epoch, step
#   client   how the storage manager's client ended: exited, signalled, hung, absent or earlier, and its status
#   asked    the status of its query, and "queried" what it said
#   found    NUL-separated: bytes and sha256 as read at the place, and where its file system is mounted
#   done     NUL-separated: the moment from which on it is there for certain
#   looked   NUL-separated: found, missing or altered, the moment, bytes, sha256: the last look by handover-confirm.sh
#   failure  NUL-separated: code, argument, step
#   room     a few blocks kept free, so that even a full disk can be told of
#   stopped  a person stopped it
#
# The folder appears by one rename, with its order and its owner. The order comes in a folder that is the third
# argument; without one it is .nightkeep/RUN/orders/PLACE. A fourth is what to do instead: check (tries the tools,
# says "checked" or a refusal), clean (takes away what was half made at the place), look or read.
#
# At a place everything is made in a folder of its own, and a name is given (by a hard link, which never replaces
# and follows nothing) only to what was read back there. Nothing there is ever replaced.
#
# For tests only: the file "failpoint" of archive-job.sh; "--points" prints all points.
# shellcheck disable=SC2154 # what is not set here is set by prelude.sh, or by nk_load
# shellcheck disable=SC2034 # and what is unused here is used there
# shellcheck disable=SC2317 # and what run_tool runs is reached

umask 077
set -C
trap '' HUP

points='hand-taken hand-room hand-sending hand-sent hand-syncing hand-confirming hand-naming hand-named hand-done'
if [ "${1-}" = --points ]; then
    printf '%s\n' "$points"
    exit 0
fi

point() {
    [ -f "$jobs/failpoint" ] || return 0
    while IFS= read -r line; do
        case $line in
        "$1:kill") kill -9 $$ ;;
        "$1:stop") kill -STOP $$ ;;
        "$1:fail") fail_with failpoint "$1" ;;
        esac
    done <"$jobs/failpoint"
}

log() { # text
    echo "$(date '+%F %T') $1" >>"$dir/log"
}

sync_file() {
    sync "$1" 2>/dev/null || sync
}

# A file appears whole.
keep() { # name field...
    nk_file=$dir/$1
    shift
    printf '%s\0' "$@" >|"$nk_file.new" && sync_file "$nk_file.new" && mv -f "$nk_file.new" "$nk_file"
}

disk_full() {
    awk '/No space left on device|Disk quota exceeded/ { found = 1 } END { exit !found }' "$dir/log" && return
    nk_ask_free .
    [ "$nk_free" -ge 0 ] && [ "$nk_free" -lt 65536 ]
}

fail_with() { # code argument
    code=$1
    argument=$2
    case $code in not-sent | not-synced | not-confirmed | state) ! disk_full || code=full ;; esac
    [ "$kind" = storageManager ] || [ "$step" = queued ] || take_away
    rm -f "$dir/room"
    keep failure "$code" "$argument" "$step"
    log "failed while $step: $code $argument"
    exit 1
}

begin() { # step
    step=$1
    [ ! -e "$dir/stopped" ] || exit 1
    echo "$(date +%s) $step" >>"$dir/state" || fail_with state ''
    sync_file "$dir/state"
    log "$step"
    point "hand-$step"
}

finish() {
    nk_ask_clock
    keep 'done' "$nk_now" || fail_with state ''
    rm -f "$dir/room"
    log 'done'
    point hand-done
    exit 0
}

# In the background, so that handover-status.sh can see how far it has read.
run_tool() { # command...; its standard input is the file that "input" names
    "$@" <"${input:-/dev/null}" &
    echo "$!" >|"$dir/child"
    wait "$!"
}

nk_limited() { # seconds, command...: a limit that the tool is given where it can be
    if nk_can_limit -k 30; then
        exec timeout -k 30 "$@"
    fi
    shift
    exec "$@"
}

# Nothing of it is asked of a person, and nobody is believed whose key is not known.
reach_host() { # command
    nk_limited "$limit" ssh -o BatchMode=yes -o StrictHostKeyChecking=yes -o ConnectTimeout=30 -o ServerAliveInterval=15 -o ServerAliveCountMax=8 -- "$host" "$1"
}

# Asks the place, and sets answer to what it says: "" where it could not be asked.
ask() { # verb, what else
    answer=
    if [ "$kind" = sshServer ]; then
        printf '%s\n' "$nk_place_folder" >|"$dir/there"
        input=$dir/there
        # The folder is of letters that no shell takes for anything else.
        run_tool reach_host "exec /bin/sh -s $1 '$folder' '$part' '$name.tar' ${2-}" >|"$dir/answer" 2>>"$dir/log"
    else
        run_tool /bin/sh -c "$nk_place_folder" there "$1" "$folder" "$part" "$name.tar" "${2-}" "$path" >|"$dir/answer" 2>>"$dir/log"
    fi
    input=
    while IFS= read -r line; do
        case $line in 'nk '*) answer=${line#nk } ;; esac
    done <"$dir/answer"
    IFS=' '
    # shellcheck disable=SC2086 # split at blanks, with globbing off
    set -- $answer
    IFS=$nk_newline
    word=${1-}
    first=${2-}
    second=${3-}
    disk=${4-}
    [ "$first" != - ] || first=
    [ "$second" != - ] || second=
}

# What was half made at the place.
take_away() {
    ask remove
    [ "$word" = removed ] || log "could not be removed: $part in $host $folder"
}

# So that no hang is for ever, and no large archive ended by its size.
set_limit() {
    limit=$((3600 + tar_bytes / 1000000))
}

is_the_archive() { # bytes sha256
    [ "$1" = "$tar_bytes" ] && [ "$2" = "$sha" ]
}

# --- A folder, here or on another server. ---

refused_there() {
    case $word in
    '') fail_with not-reached "$host" ;;
    no-folder | not-writable | not-written | owners | no-part | same) fail_with "$word" "$folder" ;;
    exists) fail_with exists "$first" ;;
    lacks) fail_with lacks "$first" ;;
    *) fail_with "$1" "$folder" ;;
    esac
}

# The signature goes along, where somebody has signed by now.
send_copy() {
    signature=./$name.tar.manifest.sig
    [ -f "$signature" ] && [ ! -h "$signature" ] || signature=
    if [ "$kind" = sshServer ]; then
        remote='ssh -o BatchMode=yes -o StrictHostKeyChecking=yes -o ConnectTimeout=30 -o ServerAliveInterval=15 -o ServerAliveCountMax=8'
        run_tool rsync -s -L -t --timeout=600 -e "$remote" -- "./$name.tar" "./$name.tar.manifest" ${signature:+"$signature"} "$host:$folder/$part/" >>"$dir/log" 2>&1 || fail_with not-sent "$?"
        return
    fi
    for file in "$name.tar" "$name.tar.manifest" ${signature:+"$name.tar.manifest.sig"}; do
        input=./$file
        ask copy "$file"
        [ "$word" = copied ] || refused_there not-sent
    done
}

note_found() {
    keep found "$first" "$second" "$disk" || fail_with state ''
}

hand_to_folder() {
    begin room
    if [ "$kind" = sshServer ]; then
        ask try
        [ "$word" = tried ] || refused_there not-sent
    fi
    ask take "$dir/order"
    case $word in
    there)
        is_the_archive "$first" "$second" || fail_with exists "$name.tar"
        note_found
        take_away # of an attempt that died as it had given the name
        finish
        ;;
    free) ;;
    *) refused_there not-sent ;;
    esac
    # In KiB on both sides, and a little for the manifest.
    if nk_is_number "$first" && [ "$first" -lt "$((tar_bytes / 1024 + 64))" ]; then
        fail_with no-room "$((first * 1024))"
    fi
    begin sending
    send_copy
    point hand-sent
    begin syncing
    ask sync
    [ "$word" = synced ] || refused_there not-synced
    begin confirming
    ask back
    [ "$word" = there ] || refused_there not-confirmed
    note_found
    is_the_archive "$first" "$second" || fail_with differs "$first"
    begin naming
    ask name
    [ "$word" = named ] || refused_there not-named
    point hand-named
    finish
}

# What ssh and the other server's shell are told is of letters that stand for nothing else there.
is_possible() {
    [ "$kind" = sshServer ] || return 0
    case $host in '' | -* | *@-* | *[!A-Za-z0-9._@-]*) return 1 ;; esac
    case $folder in
    *[!A-Za-z0-9/._+@,=-]*) return 1 ;;
    /*) ;;
    *) return 1 ;;
    esac
}

# --- Who may. ---

# To the one who asked for it: handover-start.sh looks for the file.
refuse_start() { # code argument...
    if [ -z "$given" ]; then
        echo "not handed over to $place: $1"
        rm -rf "$fresh"
        exit 1
    fi
    printf '%s\0' "$@" >"$fresh/refused.new" && mv -f "$fresh/refused.new" "$fresh/refused"
    exit 1
}

# Under the guard, which the kernel holds: of two that come at the same time the second finds the first's folder.
claim() {
    nk_write_owner "$fresh/owner" "$run" "$who" || exit 1
    nk_guard "$jobs" || refuse_start guard
    if [ -e "$dir" ]; then
        nk_look_for_life "$dir/owner"
        case $nk_life in
        working) refuse_start handing-over "$nk_owner_who" "$nk_owner_since" "$place" ;;
        unknown) refuse_start elsewhere "$nk_owner_host" ;;
        esac
        ! nk_is_left_over || refuse_start handing-over "$nk_owner_who" "$nk_owner_since" "$place"
        word=
        [ ! -f "$dir/looked" ] || nk_load "$dir/looked" word
        if [ -e "$dir/done" ] && [ "$word" != missing ]; then
            nk_load "$dir/done" since
            refuse_start handed-over "$place" "$since"
        fi
        rm -rf "$job/places/.before.$place"
        mv "$dir" "$job/places/.before.$place" || refuse_start not-written "$job"
    fi
    mv -nT "$fresh" "$dir" 2>/dev/null
    [ ! -d "$fresh" ] || refuse_start not-written "$job"
    exec 8>&-
}

# The checks of handover-start.sh.
nk_refuse() { # code argument...
    printf '%s\0' "$@"
    exit 1
}

check() {
    is_possible || nk_refuse bad-place "$place"
    nk_ask_clock
    nk_try_df
    dd if=/dev/zero of="$fresh/try" bs=1 count=1 2>/dev/null || nk_lack dd 'if= of= bs= count='
    mv -nT "$fresh/try" "$fresh/tried" 2>/dev/null || nk_lack mv -nT
    mv -f "$fresh/tried" "$fresh/try" 2>/dev/null || nk_lack mv -f
    sync_file "$fresh/try" 2>/dev/null || nk_lack sync
    rm -f "$fresh/try" 2>/dev/null || nk_lack rm -f
    case $kind in
    storageManager)
        nk_has dsmc || nk_lack dsmc
        nk_can_limit -k 30 || nk_lack timeout -k
        ;;
    sshServer)
        nk_has ssh || nk_lack ssh
        rsync -s -L -t --timeout=600 --version >/dev/null 2>&1 || nk_lack rsync '-s --timeout'
        ;;
    folder)
        dir=$fresh
        part=$part.try.$$
        ask try
        case $word in
        tried) ;;
        lacks)
            tool=$first
            ask remove
            nk_lack "$tool" "${second:-as it is called}"
            ;;
        no-folder) nk_refuse no-folder "$folder" ;;
        *) nk_refuse not-writable "$folder" ;;
        esac
        ;;
    esac
    printf 'checked\0'
    exit
}

# --- A later look. ---

# NUL after each: what it is (found, missing, altered, same, or not-asked), bytes, sha256, status of the query.
look() {
    first='' second='' asked=''
    is_possible || nk_refuse bad-place "$place"
    if ! nk_is_number "$tar_bytes" || [ "${#sha}" -ne 64 ]; then nk_refuse not-finished "$name"; fi
    if [ "$kind" = storageManager ]; then
        nk_has dsmc || nk_lack dsmc
        nk_can_limit -k 30 || nk_lack timeout -k
        query_storage
        word=not-asked
        if was_asked; then
            word=missing
            ! is_described || word=altered
            ! is_archived || word=found
        fi
        if [ "$1" = read ] && [ "$word" = found ]; then
            retrieve || word=not-read
        fi
    else
        ask "$1" "$dir/order"
        case $word in
        there) word=found ;;
        altered | same) ;;
        missing)
            # What is not mounted any more has lost nothing.
            known_disk=
            [ ! -f "$job/places/$place/found" ] || nk_load "$job/places/$place/found" - - known_disk
            [ "${known_disk:-$disk}" = "$disk" ] || word=not-mounted
            ;;
        *) word=not-asked ;;
        esac
        if [ "$word" = found ] && [ "$first" != "$tar_bytes" ]; then word=altered; fi
    fi
    if [ "$1" = read ] && [ "$word" = found ]; then
        is_the_archive "$first" "$second" || word=altered
        [ "${#second}" -eq 64 ] || word=not-read
    fi
    printf '%s\0' "$word" "$first" "$second" "$asked"
    exit 0
}

job=$1
place=$2
given=${3-}
jobs=${job%/*}
run=${job##*/}
dir=$job/places/$place
part=.nightkeep-$run-$place
step=queued
fresh=$given
if [ -z "$fresh" ]; then
    # The archive's own job is another session, which ends with it.
    if nk_process $$ && [ "$nk_session" != $$ ] && nk_has setsid; then exec setsid /bin/sh "$0" "$job" "$place"; fi
    fresh=$job/places/.new.$place.$$
    [ -d "$job/places" ] || mkdir -m 700 "$job/places"
    mkdir -m 700 "$fresh" && mv -f "$job/orders/$place" "$fresh/order" || exit 1
fi
nk_load "$job/plan" - name
nk_load "$fresh/order" kind - class host folder description who expected_bytes expected_sha
nk_load "./$name.tar.manifest" - - - - - - - - - - - - - - - - - - - - tar_bytes sha -
path=$(pwd -P)/$name.tar
nk_here
input=
! nk_is_number "$expected_bytes" || tar_bytes=${tar_bytes:-$expected_bytes}
sha=${sha:-$expected_sha}
limit=3600
! nk_is_number "$tar_bytes" || set_limit
case ${4-} in
check) check ;;
clean)
    [ "$kind" = storageManager ] || ! is_possible || take_away
    exit
    ;;
look | read)
    dir=$fresh
    look "$4"
    ;;
esac
claim
exec >>"$dir/log" 2>&1
point hand-taken
is_possible || fail_with bad-place "$place"
dd if=/dev/zero of="$dir/room" bs=16384 count=1 2>/dev/null || fail_with state ''
nk_is_number "$tar_bytes" || fail_with not-finished "$name"
if [ "$kind" = storageManager ]; then hand_to_storage; else hand_to_folder; fi
