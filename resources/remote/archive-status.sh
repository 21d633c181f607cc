#!/bin/sh
# SPDX-FileCopyrightText: 2026 Nightkeep authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Says what became of one archive run, or of all. Nothing is believed but files and processes: a run is
# complete only if its manifest is there and whole, and the tar beside it has the size it names; and no file
# that could be somebody else's (trust.sh).
# Input:  root, archive folder, run ("" for all) (NUL after each).
# Answer: now(epoch)
#         { run(the twelve fields of archive-start.sh)
#           status(run, state: none|working|resumable|complete|unknown, step, its start, packing's
#                  start, bytes done, bytes in all, failure code, argument, step, sha256, tar bytes,
#                  finished, log) }*
#         finished(), or refused(code, argument...) finished().
# shellcheck disable=SC2154 # what is not set here is set by prelude.sh

# Sets size, 0 where there is no such file.
ask_size() {
    size=$(stat -L -c %s -- "$1" 2>/dev/null)
    nk_is_number "$size" && return
    size=0
    [ ! -e "$1" ] || stat -L -c %s -- / >/dev/null 2>&1 || nk_lack stat '-L -c'
}

# How far the tool that the job runs has read in the unfinished tar.
ask_bytes_read() {
    passed=0
    child=none
    [ ! -f "$job/child" ] || IFS= read -r child <"$job/child"
    nk_is_number "$child" || return
    set +f
    set -- "/proc/$child/fd/"*
    set -f
    for open; do
        # shellcheck disable=SC3013 # every shell that is a /bin/sh somewhere knows it
        [ "$open" -ef "$unfinished" ] || continue
        # It may have ended meanwhile.
        { while IFS=: read -r word value; do
            [ "$word" != pos ] || passed=${value##*[!0-9]}
        done <"/proc/$child/fdinfo/${open##*/}"; } 2>/dev/null
        return
    done
}

progress() {
    unfinished=$job/zipfiles.tar
    [ -e "$unfinished" ] || unfinished=$job/tar # as jobs of before have it
    ask_size "$unfinished"
    case $step in
    packing)
        passed=$size
        total=$bytes
        [ "$passed" -le "$total" ] || passed=$total
        ;;
    comparing | hashing)
        ask_bytes_read
        total=$size
        ;;
    esac
}

read_manifest() {
    manifest=./$name.tar.manifest
    nk_is_ours "$name.tar.manifest" || return 1
    nk_load "$manifest" - - - - - of - - - - - - - - - - - - - - tar_bytes sha finished
    [ "$of" = "$run" ] || return 1
    # A manifest without its last two fields broke off.
    ask_size "$manifest"
    [ "$size" -ge 40 ] || return 1
    # A field behind them, so that the last one is seen to be ended.
    nk_lines=$({
        dd if="$manifest" bs=1 skip="$((size - 40))" 2>/dev/null
        printf 'x\0'
    } | nk_escape 60 0)
    nk_whole
    [ "$nk_lines" != "xx$nk_newline" ] || nk_lack dd 'bs= skip='
    case $nk_lines in
    *"\\000END\\000"[0-9]*"\\000x$nk_newline") ;;
    *) return 1 ;;
    esac
}

read_failure() {
    if [ -f "$job/failure" ]; then
        nk_load "$job/failure" failure argument failed_step
    else
        failure=died
        failed_step=$step
    fi
}

decide_state() {
    # Life comes first: a job that ends between the two questions must not look as if it had failed.
    nk_look_for_life "$job/owner"
    if read_manifest; then
        step='done'
        # Another's may stand in the place of a tar that was moved away.
        if nk_is_ours "$name.tar" && { ask_size "./$name.tar" && [ "$size" = "$tar_bytes" ]; }; then
            state=complete
        else
            state=resumable
            failure=gone
            [ ! -e "./$name.tar" ] || failure=altered
            argument=$name
        fi
        return
    fi
    tar_bytes='' sha='' finished=''
    if [ "$nk_life" = working ]; then
        state=working
        progress
    elif [ "$nk_life" = unknown ]; then
        state=unknown
        failure=elsewhere
        argument=$nk_owner_host
    elif [ ! -e "$job/cancelled" ]; then
        state=resumable
        read_failure
    fi
}

read_steps() {
    step=queued began='' packing=''
    [ -f "$job/state" ] || return
    while IFS=' ' read -r epoch word; do
        began=$epoch step=$word
        [ "$step" != packing ] || packing=$began
    done <"$job/state"
}

describe() {
    job=$1
    nk_lines=$(nk_escape 1 13 2>/dev/null <"$job/plan")
    nk_whole
    [ "$nk_count" -eq 12 ] || return
    # shellcheck disable=SC2086 # split at newlines, with globbing off
    set -- $nk_lines
    nk_let run "$1"
    nk_let name "$2"
    nk_let bytes "${12}"
    nk_is_name "$name" || return
    nk_record_escaped run "$@"
    read_steps
    state=none failure='' argument='' failed_step='' passed=0 total=0 tar_bytes='' sha='' finished=''
    decide_state
    nk_record status "$run" "$state" "$step" "$began" "$packing" "$passed" "$total" "$failure" \
        "$argument" "$failed_step" "$sha" "$tar_bytes" "$finished" "$(nk_last_lines 20 "$job/log")"
}

tell() {
    case $wanted in
    */* | .*) return ;;
    '')
        set +f
        set -- "$jobs"/*/plan
        set -f
        ;;
    *) set -- "$jobs/$wanted/plan" ;;
    esac
    for plan; do
        case $plan in
        "$jobs"/new.*) continue ;;
        esac
        [ ! -f "$plan" ] || describe "${plan%/plan}"
    done
}

[ $# -ge 3 ] || nk_wrong 'the input lacks a field'
nk_let root "$1"
nk_let archive "$2"
nk_let wanted "$3"
[ -d "$root$archive/" ] || nk_refuse no-folder "$archive"
nk_enter "$root$archive"
jobs=.nightkeep
if [ -d "$jobs" ] && ! { [ -r "$jobs" ] && [ -x "$jobs" ]; }; then nk_refuse no-access "$archive/$jobs"; fi
nk_has_jobs || wanted=. # none
nk_here
nk_try_numbers
nk_ask_clock
nk_record now "$nk_now"
tell
nk_record finished
nk_finish
