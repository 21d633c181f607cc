#!/bin/sh
# SPDX-FileCopyrightText: 2026 Nightkeep authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Lists the zips below a site's data folder.
# Input:  root, data folder, archive folder (NUL after each).
# Answer: now(epoch) zip(bytes, mtime, path)* problem(text)* free(bytes, -1 unknown) finished().
#         refused(code, argument...) in place of all but "finished" where it cannot be listed.
# shellcheck disable=SC2154 # what is not set here is set by prelude.sh

# What cannot be looked into follows the zips as records of the same stream.
list() {
    problems=$(find . -type f -name '*.[zZ][iI][pP]' -printf 'R\0zip\0003\0%s\0%T@\0%P\0' 2>&1 >&5 5>&-)
    status=$?
    if [ "$status" -ne 0 ] && [ -z "$problems" ]; then
        problems="find ended with status $status: not all may be listed"
    fi
    for line in $problems; do printf 'R\0problem\0001\0%s\0' "${line#find: }"; done
}

[ $# -ge 3 ] || nk_wrong 'the input lacks a field'
nk_let root "$1"
nk_let data "$2"
nk_let archive "$3"
find / -prune -type f -name x -printf '' >/dev/null 2>&1 || nk_lack find -printf
nk_try_df
nk_try_numbers
[ -d "$root$data/" ] || nk_refuse no-folder "$data"
cd "$root$data" 2>/dev/null || nk_refuse no-access "$data"
# Taken before the search: what is written meanwhile belongs to the next run.
nk_ask_clock
nk_record now "$nk_now"
nk_lines=$({ list; } 5>&1 | nk_escape 60 0)
nk_whole
# shellcheck disable=SC2059 # the escapes are what printf is wanted for
for line in $nk_lines; do printf -- "${line#x}\000"; done
nk_fields=$((nk_fields + nk_count))
if [ -d "$root$archive/" ]; then
    nk_ask_free "$root$archive"
else
    nk_record problem "$archive: No such folder"
    nk_free=-1
fi
nk_record free "$nk_free"
nk_record finished
nk_finish
