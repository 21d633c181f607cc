#!/bin/sh
# SPDX-FileCopyrightText: 2026 Nightkeep authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Stops an archive run and removes what it half made. A complete archive is never touched.
# Input:  root, archive folder, run, who (NUL after each).
# Answer: result(cancelled|complete) finished(), or refused(code, argument...) finished().
# shellcheck disable=SC2154 # what is not set here is set by prelude.sh

umask 027

is_complete() {
    [ -f "$archive/$name.tar.manifest" ] || return 1
    nk_load "$archive/$name.tar.manifest" - - - - - of
    [ "$of" = "$run" ]
}

# Whether any process of the job's group does anything: zombies, buried or not, do nothing.
group_lives() {
    set +f
    set -- /proc/[0-9]*
    set -f
    for each; do
        { IFS= read -r nk_said <"$each/stat"; } 2>/dev/null || continue
        nk_said=${nk_said##*") "}
        case $nk_said in
        Z*) ;;
        [A-Za-z]' '*[0-9]" $nk_owner_pid "*) # state, parent, group
            nk_said=${nk_said#* }
            nk_said=${nk_said#* }
            [ "${nk_said%% *}" != "$nk_owner_pid" ] || return 0
            ;;
        esac
    done
    return 1
}

# The job leads a session of its own, so its tools are in its group. The group is spoken to only
# while its leader is provably the job, or gone (then no stranger can have taken the number).
end_group() {
    for signal in TERM KILL; do
        kill -s "$signal" -- "-$nk_owner_pid" 2>/dev/null
        kill -s CONT -- "-$nk_owner_pid" 2>/dev/null # a halted process hears nothing else
        tries=0
        while [ "$tries" -lt 60 ]; do
            group_lives || return 0
            sleep 0.05 2>/dev/null || sleep 1
            tries=$((tries + 1))
        done
    done
    ! group_lives
}

# Returns once the job is not running (any more).
stop_job() {
    nk_look_for_life "$job/owner"
    case $nk_life in
    unknown)
        why=elsewhere
        what=$nk_owner_host
        return 1
        ;;
    dead)
        if [ -z "$nk_owner_pid" ] || [ "$nk_owner_boot" != "$nk_boot" ] || [ -e "/proc/$nk_owner_pid" ]; then
            return 0
        fi
        ;;
    esac
    end_group && return
    why=not-stopped
    what=$nk_owner_pid
    return 1
}

remove_unfinished() {
    nk_guard "$jobs"
    # Under somebody else's lock a file of our name may be theirs already.
    if [ ! -f "$jobs/lock/owner" ] || nk_holds "$jobs" "$run"; then
        nk_remove_unfinished "$archive/$name"
    fi
    nk_release "$jobs" "$run"
    exec 8>&-
}

[ $# -ge 4 ] || nk_wrong 'the input lacks a field'
nk_let root "$1"
nk_let archive "$2"
nk_let run "$3"
nk_let who "$4"
jobs=$root$archive/.nightkeep
job=$jobs/$run
if ! nk_is_name "$run" || [ ! -f "$job/plan" ]; then
    nk_refuse no-run "$run"
fi
nk_here
nk_ask_clock
nk_try_flock
sleep 0 2>/dev/null || nk_lack sleep
{ rm -f "$job/cancelled.new" && rm -rf "$job/cancelled.new"; } 2>/dev/null || nk_lack rm -rf
nk_load "$job/plan" - name
archive=$root$archive
if is_complete; then
    nk_record result complete
    nk_record finished
    nk_finish
    exit
fi
# The mark comes first: a job that has not written its owner yet sees it at its next step.
if ! { printf '%s\0' "$who" "$nk_now" >"$job/cancelled.new"; } 2>/dev/null; then
    nk_refuse not-writable "${archive#"$root"}"
fi
mv -f "$job/cancelled.new" "$job/cancelled" 2>/dev/null || nk_lack mv -f
if ! stop_job; then
    is_complete || rm -f "$job/cancelled"
    nk_refuse "$why" "$what"
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
