#!/bin/sh
# SPDX-FileCopyrightText: 2026 Nightkeep authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Gives one member out of a finished archive, as fetch.sh gives a file. It is found by its exact name, by tar, which
# skips over the others without reading them.
# Input:  root, archive folder, run, the member's name, and its size and time as the manifest has them (NUL after each).
# Answer: file(bytes, mtime) bytes() and here the member's bytes, which are no field; whole() with an empty checksum:
#         it is the manifest that knows it; finished(), or refused(code, argument...) finished().
# A member of another size breaks the frame; one that tar cannot read ends the program with status 3.
# shellcheck disable=SC2154 # what is not set here is set by prelude.sh

# Without a name tar would give all.
from_tar() { # what to do, archive; the names come in
    tar "$1" --to-stdout --occurrence=1 --force-local --null --verbatim-files-from --no-recursion --files-from=- \
        --file="$2" 2>/dev/null
}

[ $# -ge 6 ] || nk_wrong 'the input lacks a field'
nk_let root "$1"
nk_let archive "$2"
nk_let run "$3"
nk_let path "$4"
nk_let bytes "$5"
nk_let mtime "$6"
[ -n "$path" ] || nk_wrong 'there is no name'
for field in "$bytes" "$mtime"; do nk_is_number "$field" || nk_wrong 'size or time is no number'; done
nk_enter_finished "$root$archive" "$run"
tar=$name.tar
[ -f "./$tar" ] || nk_refuse not-finished "$name"
nk_is_ours "$tar" || nk_refuse_unsafe "$nk_why" "${nk_at%/}/$tar"
for what in --list --extract; do
    from_tar "$what" /dev/zero </dev/null || nk_lack tar '--to-stdout --occurrence --null --verbatim-files-from'
done
printf '%s\0' "$path" | from_tar --list "./$tar" >/dev/null || nk_refuse no-member "$path"
nk_record file "$bytes" "$mtime"
nk_record bytes
printf '%s\0' "$path" | from_tar --extract "./$tar" || exit 3
nk_record whole ''
nk_record finished
nk_finish
