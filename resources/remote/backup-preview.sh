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

set -uf
LC_ALL=C
PATH="$PATH:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/opt/tivoli/tsm/client/ba/bin"
export LC_ALL PATH
nk_newline='
'
nk_fields=2

nk_record() { # type field...
    printf 'R\0%s\0%s\0' "$1" "$(($# - 1))"
    nk_fields=$((nk_fields + 2 + $#))
    shift
    [ $# -eq 0 ] || printf '%s\0' "$@"
}

# Sets nk_text to what octal escapes stand for; the full stop saves newlines at the end.
nk_decode() { # text in which a backslash begins \ddd and a percent sign is itself
    nk_text=$1
    case $nk_text in
    *\\*)
        case $nk_text in *%*) nk_text=$(printf '%s\n' "$nk_text" | sed 's/%/%%/g') ;; esac
        # shellcheck disable=SC2059 # the escapes are what printf is wanted for
        nk_text=$(printf "$nk_text.")
        nk_text=${nk_text%.}
        ;;
    esac
}

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
    elif ! command -v dsmc >/dev/null 2>&1; then
        nk_record DSMC absent
    elif ! command -v timeout >/dev/null 2>&1; then
        nk_record DSMC no-timeout
    else
        nk_record DSMC asked
        nk_ask "$1" "$2" "$3"
    fi
}

# One line per field, each byte as \ddd and an x in front: see probe.sh.
nk_input=$(od -An -v -to1 | tr -d '\n' | tr ' ' '\134' | sed 's/\\000/\
/g' | sed 's/^/x/')
IFS=$nk_newline
# shellcheck disable=SC2086 # split at newlines, with globbing off
set -- $nk_input
if [ $# -lt 4 ]; then
    echo 'backup-preview: the input lacks a field' >&2
    exit 2
fi
nk_decode "${1#x}"
nk_root=$nk_text
nk_decode "${2#x}"
nk_seconds=$nk_text
nk_decode "${3#x}"
nk_bytes=$nk_text
nk_decode "${4#x}"
case $nk_seconds$nk_bytes in
'' | *[!0-9]*)
    echo 'backup-preview: the seconds or the bytes are not a number' >&2
    exit 2
    ;;
esac
printf 'NIGHTKEEP/1\0backup-preview\0'
nk_preview "$nk_seconds" "$nk_bytes" "$nk_text"
printf 'END\0%s\0' "$nk_fields"
