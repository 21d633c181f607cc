#!/bin/sh
# SPDX-FileCopyrightText: 2026 Nightkeep authors
# SPDX-License-Identifier: GPL-3.0-or-later
# needs: fields.sh
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
# shellcheck disable=SC2154 # what is not set here is set by fields.sh

# The answer goes through a file: it may be long, and a pipe has only the status of its end.
nk_ask() { # seconds bytes folder
    nk_work=$(mktemp -d) || exit 3
    trap 'rm -rf "$nk_work"' EXIT
    cd "$nk_work" || exit 3
    {
        timeout "$1" dsmc preview backup "${3%/}/*" -traverse=yes -console 2>&1 </dev/null
        echo $? >status
    } | head -c "$2" >answer
    nk_whole=whole
    nk_status=$(cat status 2>/dev/null)
    if [ "$(wc -c <answer)" -ge "$2" ]; then
        nk_whole='cut'
        nk_status=
    fi
    printf 'R\0PREVIEW\0003\0%s\0%s\0' "$nk_status" "$nk_whole"
    tr -d '\000' <answer
    printf '\0'
    nk_fields=$((nk_fields + 6))
    cd /
}

nk_preview() { # seconds bytes folder
    if [ -n "$nk_root" ]; then
        if [ ! -r "$nk_root/.nightkeep-demo/dsmc-preview" ]; then
            nk_record DSMC absent
            return
        fi
        nk_record DSMC asked
        nk_record PREVIEW 0 whole "$(grep -F -e "${3%/}/" "$nk_root/.nightkeep-demo/dsmc-preview")"
    elif ! nk_has dsmc; then
        nk_record DSMC absent
    elif ! nk_has timeout; then
        nk_record DSMC no-timeout
    else
        nk_record DSMC asked
        nk_ask "$1" "$2" "$3"
    fi
}

if [ $# -lt 4 ]; then
    nk_wrong backup-preview 'the input lacks a field'
fi
nk_decode "${1#x}"
nk_root=$nk_text
nk_decode "${2#x}"
nk_seconds=$nk_text
nk_decode "${3#x}"
nk_bytes=$nk_text
nk_decode "${4#x}"
if ! nk_is_number "$nk_seconds" || ! nk_is_number "$nk_bytes"; then
    nk_wrong backup-preview 'the seconds or the bytes are not a number'
fi
nk_begin backup-preview
nk_preview "$nk_seconds" "$nk_bytes" "$nk_text"
nk_finish
