#!/bin/sh
# SPDX-FileCopyrightText: 2026 Nightkeep authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Launches the detached job (handover-job.sh) that hands a finished archive over to one place.
# Input:  root, archive folder, run, who, the job's text, description, and the place's kind, name, management class,
#         host, folder (NUL after each).
# Answer: started(epoch, pid, note) finished(), or refused(code, argument...) finished().
#         note: "", or ended-at-logout where the server ends a person's processes at logout
# Two that start at the same time give one hand-over, and so does one who starts twice; what is there is not sent
# again. The job decides that, under the guard of the archive folder.
# shellcheck disable=SC2154 # what is not set here is set by prelude.sh

umask 077
set -C

# As archive-status.sh: a whole manifest of the run, and the tar beside it.
must_be_finished() {
    nk_is_ours "$name.tar.manifest" || nk_refuse not-finished "$name"
    nk_load "./$name.tar.manifest" - - - - - of - - - - - - - - - - - - - - bytes sha moment
    if [ "$of" != "$run" ] || ! nk_is_number "$moment"; then nk_refuse not-finished "$name"; fi
    nk_is_ours "$name.tar" || nk_refuse not-finished "$name"
    size=$(stat -L -c %s -- "./$name.tar" 2>/dev/null)
    nk_is_number "$size" || nk_lack stat '-L -c'
    [ "$size" = "$bytes" ] || nk_refuse not-finished "$name"
}

# The job itself knows what it needs.
check_job() {
    nk_lines=$(/bin/sh "$fresh/handover.sh" "$job" "$place" "$fresh" check 2>>"$fresh/log" | nk_escape 1 0)
    nk_whole
    [ "$nk_lines" != "xchecked$nk_newline" ] || return
    [ -n "$nk_lines" ] || nk_refuse not-begun "$(nk_last_lines 5 "$fresh/log")"
    # shellcheck disable=SC2086 # split at newlines, with globbing off
    nk_record_escaped refused $nk_lines
    nk_record finished
    nk_finish
    exit
}

# Until its folder has its name, or it says why not.
await_job() {
    tries=0
    while [ "$tries" -lt 500 ]; do
        [ -d "$fresh" ] || return 0
        [ ! -f "$fresh/refused" ] || return 1
        if ! nk_process "$nk_launched" || [ "$nk_state" = Z ]; then break; fi
        sleep 0.05 2>/dev/null || sleep 1
        tries=$((tries + 1))
    done
    [ ! -d "$fresh" ]
}

say_why_not() {
    if [ -f "$fresh/refused" ]; then
        nk_lines=$(nk_escape 1 0 <"$fresh/refused")
        nk_whole
        # shellcheck disable=SC2086 # split at newlines, with globbing off
        nk_record_escaped refused $nk_lines
        nk_record finished
        nk_finish
        exit
    fi
    kill -s KILL -- "-$nk_launched" 2>/dev/null
    nk_refuse not-begun "$(nk_last_lines 5 "$fresh/log")"
}

[ $# -ge 11 ] || nk_wrong 'the input lacks a field'
nk_let root "$1"
nk_let archive "$2"
nk_let run "$3"
nk_let kind "$7"
nk_let place "$8"
nk_let folder "${11}"
nk_is_name "$place" || nk_refuse bad-place "$place"
case $kind in
folder)
    folder=$root$folder
    nk_must_be_safe "$folder"
    ;;
storageManager | sshServer) ;;
*) nk_refuse bad-place "$place" ;;
esac
nk_enter_run "$root$archive" "$run"
nk_here
nk_try_numbers
nk_ask_clock
nk_try_flock
find / -prune -name / -mmin +60 >/dev/null 2>&1 || nk_lack find -mmin
sleep 0 2>/dev/null || nk_lack sleep
setsid /bin/sh -c : 2>/dev/null || nk_lack setsid
must_be_finished
[ -d "$job/places" ] || mkdir -m 700 "$job/places" 2>/dev/null || [ -d "$job/places" ] || nk_lack mkdir -m
fresh=$job/places/.new.$place.$$
mkdir -m 700 "$fresh" 2>/dev/null || nk_refuse not-writable "$archive"
trap 'rm -rf "$fresh"' EXIT
rm -rf "$fresh/none" 2>/dev/null || nk_lack rm -rf
# Younger ones may belong to somebody who is starting at this moment.
find "$job/places" -maxdepth 1 -name '.new.*' -mmin +60 -exec rm -rf {} +
# shellcheck disable=SC2059 # the escapes are what printf is wanted for
{
    printf -- "${7#x}\000${8#x}\000${9#x}\000${10#x}\000" >"$fresh/order" && printf '%s\0' "$folder" >>"$fresh/order" &&
        printf -- "${6#x}\000${4#x}\000" >>"$fresh/order" && printf -- "${5#x}" >"$fresh/handover.sh" && : >"$fresh/log"
} 2>/dev/null || nk_refuse not-written "$archive"
nk_has_jobs || nk_refuse not-written "$archive" # with what was just written
check_job
nk_launch "$fresh/log" "$fresh/handover.sh" "$job" "$place" "$fresh"
await_job || say_why_not
nk_record started "$nk_now" "$nk_launched" "$nk_note"
nk_record finished
nk_finish
