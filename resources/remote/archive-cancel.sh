#!/bin/sh
# SPDX-FileCopyrightText: 2026 Nightkeep authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Stops an archive run and removes what it half made. A complete archive is never touched. What the owner
# file says is believed of no process that does not itself prove to be the job.
# Input:  root, archive folder, run, who (NUL after each).
# Answer: result(cancelled|complete) finished(), or refused(code, argument...) finished().
# shellcheck disable=SC2154 # what is not set here is set by prelude.sh
# shellcheck disable=SC3013 # -ef: every shell that is a /bin/sh somewhere knows it

umask 077
set -C

is_complete() {
    nk_is_ours "$name.tar.manifest" || return 1
    nk_load "./$name.tar.manifest" - - - - - of
    [ "$of" = "$run" ]
}

# Whether a process is the job or a tool of it: it runs as we do, in the job's session, and names its folder.
is_of_job() { # pid
    if ! nk_process "$1" || [ "$nk_session" != "$nk_owner_pid" ] || ! nk_ask_user "$1" || [ "$nk_user" != "$nk_uid" ]; then
        return 1
    fi
    nk_lines=$(nk_escape 1 0 2>/dev/null <"/proc/$1/cmdline")
    case $nk_lines in *".nightkeep/$run/"*) ;; *) return 1 ;; esac
}

# Whether the process of that number began when the job did, leads its session and works in this folder.
is_job() {
    is_of_job "$nk_owner_pid" && [ "$nk_leader" = "$nk_owner_pid" ] && [ "$nk_born" = "$nk_owner_born" ] &&
        [ "/proc/$nk_owner_pid/cwd" -ef . ]
}

# Sets alive to those of the job's group that do anything: zombies, buried or not, do nothing. What a dead job
# left is told one by one, for the group's number proves nothing then.
look_for_group() {
    alive=
    set +f
    set -- /proc/[0-9]*
    set -f
    for each; do
        each=${each#/proc/}
        if ! nk_process "$each" || [ "$nk_state" = Z ] || [ "$nk_leader" != "$nk_owner_pid" ]; then continue; fi
        if [ "$led" = yes ] || is_of_job "$each"; then alive=$alive$each$nk_newline; fi
    done
}

# A number that was proven stays the group's as long as any process of it is there.
tell_group() { # signal
    if [ "$led" = yes ]; then
        kill -s "$1" -- "-$nk_owner_pid" 2>/dev/null
    else
        for each in $alive; do kill -s "$1" "$each" 2>/dev/null; done
    fi
}

end_group() {
    look_for_group
    for signal in TERM KILL; do
        [ -n "$alive" ] || return 0
        tell_group "$signal"
        tell_group CONT # a halted process hears nothing else
        tries=0
        while [ "$tries" -lt 60 ]; do
            look_for_group
            [ -n "$alive" ] || return 0
            sleep 0.05 2>/dev/null || sleep 1
            tries=$((tries + 1))
        done
    done
    return 1
}

# Returns once the job is not running (any more).
stop_job() {
    nk_look_for_life "$job/owner"
    if [ "$nk_life" = unknown ]; then
        why=elsewhere
        what=$nk_owner_host
        return 1
    fi
    what=$nk_owner_pid
    case $what in
    '' | 0* | 1 | *[!0-9]* | ??????????*) return 0 ;; # no job has such a number
    esac
    # A job that ends by itself between two looks is nobody else's process.
    why=not-the-job
    tries=0
    while [ "$nk_life" = working ] && ! is_job; do
        [ "$tries" -lt 20 ] || return 1
        sleep 0.05 2>/dev/null || sleep 1
        tries=$((tries + 1))
        nk_look_for_life "$job/owner"
    done
    led=no
    if [ "$nk_life" = working ]; then
        led=yes
    elif [ "$nk_owner_boot" != "$nk_boot" ] || { nk_process "$what" && [ "$nk_born" != "$nk_owner_born" ]; }; then
        return 0
    fi
    why=not-stopped
    end_group
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
