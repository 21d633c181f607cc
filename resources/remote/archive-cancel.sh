#!/bin/sh
# SPDX-FileCopyrightText: 2026 Nightkeep authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Stops an archive run and removes what it half made. A complete archive is never touched. What the owner
# file says is believed of no process that does not itself prove to be the job.
# Input:  root, archive folder, run, who (NUL after each).
# Answer: result(cancelled|complete) finished(), or refused(code, argument...) finished().
# shellcheck disable=SC2154 # what is not set here is set by prelude.sh
# shellcheck disable=SC2034 # and what is unused here is used by endjob.sh

umask 077
set -C

is_complete() {
    nk_is_ours "$name.tar.manifest" || return 1
    nk_load "./$name.tar.manifest" - - - - - of
    [ "$of" = "$run" ]
}

remove_unfinished() {
    nk_guard "$jobs"
    # Under somebody else's lock a file of our name may be theirs already.
    if [ ! -f "$jobs/lock/owner" ] || nk_holds "$jobs" "$run"; then
        nk_remove_unfinished "$job" "$name"
    fi
    nk_release "$jobs" "$run"
    exec 8>&-
}

[ $# -ge 4 ] || nk_wrong 'the input lacks a field'
nk_let root "$1"
nk_let archive "$2"
nk_let run "$3"
nk_let who "$4"
jobs=.nightkeep
nk_enter_run "$root$archive" "$run"
nk_here
nk_ask_clock
nk_try_flock
sleep 0 2>/dev/null || nk_lack sleep
{ rm -f "$job/cancelled.new" && rm -rf "$job/cancelled.new"; } 2>/dev/null || nk_lack rm -rf
if is_complete; then
    nk_record result complete
    nk_record finished
    nk_finish
    exit
fi
# The mark comes first: a job that has not written its owner yet sees it at its next step.
if ! { printf '%s\0' "$who" "$nk_now" >"$job/cancelled.new"; } 2>/dev/null; then
    nk_refuse not-writable "$archive"
fi
mv -f "$job/cancelled.new" "$job/cancelled" 2>/dev/null || nk_lack mv -f
nk_mark=.nightkeep/$run/
nk_other_mark=$nk_mark
nk_ended=yes
nk_end_job "$job/owner" || nk_ended=no
if [ "$nk_ended" = no ]; then
    is_complete || rm -f "$job/cancelled"
    nk_refuse "$nk_why" "$nk_what"
fi
if is_complete; then
    rm -f "$job/cancelled"
    nk_record result complete
else
    remove_unfinished
    echo "$(date '+%F %T') cancelled" >>"$job/log"
    nk_record result cancelled
fi
nk_record finished
nk_finish
