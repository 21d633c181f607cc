#!/bin/sh
# SPDX-FileCopyrightText: 2026 Nightkeep authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Removes the tar of a finished archive, which is known to be elsewhere too. Its manifest, its signature and the job's
# folder stay: what it was can be told for years.
# Input:  root, archive folder, run, bytes and sha256 of the tar, as the manifest must have them (NUL after each).
# Answer: result(removed) finished(), or refused(code, argument...) finished().
# shellcheck disable=SC2154 # what is not set here is set by prelude.sh and nk_load

umask 077
set -C

# The run's job, which hands over to one place after the other, or any hand-over of it. What a killed one left may
# still be sending.
must_not_be_used() {
    nk_look_for_life "$job/owner"
    [ "$nk_life" != working ] || nk_refuse in-use "$nk_owner_who" "$nk_owner_since"
    set +f
    set -- "$job"/places/*/owner
    set -f
    for owner; do
        dir=${owner%/owner}
        if [ ! -f "$owner" ] || [ -e "$dir/done" ]; then continue; fi
        nk_look_for_life "$owner"
        case $nk_life in
        working) nk_refuse in-use "$nk_owner_who" "$nk_owner_since" ;;
        unknown) nk_refuse elsewhere "$nk_owner_host" ;;
        esac
        ! nk_is_left_over || nk_refuse in-use "$nk_owner_who" "$nk_owner_since"
    done
}

# What the manifest says, and what lies there, must be what is known to be elsewhere.
must_be_known() {
    nk_is_ours "$name.tar.manifest" || nk_refuse not-finished "$name"
    nk_load "./$name.tar.manifest" - - - - - of - - - - - - - - - - - - - - its_bytes its_sha moment
    if [ "$of" != "$run" ] || ! nk_is_number "$moment"; then nk_refuse not-finished "$name"; fi
    if [ "$its_bytes" != "$bytes" ] || [ "$its_sha" != "$sha" ]; then nk_refuse not-as-known "$name"; fi
    nk_look_at "./$name.tar" || nk_refuse not-finished "$name"
    [ ! -h "./$name.tar" ] || nk_refuse a-link "$name"
    nk_is_ours "$name.tar" || nk_refuse_unsafe "$nk_why" "${nk_at%/}/$name.tar"
    size=$(stat -L -c %s -- "./$name.tar" 2>/dev/null)
    nk_is_number "$size" || nk_lack stat '-L -c'
    [ "$size" = "$bytes" ] || nk_refuse not-as-known "$name"
}

[ $# -ge 5 ] || nk_wrong 'the input lacks a field'
nk_let root "$1"
nk_let archive "$2"
nk_let run "$3"
nk_let bytes "$4"
nk_let sha "$5"
jobs=.nightkeep
nk_enter_run "$root$archive" "$run"
nk_here
nk_try_flock
rm -f "$job/none" 2>/dev/null || nk_lack rm -f
(: >>"$jobs/guard") 2>/dev/null || nk_refuse not-writable "$archive"
# Hand-overs begin under the same guard: none can come between the look and the act.
nk_guard "$jobs" || nk_refuse guard
must_not_be_used
must_be_known
if ! rm -f "./$name.tar" 2>/dev/null || [ -e "./$name.tar" ]; then
    nk_refuse not-writable "$archive"
fi
nk_record result removed
nk_record finished
nk_finish
