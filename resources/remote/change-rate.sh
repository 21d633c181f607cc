#!/bin/sh
# SPDX-FileCopyrightText: 2026 Nightkeep authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Counts the files below folders, and those that changed lately. Reads only names and times, prints
# only numbers, so that no name can be taken for an answer.
#
# Input, each field ended by NUL:
#   root          "" on a real server; the folder that stands for one in the demo
#   seconds       that all counting may take together
#   folder place  pairs: a folder, and where it really is
# Answer (models/base/frame.h), program "change-rate":
#   RATE  folder, state, then files and bytes: in all, and of those changed in the last 1, 7, 30 days
#         state: done; partly (something below could not be read); unfinished (out of time);
#                missing, other (no folder), unreadable: the numbers are 0
#
# What counts is the time of the last change of contents (mtime), for that is what the storage
# manager's client goes by when it sends a file anew. The time of the last change of the file's entry
# (ctime) also moves when a mode, an owner or a name changes, which sends no contents.
# Stays on the file system of each folder, as a file space does, and follows no symbolic link below it.
# shellcheck disable=SC2154 # what is not set here is set by prelude.sh

# Sets nk_way: how this server's tools tell a size and a time without a name.
nk_find_way() {
    if find -H / -prune -xdev -type f -printf '%s %T@ .\n' >/dev/null 2>&1; then
        nk_way='printf'
    elif find -H / -prune -xdev -type d -exec stat -c '%s %Y .' {} + >/dev/null 2>&1; then
        nk_way=gnu-stat
    elif find -H / -prune -xdev -type d -exec stat -f '%z %m .' {} + >/dev/null 2>&1; then
        nk_way=bsd-stat
    elif find -H / -prune -xdev -type d -exec /bin/sh -c : {} + >/dev/null 2>&1; then
        nk_lack stat -c
    else
        nk_lack find -printf
    fi
}

# A program of its own, so that it can be given a time limit. $1 is the root, $2 the place. Below a root
# a symbolic link would lead out of it.
# shellcheck disable=SC2016 # expanded where it runs
nk_look='
above=$2
while [ -n "$1" ] && [ -n "$above" ]; do
    if [ -h "$1$above" ]; then echo unreadable; exit; fi
    above=${above%/*}
done
path=$1$2
if [ -d "$path" ]; then
    if [ -r "$path" ] && [ -x "$path" ]; then echo dir; else echo unreadable; fi
elif [ -e "$path" ]; then
    echo other
elif [ -h "$path" ] || [ ! -x "${path%/*}/" ]; then
    echo unreadable
else
    echo missing
fi'

# A line that ends in a full stop is whole: what is stopped by the clock may end within one.
# shellcheck disable=SC2086 # words of a command, or nothing
nk_list() { # path seconds
    case $nk_way in
    printf) timeout "$2" $nk_gently find -H "$1" -xdev -type f -printf '%s %T@ .\n' ;;
    gnu-stat) timeout "$2" $nk_gently find -H "$1" -xdev -type f -exec stat -c '%s %Y .' {} + ;;
    bsd-stat) timeout "$2" $nk_gently find -H "$1" -xdev -type f -exec stat -f '%z %m .' {} + ;;
    esac
    printf '\nend %s\n' "$?"
}

# Prints the exit status of the listing and the eight numbers.
nk_count() { # path seconds
    nk_list "$1" "$2" 2>/dev/null </dev/null | awk -v now="$nk_now" '
        $1 == "end" { status = $2; next }
        NF == 3 && $3 == "." {
            files++
            bytes += $1
            days = (now - $2) / 86400
            if (days <= 30) { files30++; bytes30 += $1 }
            if (days <= 7) { files7++; bytes7 += $1 }
            if (days <= 1) { files1++; bytes1 += $1 }
        }
        END {
            printf "%s %.0f %.0f %.0f %.0f %.0f %.0f %.0f %.0f\n", status, files, bytes, files1, bytes1,
                files7, bytes7, files30, bytes30
        }'
}

nk_rate() { # folder place seconds
    nk_state=$(timeout 5 /bin/sh -c "$nk_look" nightkeep "$nk_root" "$2" 2>/dev/null </dev/null)
    if [ "$nk_state" != dir ]; then
        nk_record RATE "$1" "${nk_state:-unreadable}" 0 0 0 0 0 0 0 0
        return
    fi
    if [ "$3" -lt 1 ]; then
        nk_record RATE "$1" unfinished 0 0 0 0 0 0 0 0
        return
    fi
    nk_numbers=$(nk_count "$nk_root$2" "$3")
    case ${nk_numbers%% *} in
    0) nk_state='done' ;;
    124 | 137 | 143) nk_state=unfinished ;;
    *) nk_state=partly ;;
    esac
    IFS=' '
    # shellcheck disable=SC2086 # split at spaces, with globbing off
    set -- "$1" $nk_numbers
    IFS=$nk_newline
    [ $# -eq 10 ] || nk_lack awk
    nk_record RATE "$1" "$nk_state" "$3" "$4" "$5" "$6" "$7" "$8" "$9" "${10}"
}

if [ $# -lt 2 ]; then
    nk_wrong 'the input lacks its root folder and its seconds'
fi
nk_let nk_root "$1"
nk_let nk_seconds "$2"
shift 2
nk_is_number "$nk_seconds" || nk_wrong 'the seconds are not a number'

nk_can_limit || nk_lack timeout
nk_find_way
nk_gently=
if nice -n 10 /bin/sh -c : 2>/dev/null; then nk_gently="nice${nk_newline}-n${nk_newline}10"; fi
nk_ask_clock
nk_end=$((nk_now + nk_seconds))
while [ $# -gt 1 ]; do
    nk_let nk_folder "$1"
    nk_let nk_place "$2"
    # What is left of the time is shared by what is left to do.
    nk_share=$(((nk_end - $(date +%s)) * 2 / $#))
    shift 2
    nk_rate "$nk_folder" "$nk_place" "$nk_share"
done
nk_finish
