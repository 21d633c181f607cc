#!/bin/sh
# SPDX-FileCopyrightText: 2026 Nightkeep authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Reads the headers of a finished archive, and nothing of its files' contents.
# Input:  root, archive folder, run (NUL after each).
# Answer: tar(bytes) block(offset, hexadecimal)* included(path, bytes, mtime)* finished(), or
#         refused(code, argument...) finished(). Blocks: each header, the data of long names and
#         extended headers, and the empty block at the end. Where a header cannot be followed the
#         walk ends with damaged(offset).
# shellcheck disable=SC2154 # what is not set here is set by prelude.sh

# Twelve bytes in hexadecimal: octal digits, or (first bit set) a number in base 256.
number() {
    size=0
    case $1 in
    8* | ff)
        shift 4
        for byte; do size=$((size * 256 + 0x$byte)); done
        return
        ;;
    esac
    for byte; do
        case $byte in
        3[0-7]) size=$((size * 8 + ${byte#3})) ;;
        20 | 00) ;;
        *) return 1 ;;
        esac
    done
}

hexadecimal() { # offset, number of bytes, file
    od -An -v -tx1 -j "$1" -N "$2" "$3"
}

# One process for each header: od gives the block as text, which the shell takes apart itself.
walk() {
    offset=0
    size=0
    while [ "$offset" -lt "$bytes" ]; do
        block=$(hexadecimal "$offset" 512 "$tar")
        IFS=" $nk_newline"
        # shellcheck disable=SC2086 # split, with globbing off
        set -- $block
        IFS=$nk_newline
        [ "$#" -eq 512 ] || break
        nk_record block "$offset" "$block"
        shift 124
        case ${1}${2}${3}${4}${5}${33} in
        000000000000) return ;;
        esac
        kind=${33}
        number "$1" "$2" "$3" "$4" "$5" "$6" "$7" "$8" "$9" "${10}" "${11}" "${12}" || break
        offset=$((offset + 512))
        padded=$(((size + 511) / 512 * 512))
        # 4c L and 4b K: long names; 78 x and 67 g: extended headers; all followed by blocks of text.
        case $kind in
        4c | 4b | 78 | 67)
            [ "$size" -le 1048576 ] || break
            nk_record block "$offset" "$(hexadecimal "$offset" "$padded" "$tar")"
            ;;
        esac
        offset=$((offset + padded))
    done
    nk_record damaged "$offset"
}

# After 23 fields of the run and the tar the manifest has for each file: R file 7 path bytes mtime, and four that tar
# knows nothing of; older ones R file 3 path bytes mtime.
included_of() { # manifest
    nk_lines=$(nk_escape 1 0 2>/dev/null <"$1")
    nk_whole
    number=-23
    for field in $nk_lines; do
        number=$((number + 1))
        case $number in
        1) [ "$field" = xR ] || return ;;
        3)
            many=${field#x}
            nk_is_number "$many" || return
            ;;
        4) path=$field ;;
        5) size=$field ;;
        6) nk_record_escaped included "$path" "$size" "$field" ;;
        esac
        if [ "$number" -gt 3 ] && [ "$((number - 3))" -eq "$many" ]; then number=0; fi
    done
}

[ $# -ge 3 ] || nk_wrong 'the input lacks a field'
nk_let root "$1"
nk_let archive "$2"
nk_let run "$3"
nk_enter_run "$root$archive" "$run"
tar=./$name.tar
if [ ! -f "$tar" ] || [ ! -f "$tar.manifest" ]; then
    nk_refuse not-finished "$name"
fi
for file in "$name.tar" "$name.tar.manifest"; do
    nk_is_ours "$file" || nk_refuse_unsafe "$nk_why" "${nk_at%/}/$file"
done
nk_load "$tar.manifest" - - - - - of
[ "$of" = "$run" ] || nk_refuse not-finished "$name"
nk_try_numbers
case $(hexadecimal 1 1 "$tar.manifest" 2>/dev/null) in
*' '[0-9a-f][0-9a-f]) ;;
*) nk_lack od '-tx1 -j -N' ;;
esac
bytes=$(stat -L -c %s -- "$tar" 2>/dev/null)
nk_is_number "$bytes" || nk_lack stat '-L -c'
nk_record tar "$bytes"
walk
included_of "$tar.manifest"
nk_record finished
nk_finish
