#!/bin/sh
# SPDX-FileCopyrightText: 2026 Nightkeep authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Says how the hand-overs of a run stand. Nothing is believed but files and processes, and no file that could be
# somebody else's (trust.sh). No place is asked: handover-confirm.sh does that.
# Input:  root, archive folder, run (NUL after each).
# Answer: now(epoch)
#         { handover(place, life: working|ended|unknown, step, bytes done, bytes in all, failure code, argument, step,
#                    kind, host, folder, description, who, since, path of the tar, how the client ended, its status,
#                    status of the query, what the query said, bytes found, sha256 found, done since, last look:
#                    found|missing|altered|"", its moment, its bytes, its sha256, stopped: yes|no, log) }*
#         finished(), or refused(code, argument...) finished().
# shellcheck disable=SC2154 # what is not set here is set by prelude.sh

# Sets passed to how far the tool that the job runs, or what that runs, has read in the tar.
ask_bytes_read() {
    passed=0
    child=none
    [ ! -f "$dir/child" ] || IFS= read -r child <"$dir/child"
    nk_is_number "$child" || return
    further=
    { IFS= read -r further <"/proc/$child/task/$child/children"; } 2>/dev/null
    IFS=' '
    for each in $child $further; do
        IFS=$nk_newline
        set +f
        set -- "/proc/$each/fd/"*
        set -f
        for open; do
            # shellcheck disable=SC3013 # every shell that is a /bin/sh somewhere knows it
            [ "$open" -ef "./$name.tar" ] || continue
            # It may have ended meanwhile.
            { while IFS=: read -r word value; do
                [ "$word" != pos ] || passed=${value##*[!0-9]}
            done <"/proc/$each/fdinfo/${open##*/}"; } 2>/dev/null
            return
        done
    done
    IFS=$nk_newline
}

read_steps() {
    step=queued
    [ -f "$dir/state" ] || return
    while IFS=' ' read -r word began; do
        [ -z "$word" ] || step=$began
    done <"$dir/state"
}

# Life comes first: a job that ends between the two questions must not look as if it had failed.
read_life() {
    nk_look_for_life "$dir/owner"
    who=$nk_owner_who since=$nk_owner_since
    life=ended passed=0 total=0
    case $nk_life in
    working)
        life=working
        ;;
    unknown)
        life=unknown
        failure=elsewhere
        argument=$nk_owner_host
        ;;
    esac
}

read_file() { # name, for each of its fields the name of a variable
    nk_file=$dir/$1
    shift
    [ ! -f "$nk_file" ] || nk_load "$nk_file" "$@"
}

describe() { # folder
    dir=$1
    failure='' argument='' failed_step='' end='' status='' asked='' queried='' bytes='' sha='' since_when='' word='' moment=''
    seen_bytes='' seen_sha='' stopped=no
    nk_load "$dir/order" kind place class host folder description who
    nk_is_name "$place" || return
    read_life
    read_steps
    if [ "$life" = working ]; then
        total=$(stat -L -c %s -- "./$name.tar" 2>/dev/null)
        nk_is_number "$total" || total=0
        [ "$step" != sending ] || ask_bytes_read
    elif [ "$life" = ended ] && [ ! -f "$dir/done" ]; then
        failure=died
        failed_step=$step
        read_file failure failure argument failed_step
        [ ! -e "$dir/stopped" ] || stopped=yes
    fi
    [ ! -f "$dir/client" ] || IFS=' ' read -r end status <"$dir/client"
    [ ! -f "$dir/asked" ] || IFS= read -r asked <"$dir/asked"
    [ ! -f "$dir/queried" ] || queried=$(nk_last_lines 200 "$dir/queried")
    read_file found bytes sha
    read_file 'done' since_when
    word=
    read_file looked word moment seen_bytes seen_sha
    nk_record handover "$place" "$life" "$step" "$passed" "$total" "$failure" "$argument" "$failed_step" "$kind" "$host" \
        "$folder" "$description" "$who" "$since" "$(pwd -P)/$name.tar" "$end" "$status" "$asked" "$queried" "$bytes" \
        "$sha" "$since_when" "$word" "$moment" "$seen_bytes" "$seen_sha" "$stopped" "$(nk_last_lines 20 "$dir/log")"
}

[ $# -ge 3 ] || nk_wrong 'the input lacks a field'
nk_let root "$1"
nk_let archive "$2"
nk_let run "$3"
nk_enter_run "$root$archive" "$run"
nk_here
nk_try_numbers
nk_ask_clock
stat -L -c %s -- / >/dev/null 2>&1 || nk_lack stat '-L -c'
nk_record now "$nk_now"
set +f
set -- "$job"/places/*/order
set -f
for order; do
    [ ! -f "$order" ] || describe "${order%/order}"
done
nk_record finished
nk_finish
