#!/bin/sh
# SPDX-FileCopyrightText: 2026 Nightkeep authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Gives the manifest of a finished archive and its signature, wherever the tar is by now.
# Input:  root, archive folder, run (NUL after each).
# Answer: as fetch.sh gives a file: file(bytes, 0) bytes() and here the signature, a NUL and the manifest, which are no
#         field; whole() with an empty checksum, finished(), or refused(code, argument...) finished().
# shellcheck disable=SC2154 # what is not set here is set by prelude.sh

ask_size() { # file
    size=$(stat -L -c %s -- "$1" 2>/dev/null)
    nk_is_number "$size" || nk_lack stat '-L -c'
}

[ $# -ge 3 ] || nk_wrong 'the input lacks a field'
nk_let root "$1"
nk_let archive "$2"
nk_let run "$3"
nk_enter_finished "$root$archive" "$run"
signature=/dev/null
if [ -e "./$manifest.sig" ] || [ -h "./$manifest.sig" ]; then
    signature=./$manifest.sig
    nk_is_ours "$manifest.sig" || nk_refuse_unsafe "$nk_why" "${nk_at%/}/$manifest.sig"
fi
[ "$(echo x | cat 2>/dev/null)" = x ] || nk_lack cat
ask_size "$signature"
bytes=$((size + 1))
ask_size "./$manifest"
nk_record file "$((bytes + size))" 0
nk_record bytes
cat <"$signature" || exit 3
printf '\0'
cat <"./$manifest" || exit 3
nk_record whole ''
nk_record finished
nk_finish
