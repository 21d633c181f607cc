#!/bin/sh
# SPDX-FileCopyrightText: 2026 Nightkeep authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Asks the storage manager's client which versions of files it keeps, also those that are no more. Changes nothing.
#
# Input, each field ended by NUL:
#   root      "" on a real server; the folder that stands for one in the demo
#   seconds   that the client may take for each question
#   bytes     of each answer that are wanted
#   question  an absolute path, in whose last part a star stands for anything; one or more
# Answer (models/base/frame.h), program "storage-versions":
#   CLOCK     seconds since 1970, the zone as +hhmm
#   DSMC      one of: absent, no-timeout (not asked: it might hang), asked
#   VERSIONS  exit status, one of: whole cut; the question; text of `dsmc query backup`; of each question, only after
#             DSMC asked. Status 124 or 137: out of time; empty where the answer was cut
#
# With a root, $root/.nightkeep-demo/dsmc-backups stands in: its lines that name something in the question's folder.
# shellcheck disable=SC2154 # what is not set here is set by prelude.sh

# The answer goes through a file: it may be long, and a pipe has only the status of its end.
nk_ask() { # seconds bytes question
    rm -f status answer 2>/dev/null || nk_lack rm -f
    {
        timeout "$1" dsmc query backup "$3" -inactive -subdir=no -dateformat=3 2>&1 </dev/null
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
    nk_head VERSIONS 4
    printf '%s\0' "$nk_status" "$nk_whole" "$3"
    tr -d '\000' <answer
    printf '\0'
}

nk_ask_all() { # seconds bytes question...
    [ "$(echo ab | head -c 1 2>/dev/null)" = a ] || nk_lack head -c
    [ "$(printf 'a\0b' | tr -d '\000' 2>/dev/null)" = ab ] || nk_lack tr -d
    nk_work=$(mktemp -d 2>/dev/null) || nk_lack mktemp -d
    trap 'rm -rf "$nk_work"' EXIT
    rm -rf "$nk_work/none" 2>/dev/null || nk_lack rm -rf
    cd "$nk_work" || exit 3
    nk_limit=$1
    nk_most=$2
    shift 2
    nk_record DSMC asked
    for nk_field; do
        nk_let nk_question "$nk_field"
        nk_ask "$nk_limit" "$nk_most" "$nk_question"
    done
    cd /
}

# The lines of a file that name something in a folder.
nk_lines_in() { # folder file
    while IFS= read -r nk_line || [ -n "$nk_line" ]; do
        case $nk_line in *" ${1%/}/"*) printf '%s\n' "$nk_line" ;; esac
    done <"$2"
}

nk_stand_in() { # question...
    if [ ! -f "$nk_root/.nightkeep-demo/dsmc-backups" ]; then
        nk_record DSMC absent
        return
    fi
    nk_record DSMC asked
    for nk_field; do
        nk_let nk_question "$nk_field"
        nk_said=$(nk_lines_in "${nk_question%/*}" "$nk_root/.nightkeep-demo/dsmc-backups")
        nk_record VERSIONS 0 whole "$nk_question" "${nk_said:-ANS1092W}"
    done
}

if [ $# -lt 4 ]; then
    nk_wrong 'the input lacks a field'
fi
nk_let nk_root "$1"
nk_let nk_seconds "$2"
nk_let nk_bytes "$3"
shift 3
if ! nk_is_number "$nk_seconds" || ! nk_is_number "$nk_bytes"; then
    nk_wrong 'the seconds or the bytes are not a number'
fi
nk_ask_clock
nk_zone=$(date +%z 2>/dev/null)
case $nk_zone in [+-][0-9][0-9][0-9][0-9]) ;; *) nk_lack date +%z ;; esac
nk_record CLOCK "$nk_now" "$nk_zone"
if [ -n "$nk_root" ]; then
    nk_stand_in "$@"
elif ! nk_has dsmc; then
    nk_record DSMC absent
elif ! nk_can_limit; then
    nk_record DSMC no-timeout
else
    nk_ask_all "$nk_seconds" "$nk_bytes" "$@"
fi
nk_finish
