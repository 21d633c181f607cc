#!/bin/sh
# SPDX-FileCopyrightText: 2026 Nightkeep authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Reads a finished archive from its first byte to its last.
# Input:  root, archive folder, run (NUL after each).
# Answer: read(sha256, bytes) finished(), or refused(code, argument...) finished().
# shellcheck disable=SC2154 # what is not set here is set by prelude.sh

[ $# -ge 3 ] || nk_wrong 'the input lacks a field'
nk_let root "$1"
nk_let archive "$2"
nk_let run "$3"
nk_enter_run "$root$archive" "$run"
tar=./$name.tar
[ -f "$tar" ] || nk_refuse not-finished "$name"
nk_is_ours "$name.tar" || nk_refuse_unsafe "$nk_why" "${nk_at%/}/$name.tar"
bytes=$(stat -L -c %s -- "$tar" 2>/dev/null)
nk_is_number "$bytes" || nk_lack stat '-L -c'
# The disk is asked, not the memory.
dd if="$tar" iflag=nocache count=0 2>/dev/null
hash=$(openssl dgst -sha256 -r <"$tar" 2>/dev/null || sha256sum <"$tar" 2>/dev/null)
hash=${hash%% *}
case $hash in
'' | *[!0-9a-f]*)
    sha256sum </dev/null >/dev/null 2>&1 || nk_lack sha256sum
    nk_refuse not-read "$name"
    ;;
esac
nk_record read "$hash" "$bytes"
nk_record finished
nk_finish
