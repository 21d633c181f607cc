#!/bin/sh
# SPDX-FileCopyrightText: 2026 Nightkeep authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What a folder for backups is: looks, and changes nothing.
# Input:  root, folder, user (empty: who is logged in), code folder (may be empty); NUL after each.
# Answer: destination(exists, writable, file system, mounted on, free, total, below the web, user) finished().
#         yes, no, or empty for what nobody can tell; KiB, -1 where not known.
#         A folder in one that we may not enter is looked for by the web server's user, if we may become that user.
# shellcheck disable=SC2034 # what is read to get past it
# shellcheck disable=SC2154 # what is not set here is set by prelude.sh

# Sets real to where a folder is, without links; empty where it cannot be entered.
real_path() { # folder
    real=$(CDPATH='' cd -P -- "$1" 2>/dev/null && pwd -P)
}

# Sets exists for a folder that we do not see.
ask_hidden() { # folder
    if [ "$isThere" = true ] && [ "$nk_way" != direct ] && nk_may_run test -d "$1/." &&
        nk_run_as 10 test -d "$1/." >/dev/null 2>&1 </dev/null; then
        exists=yes
        return
    fi
    above=$1
    while [ -n "$above" ] && [ ! -d "$above/" ]; do
        [ ! -h "$above" ] || exists= # which may lead where we see nothing
        case $above in
        */*) above=${above%/*} ;;
        *) above= ;;
        esac
    done
    # Not by -x, which is true for root where the server of a network file system lets it see nothing.
    real_path "$above/"
    [ -n "$real" ] || exists=
}

# Sets total, free and mount by what df says.
ask_room() { # folder
    total=-1
    free=-1
    mount=
    said=$(timeout 10 df -P -k "$1" 2>/dev/null) || return 0
    said=${said##*"$nk_newline"}
    before=
    older=
    oldest=
    IFS=' '
    # shellcheck disable=SC2086 # split at blanks, with globbing off
    set -- $said
    IFS=$nk_newline
    while [ $# -gt 1 ]; do
        case $1 in
        *[!0-9]*%) ;;
        [0-9]*% | -%)
            ! nk_is_number "$oldest" || total=$oldest
            ! nk_is_number "$before" || free=$before
            shift
            mount=$*
            return 0
            ;;
        esac
        oldest=$older
        older=$before
        before=$1
        shift
    done
}

# Sets kind to the file system that is mounted there last.
ask_kind() { # mount
    kind=
    while IFS=' ' read -r nk_word at type nk_rest; do
        nk_decode "$at"
        [ "$nk_text" != "$1" ] || kind=$type
    done 2>/dev/null </proc/mounts
}

[ $# -ge 4 ] || nk_wrong 'the input lacks a field'
nk_let root "$1"
nk_let folder "$2"
nk_let user "$3"
nk_let code "$4"
nk_can_limit || nk_lack timeout
nk_try_df
place=$root$folder
exists=no
writable=
below=
total=-1
free=-1
mount=
kind=
isThere=true
nk_become "$user" || isThere=false
if [ -d "$place/" ]; then exists=yes; else ask_hidden "$place"; fi
if [ "$exists" = yes ]; then
    case $isThere$nk_way in
    truedirect)
        # What root may do says nothing of whom Moodle runs as.
        if [ "$nk_number" -ne 0 ]; then
            writable=no
            [ ! -w "$place" ] || [ ! -x "$place" ] || writable=yes
        fi
        ;;
    true*)
        # Where not even this is answered, nothing of it is about the folder.
        if nk_may_run test -w "$place/." && nk_run_as 10 test -d / >/dev/null 2>&1 </dev/null; then
            nk_run_as 10 test -w "$place/." 2>/dev/null </dev/null
            case $? in
            0) writable=yes ;;
            1) writable=no ;;
            esac
        fi
        ;;
    esac
    ask_room "$place"
    [ -z "$mount" ] || ask_kind "$mount"
fi
if [ -n "$code" ]; then
    web=$root$code
    [ ! -f "$web/public/index.php" ] || web=$web/public
    real_path "$web"
    web=$real
    real_path "$place"
    if [ -n "$web" ] && [ -n "$real" ]; then
        below=no
        case $real/ in "${web%/}"/*) below=yes ;; esac
    fi
fi
nk_record destination "$exists" "$writable" "$kind" "$mount" "$free" "$total" "$below" "$nk_web_user"
nk_record finished
nk_finish
