#!/bin/sh
# SPDX-FileCopyrightText: 2026 Nightkeep authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Puts a signature beside the manifest of a finished archive, in the place of an earlier one.
# Input:  root, archive folder, run, the signature as ssh-keygen writes it (NUL after each).
# Answer: signed() finished(), or refused(code, argument...) finished().
# shellcheck disable=SC2154 # what is not set here is set by prelude.sh

umask 077
set -C

[ $# -ge 4 ] || nk_wrong 'the input lacks a field'
nk_let root "$1"
nk_let archive "$2"
nk_let run "$3"
nk_let signature "$4"
nk_enter_finished "$root$archive" "$run"
target=$manifest.sig
if [ -e "./$target" ] || [ -h "./$target" ]; then
    nk_is_ours "$target" || nk_refuse_unsafe "$nk_why" "${nk_at%/}/$target"
fi
new=$job/signature.$$
rm -f "$new" "$new.part" 2>/dev/null || nk_lack rm -f
trap 'rm -f "$new" "$new.part"' EXIT
trap 'exit 1' HUP INT TERM
printf '%s' "$signature" 2>/dev/null >"$new.part" || nk_refuse not-written "$archive"
nk_load "$new.part" written
[ "$written" = "$signature" ] || nk_refuse not-written "$archive"
# A default access list makes the umask void. A file system without modes takes what changes nothing.
chmod 600 "$new.part" 2>/dev/null || chmod go-w "$new.part" 2>/dev/null || nk_lack chmod
sync "$new.part" 2>/dev/null || sync 2>/dev/null || nk_lack sync
mv -fT "$new.part" "$new" 2>/dev/null || nk_lack mv -fT
mv -fT "$new" "./$target" 2>/dev/null || nk_refuse not-written "$archive"
sync . 2>/dev/null || sync
nk_record signed
nk_record finished
nk_finish
