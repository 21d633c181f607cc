#!/bin/sh
# SPDX-FileCopyrightText: 2026 Nightkeep authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Asks a place anew whether the archive is there: looks for it, or reads all of it.
# Input:  root, archive folder, run, who, the job's text, description, the place's kind, name, management class, host,
#         folder, and look|read, bytes, sha256 of the archive (NUL after each).
# Answer: looked(found|missing|altered|same|not-asked|not-read|not-mounted, bytes, sha256, status of the query, what the
#         query said, path of the tar, kind, log) finished(), or refused(code, argument...) finished().
# Where the server remembers the hand-over, its order counts and what was seen is kept with it. What is retrieved from
# the storage manager lies in a folder of the job's, and is removed.
# shellcheck disable=SC2154 # what is not set here is set by prelude.sh

umask 077
set -C

# Whether what is there with its size tells more than what was known: who has not read it knows no better than who has.
# What was away and is back is what it was only once somebody has read it.
tells_more() {
    before='' before_sha=''
    [ ! -f "$kept/looked" ] || nk_load "$kept/looked" before - - before_sha
    case $before in
    altered) return 1 ;;
    found) [ -z "$before_sha" ] || return 1 ;;
    missing)
        if [ "$kind" != storageManager ] && [ -f "$kept/found" ]; then
            nk_load "$kept/found" known_bytes - known_disk
            printf '%s\0' "$known_bytes" '' "$known_disk" >"$fresh/found" && mv -f "$fresh/found" "$kept/found"
        fi
        ;;
    esac
}

# What was seen is kept where the hand-over is, for who looks next and for handover-start.sh; under the guard, for
# somebody may have begun it anew meanwhile.
keep_look() {
    case $word in found | missing | altered) ;; *) return ;; esac
    [ -f "$kept/owner" ] && nk_guard .nightkeep || return
    nk_look_for_life "$kept/owner"
    [ "$owner_seen" = "$nk_owner_boot.$nk_owner_pid.$nk_owner_born" ] || return
    [ ! -f "$fresh/queried" ] || mv -f "$fresh/queried" "$kept/queried"
    [ ! -f "$fresh/asked" ] || mv -f "$fresh/asked" "$kept/asked"
    if [ "$depth$word" = lookfound ] && ! tells_more; then return; fi
    printf '%s\0' "$word" "$nk_now" "$bytes" "$sha" >"$fresh/looked" && mv -f "$fresh/looked" "$kept/looked"
    # Read there with its hash, it is there for certain, whatever was said when it was sent.
    if [ "$depth" = read ] && [ "$word" = found ] && [ ! -e "$kept/done" ]; then
        printf '%s\0' "$nk_now" >"$fresh/done" && mv -f "$fresh/done" "$kept/done"
    fi
    exec 8>&-
}

[ $# -ge 14 ] || nk_wrong 'the input lacks a field'
nk_let root "$1"
nk_let archive "$2"
nk_let run "$3"
nk_let kind "$7"
nk_let place "$8"
nk_let folder "${11}"
nk_let depth "${12}"
nk_is_name "$place" || nk_refuse bad-place "$place"
case $depth in look | read) ;; *) nk_wrong 'the depth is none of its words' ;; esac
case $kind in
folder) folder=$root$folder ;;
storageManager | sshServer) ;;
*) nk_refuse bad-place "$place" ;;
esac
nk_enter_run "$root$archive" "$run"
nk_here
nk_try_numbers
nk_ask_clock
find / -prune -name / -mmin +1440 >/dev/null 2>&1 || nk_lack find -mmin
kept=$job/places/$place
nk_look_for_life "$kept/owner" 2>/dev/null
owner_seen=$nk_owner_boot.$nk_owner_pid.$nk_owner_born
[ "$nk_life" != working ] || nk_refuse handing-over "$nk_owner_who" "$nk_owner_since" "$place"
[ -d "$job/places" ] || mkdir -m 700 "$job/places" 2>/dev/null || [ -d "$job/places" ] || nk_lack mkdir -m
fresh=$job/places/.look.$place.$$
if ! mkdir -m 700 "$fresh" 2>/dev/null; then
    # By a folder without a mode the tool is told from the place.
    nk_has mkdir || nk_lack mkdir
    if mkdir "$fresh" 2>/dev/null; then
        rm -rf "$fresh"
        nk_lack mkdir -m
    fi
    nk_refuse not-writable "$archive"
fi
trap 'rm -rf "$fresh"' EXIT
rm -rf "$fresh/none" 2>/dev/null || nk_lack rm -rf
printf x >"$fresh/try" 2>/dev/null && { mv -f "$fresh/try" "$fresh/tried" 2>/dev/null || nk_lack mv -f; }
# One that was killed may have left what it retrieved.
find "$job/places" -maxdepth 1 -name '.look.*' -mmin +1440 -exec rm -rf {} +
# shellcheck disable=SC2059 # the escapes are what printf is wanted for
{
    if [ -f "$kept/order" ]; then
        nk_load "$kept/order" kind name_there class host folder description who
        printf '%s\0' "$kind" "$name_there" "$class" "$host" "$folder" "$description" "$who" >"$fresh/order"
    else
        printf -- "${7#x}\000${8#x}\000${9#x}\000${10#x}\000" >"$fresh/order" && printf '%s\0' "$folder" >>"$fresh/order" &&
            printf -- "${6#x}\000${4#x}\000" >>"$fresh/order"
    fi && printf -- "${13#x}\000${14#x}\000" >>"$fresh/order" && printf -- "${5#x}" >"$fresh/handover.sh" && : >"$fresh/log"
} 2>/dev/null || nk_refuse not-written "$archive"
nk_has_jobs || nk_refuse not-written "$archive" # with what was just written
/bin/sh "$fresh/handover.sh" "$job" "$place" "$fresh" "$depth" >"$fresh/said" 2>>"$fresh/log" </dev/null
nk_load "$fresh/said" word bytes sha asked
case $word in
found | missing | altered | same | not-asked | not-read | not-mounted) ;;
missing-tool | full | not-written | not-finished | bad-place)
    nk_refuse "$word" "$bytes" "$sha"
    ;;
*) nk_refuse not-begun "$(nk_last_lines 5 "$fresh/log")" ;;
esac
queried=
[ ! -f "$fresh/queried" ] || queried=$(nk_last_lines 200 "$fresh/queried")
keep_look
nk_record looked "$word" "$bytes" "$sha" "$asked" "$queried" "$(pwd -P)/$name.tar" "$kind" "$(nk_last_lines 10 "$fresh/log")"
nk_record finished
nk_finish
