#!/bin/sh
# SPDX-FileCopyrightText: 2026 Nightkeep authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Stands for the storage manager's client on a server of the demo estate: answers what Nightkeep asks from the files
# beside it. What it is to archive it only notes, for a year: its bytes stay where they are.
stand=${0%/*}/..
root=$(cd "$stand/.." && pwd -P)
for last; do :; done
case "$*" in
'query filespace'*) exec cat "$stand/dsmc-filespaces" ;;
'query options domain'*) exec cat "$stand/dsmc-domain" ;;
'query archive '*)
    found=no
    [ -f "$stand/dsmc-archives" ] && while read -r bytes day time until path description; do
        [ "$root$path" = "$last" ] || continue
        found=yes
        printf '%15s  B  %s %s  %s  %s  %s\n' "$bytes" "$day" "$time" "$last" "$until" "$description"
    done <"$stand/dsmc-archives"
    [ "$found" = no ] || exit 0
    echo 'ANS1092W No files matching search criteria were found'
    exit 8
    ;;
'archive '*)
    description=
    for each; do
        case $each in -description=*) description=${each#*=} ;; esac
    done
    bytes=$(wc -c <"$last") || exit 12
    until=$(($(date +%Y) + 1))-$(date +%m-%d)
    echo "${bytes##* } $(date '+%Y-%m-%d %H:%M:%S') $until ${last#"$root"} $description" >>"$stand/dsmc-archives"
    exit
    ;;
'retrieve '*)
    for each; do
        what=${to-}
        to=$each
    done
    exec cp "$what" "$to"
    ;;
esac
echo 'This client is made up: it knows only what Nightkeep asks it.' >&2
exit 12
