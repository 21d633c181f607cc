#!/bin/sh
# SPDX-FileCopyrightText: 2026 Nightkeep authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Ends a detached job: put behind trust.sh in every program with a line that begins with nk_end_job. What the owner
# file says is believed of no process that does not itself prove to be the job.
# shellcheck disable=SC2034 # what is unused here is what the programs use
# shellcheck disable=SC2154 # what is not set here is set by prelude.sh, trust.sh and the programs
# shellcheck disable=SC3013 # -ef: every shell that is a /bin/sh somewhere knows it

# Whether a process is the job or a tool of it: it runs as we do, in the job's session, and names what is the job's.
nk_is_of_job() { # pid
    if ! nk_process "$1" || [ "$nk_session" != "$nk_owner_pid" ] || ! nk_ask_user "$1" || [ "$nk_user" != "$nk_uid" ]; then
        return 1
    fi
    nk_lines=$(nk_escape 1 0 2>/dev/null <"/proc/$1/cmdline")
    case $nk_lines in *"$nk_mark"* | *"$nk_other_mark"*) ;; *) return 1 ;; esac
}

# Whether the process of that number began when the job did, leads its session and works in this folder.
nk_is_job() {
    nk_is_of_job "$nk_owner_pid" && [ "$nk_leader" = "$nk_owner_pid" ] && [ "$nk_born" = "$nk_owner_born" ] &&
        [ "/proc/$nk_owner_pid/cwd" -ef . ]
}

# Sets nk_alive to those of the job's session that do anything: zombies, buried or not, do nothing. A tool with a time
# limit leads a group of its own. What a dead job left is told one by one, for the number proves nothing then.
nk_look_for_session() {
    nk_alive=
    set +f
    set -- /proc/[0-9]*
    set -f
    for nk_each; do
        nk_each=${nk_each#/proc/}
        if ! nk_process "$nk_each" || [ "$nk_state" = Z ] || [ "$nk_session" != "$nk_owner_pid" ]; then continue; fi
        if [ "$nk_led" = yes ] || nk_is_of_job "$nk_each"; then nk_alive=$nk_alive$nk_each$nk_newline; fi
    done
}

# A number that was proven stays the session's as long as any process of it is there.
nk_tell_session() { # signal
    if [ "$nk_led" = yes ]; then kill -s "$1" -- "-$nk_owner_pid" 2>/dev/null; fi
    for nk_each in $nk_alive; do kill -s "$1" "$nk_each" 2>/dev/null; done
}

nk_end_session() {
    nk_look_for_session
    for nk_signal in TERM KILL; do
        [ -n "$nk_alive" ] || return 0
        nk_tell_session "$nk_signal"
        nk_tell_session CONT # a halted process hears nothing else
        nk_tries=0
        while [ "$nk_tries" -lt 60 ]; do
            nk_look_for_session
            [ -n "$nk_alive" ] || return 0
            sleep 0.05 2>/dev/null || sleep 1
            nk_tries=$((nk_tries + 1))
        done
    done
    return 1
}

# Returns once the job is not running (any more); else sets nk_why and nk_what. nk_mark and nk_other_mark are what its
# processes name.
nk_end_job() { # file of the owner
    nk_owner_file=$1
    nk_look_for_life "$nk_owner_file"
    if [ "$nk_life" = unknown ]; then
        nk_why=elsewhere
        nk_what=$nk_owner_host
        return 1
    fi
    nk_what=$nk_owner_pid
    case $nk_what in
    '' | 0* | 1 | *[!0-9]* | ??????????*) return 0 ;; # no job has such a number
    esac
    # A job that ends by itself between two looks is nobody else's process.
    nk_why=not-the-job
    nk_tries=0
    while [ "$nk_life" = working ] && ! nk_is_job; do
        [ "$nk_tries" -lt 20 ] || return 1
        sleep 0.05 2>/dev/null || sleep 1
        nk_tries=$((nk_tries + 1))
        nk_look_for_life "$nk_owner_file"
    done
    nk_led=no
    if [ "$nk_life" = working ]; then
        nk_led=yes
    elif [ "$nk_owner_boot" != "$nk_boot" ] || { nk_process "$nk_what" && [ "$nk_born" != "$nk_owner_born" ]; }; then
        return 0
    fi
    nk_why=not-stopped
    nk_end_session
}
