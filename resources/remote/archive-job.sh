#!/bin/sh
# SPDX-FileCopyrightText: 2026 Nightkeep authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The detached job that makes one term archive. archive-start.sh puts it into the job's folder and
# launches it from the archive folder, which it never leaves: sh .nightkeep/RUN/job.sh .nightkeep/RUN. It
# belongs to nobody's login: its truth is what it leaves in files, and archive-status.sh derives the state
# from those alone.
#
#   paths        NUL-separated: data folder (as this machine sees it), name, run
#   plan         the run's twelve fields, as archive-start.sh describes them
#   list.nul     path, size, mtime of every zip, as planned
#   include.nul  the paths alone
#   owner        who runs: run, who, host, pid namespace, boot id, pid, its start time, epoch
#   state        append-only lines: epoch, step
#   room         a few blocks kept free, so that even a full disk can be told of
#   failure      NUL-separated: code, argument, step
#   cancelled    a person stopped it
#   tar          what will be NAME.tar, and "manifest" what will be NAME.tar.manifest
#
# The order is what keeps earlier archives safe: everything is made in the job's folder, and a name in the
# archive folder is given (by a hard link, which never replaces and follows nothing) only to what was
# compared and hashed.
#
# "job.sh JOBFOLDER check" tries every tool with every option that the job will use, holds the files against
# the list and says (NUL after each) "checked", or the code and arguments of a refusal.
#
# For tests only: a file "failpoint" beside the job folders, of lines "point:kill", "point:fail" or
# "point:stop", makes the job die, fail or halt at that point. "job.sh --points" prints all points.
# shellcheck disable=SC2154 # what is not set here is set by prelude.sh
# shellcheck disable=SC2034 # and what is unused here is used there

umask 077
set -C
trap '' HUP

points='launched listing packing packed syncing comparing hashing finishing linked published'
if [ "$1" = --points ]; then
    printf '%s\n' "$points"
    exit 0
fi

# To the one who asked for the check, or to the log.
nk_refuse() { # code argument...
    printf '%s\0' "$@"
    exit 1
}

disk_full() {
    awk '/No space left on device|Disk quota exceeded/ { found = 1 } END { exit !found }' "$job/log" && return
    nk_ask_free .
    [ "$nk_free" -ge 0 ] && [ "$nk_free" -lt 65536 ]
}

fail_with() {
    code=$1
    argument=$2
    # Looked at before anything is removed, for removing makes room.
    if [ "$code" != changed ] && [ "$code" != missing ] && disk_full; then code=full; fi
    nk_remove_unfinished "$job" "$name"
    rm -f "$job/room" "$job/failure.new"
    printf '%s\0' "$code" "$argument" "$step" >"$job/failure.new"
    mv -f "$job/failure.new" "$job/failure"
    echo "$(date '+%F %T') failed while $step: $code" >>"$job/log"
    nk_release "$jobs" "$run"
    exit 1
}

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

write_owner() { # file
    nk_write_owner "$1.new.$$" "$run" "$who" && mv -f "$1.new.$$" "$1"
}

# Between the launch and here the lock is held in the name of the program that launched us. If that
# died, another start may have taken the lock over; the guard orders the two.
claim_lock() {
    nk_load "$job/plan" - - - - - - - - who
    nk_guard "$jobs"
    nk_holds "$jobs" "$run" && write_owner "$jobs/lock/owner" && write_owner "$job/owner"
    claimed=$?
    exec 8>&-
    return "$claimed"
}

sync_file() {
    sync "$1" 2>/dev/null || sync
}

begin() {
    step=$1
    [ ! -e "$job/cancelled" ] || exit 1
    echo "$(date +%s) $step" >>"$job/state" || fail_with state "$job/state"
    sync_file "$job/state"
    echo "$(date '+%F %T') $step" >>"$job/log"
    point "$step"
}

# In the background, so that archive-status.sh can see how far it has read.
run_tool() {
    "$@" &
    echo "$!" >|"$job/child"
    wait "$!"
}

# These two take the place of their process. The list is standard input: a name would be looked for in the folder.
pack() { # archive, folder, list
    exec tar --create --file="$1" --force-local --format=gnu -b 2048 --no-recursion \
        -C "$2" --null --verbatim-files-from --files-from=- <"$3"
}

compare() { # archive, folder
    exec tar --compare --file="$1" --force-local -b 2048 -C "$2"
}

# Size and time of every file of the list must be what the plan saw. Sets path to the first that differs.
verify_list() {
    nk_lines=$( (cd "$data" && xargs -0 stat --printf='%n\0%s\0%Y\0' --) <"$job/include.nul" 2>>"$job/log" | nk_escape 1 0)
    nk_whole
    seen=$nk_lines
    nk_lines=$(nk_escape 1 0 <"$job/list.nul")
    nk_whole
    [ "$nk_count" -gt 0 ] && [ "$seen" = "$nk_lines" ] && return 0
    nk_let path "$(printf '%s\n%s' "$nk_lines" "$seen" | awk '
        $0 == "" { isSeen = 1; next }
        !isSeen { planned[++all] = $0; next }
        planned[++same] != $0 { same--; exit }
        END { print planned[int(same / 3) * 3 + 1] }')"
    [ -e "$data/$path" ] || return 2
    return 1
}

checked_list() {
    verify_list
    case $? in
    1) fail_with changed "$path" ;;
    2) fail_with missing "$path" ;;
    esac
}

read_hash() {
    IFS=' ' read -r hash nk_said <"$job/hash"
    case $hash in '' | *[!0-9a-f]*) return 1 ;; esac
}

# Sets hash to what either tool says.
hash_file() {
    # The disk is asked, not the memory: the pages just written are dropped first.
    dd if="$1" iflag=nocache count=0 2>/dev/null
    run_tool openssl dgst -sha256 -r "$1" >|"$job/hash" 2>>"$job/log" && read_hash && return
    run_tool sha256sum "$1" >|"$job/hash" 2>>"$job/log" && read_hash
}

# A frame of its own. What arrived in the file is counted: the disk may have been full for a moment.
write_manifest() {
    nk_ask_clock
    nk_program=archive-manifest
    nk_fields=0
    nk_lines=$(nk_escape 1 0 <"$job/plan")
    nk_whole
    # shellcheck disable=SC2086 # split at newlines, with globbing off
    set -- $nk_lines
    {
        nk_record_escaped run "$@"
        nk_record tar "$(stat -c %s -- "$job/tar")" "$hash" "$nk_now"
        nk_lines=$(nk_escape 3 0 <"$job/list.nul")
        nk_whole
        # shellcheck disable=SC2059 # the escapes are what printf is wanted for
        for line in $nk_lines; do printf "R\000file\0003\000${line#x}\000"; done
        nk_fields=$((nk_fields + nk_count * 2))
        nk_finish
    } >"$job/manifest" || return 1
    nk_lines=$(nk_escape 60 0 <"$job/manifest")
    nk_whole
    [ "$nk_count" -eq "$((nk_fields + 2))" ] || return 1
    sync_file "$job/manifest"
}

is_there() { # path
    [ -e "$1" ] || [ -h "$1" ]
}

# A default access list makes the umask void. A file system without modes takes what changes nothing.
close_to_others() { # files
    chmod 600 "$@" 2>/dev/null || chmod go-w "$@" 2>>"$job/log"
}

publish() {
    close_to_others "$job/tar" "$job/manifest" || fail_with manifest "$name"
    ! is_there "$name.tar.manifest" || fail_with exists "$name"
    # Where the file system knows no hard links, a rename that does not replace must do. Without -T both
    # would put the file into a folder that somebody has made, or linked, under its name.
    if ! ln -T "$job/tar" "$name.tar" 2>>"$job/log"; then
        ! is_there "$name.tar" || fail_with exists "$name"
        mv -nT "$job/tar" "$name.tar" 2>>"$job/log"
        [ ! -e "$job/tar" ] || fail_with exists "$name"
    fi
    point linked
    # "mv -n" may call it a success that it moved nothing.
    mv -nT "$job/manifest" "$name.tar.manifest" 2>>"$job/log"
    [ ! -e "$job/manifest" ] || fail_with manifest "$name"
    sync_file .
    point published
    rm -f "$job/tar"
}

try_tools() {
    nk_ask_clock
    nk_try_df
    stat --printf=x / >/dev/null 2>&1 || nk_lack stat --printf
    nk_is_number "$(stat -c %s -- / 2>/dev/null)" || nk_lack stat -c
    [ "$(printf '/\0' | xargs -0 stat --printf=x -- 2>/dev/null)" = x ] || nk_lack xargs -0
    dd if=/dev/zero of="$job/try" bs=1 count=1 2>/dev/null || nk_lack dd 'if= of= bs= count='
    mv -nT "$job/try" "$job/tried" 2>/dev/null || nk_lack mv -nT
    mv -f "$job/tried" "$job/try" 2>/dev/null || nk_lack mv -f
    printf 'paths\0' >|"$job/try"
    (pack - "$job" "$job/try") 2>>"$job/log" | (compare - "$job") >>"$job/log" 2>&1 ||
        nk_lack tar '--null --verbatim-files-from --format --force-local --compare'
    sync_file "$job/try" 2>/dev/null || nk_lack sync
    close_to_others "$job/try" || nk_lack chmod
    rm -f "$job/try" 2>/dev/null || nk_lack rm -f
    hash_file /dev/null || nk_lack sha256sum
}

check() {
    try_tools
    verify_list
    case $? in
    1) nk_refuse stale "$path" changed ;;
    2) nk_refuse stale "$path" missing ;;
    esac
    printf 'checked\0'
    exit
}

job=$1
jobs=${job%/*}
nk_load "$job/paths" data name run
nk_here
[ "${2-}" != check ] || check
step=queued
point launched
claim_lock || exit 1

begin listing
if ! nk_said=$(dd if=/dev/zero of="$job/room" bs=16384 count=1 2>&1); then
    echo "$nk_said" >>"$job/log"
    fail_with list "$job"
fi
checked_list

begin packing
run_tool pack "$job/tar" "$data" "$job/include.nul" >>"$job/log" 2>&1 || fail_with tar "$?"
point packed

begin syncing
sync "$job/tar" 2>>"$job/log" || sync || fail_with sync "$name"

begin comparing
run_tool compare "$job/tar" "$data" >>"$job/log" 2>&1 || fail_with compare "$?"
checked_list

begin hashing
hash_file "$job/tar" || fail_with hash "$name"

begin finishing
write_manifest || fail_with manifest "$name"
publish
echo "$(date '+%F %T') done" >>"$job/log"
rm -f "$job/room"
nk_release "$jobs" "$run"
