#!/bin/sh
# SPDX-FileCopyrightText: 2026 Nightkeep authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Asks the storage manager's client what of one folder it would back up. Sends nothing to the storage
# manager; the list that the client writes beside its answer goes to a temporary folder and with it.
#
# Input, each field ended by NUL:
#   root      "" on a real server; the folder that stands for one in the demo
#   seconds   that the client may take
#   bytes     of its answer that are wanted
#   folder    an absolute path without characters that mean something to the client
# Answer (models/base/frame.h), program "backup-preview":
#   DSMC      one of: absent, no-timeout (not asked: it might hang), asked
#   PREVIEW   exit status, one of: whole cut; text of `dsmc preview backup`; only after DSMC asked.
#             Status 124 or 137: out of time; empty where the answer was cut
#
# With a root, $root/.nightkeep-demo/dsmc-preview stands in: its lines that name something below the folder.
# shellcheck disable=SC2154 # what is not set here is set by prelude.sh

# The answer goes through a file: it may be long, and a pipe has only the status of its end.
nk_ask() { # seconds bytes folder
    [ "$(echo ab | head -c 1 2>/dev/null)" = a ] || nk_lack head -c
    [ "$(printf 'a\0b' | tr -d '\000' 2>/dev/null)" = ab ] || nk_lack tr -d
    nk_work=$(mktemp -d 2>/dev/null) || nk_lack mktemp -d
    trap 'rm -rf "$nk_work"' EXIT
    rm -rf "$nk_work/none" 2>/dev/null || nk_lack rm -rf
    cd "$nk_work" || exit 3
    {
        timeout "$1" dsmc preview backup "${3%/}/*" -traverse=yes -console 2>&1 </dev/null
        echo $? >status
    } | head -c "$2" >answer
    nk_whole=whole
    nk_status=
    [ ! -f status ] || IFS= read -r nk_status <status
    nk_size=$(wc -c <answer 2>/dev/null)
    nk_is_number "${nk_size##* }" || nk_lack wc -c
    if [ "$nk_size" -ge "$2" ]; then
        nk_whole='cut'
        nk_status=
    fi
    nk_head PREVIEW 3
    printf '%s\0' "$nk_status" "$nk_whole"
    tr -d '\000' <answer
    printf '\0'
    cd /
}

# The lines of a file that name something below a folder.
nk_lines_below() { # folder file
    while IFS= read -r nk_line || [ -n "$nk_line" ]; do
        case $nk_line in *"${1%/}/"*) printf '%s\n' "$nk_line" ;; esac
    done <"$2"
}

nk_preview() { # seconds bytes folder
    if [ -n "$nk_root" ]; then
        if [ ! -f "$nk_root/.nightkeep-demo/dsmc-preview" ]; then
            nk_record DSMC absent
            return
        fi
        nk_record DSMC asked
        nk_record PREVIEW 0 whole "$(nk_lines_below "$3" "$nk_root/.nightkeep-demo/dsmc-preview")"
    elif ! nk_has dsmc; then
        nk_record DSMC absent
    elif ! nk_can_limit; then
        nk_record DSMC no-timeout
    else
        nk_record DSMC asked
        nk_ask "$1" "$2" "$3"
    fi
}

if [ $# -lt 4 ]; then
    nk_wrong 'the input lacks a field'
fi
nk_let nk_root "$1"
nk_let nk_seconds "$2"
nk_let nk_bytes "$3"
nk_let nk_folder "$4"
if ! nk_is_number "$nk_seconds" || ! nk_is_number "$nk_bytes"; then
    nk_wrong 'the seconds or the bytes are not a number'
fi
nk_preview "$nk_seconds" "$nk_bytes" "$nk_folder"
nk_finish
