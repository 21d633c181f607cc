#!/bin/sh
# SPDX-FileCopyrightText: 2026 Nightkeep authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The beginning of every program that says "# needs: fields.sh": remoteProgramText() puts it in front.
# Reads the input, whose fields are each ended by NUL, and answers in a frame (models/base/frame.h).
# Leaves the fields as $1, $2..., each with an x in front and escaped for nk_decode, for NUL is nothing
# that a shell variable can hold and a field may be empty or hold newlines. Leaves IFS a newline and
# globbing off.
# shellcheck disable=SC2034 # what is unused here is what the programs use

set -uf
LC_ALL=C
PATH="$PATH:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/opt/tivoli/tsm/client/ba/bin"
export LC_ALL PATH
nk_newline='
'

nk_begin() { # program
    nk_fields=2
    printf 'NIGHTKEEP/1\0%s\0' "$1"
}

nk_record() { # type field...
    printf 'R\0%s\0%s\0' "$1" "$(($# - 1))"
    nk_fields=$((nk_fields + 2 + $#))
    shift
    [ $# -eq 0 ] || printf '%s\0' "$@"
}

nk_finish() {
    printf 'END\0%s\0' "$nk_fields"
}

nk_wrong() { # program what is wrong with its input
    echo "$1: $2" >&2
    exit 2
}

nk_is_number() { # text
    case $1 in '' | *[!0-9]*) return 1 ;; esac
}

nk_has() { # tool
    command -v "$1" >/dev/null 2>&1
}

# Sets nk_text to what octal escapes stand for; the full stop saves newlines at the end.
nk_decode() { # text in which a backslash begins \ddd and a percent sign is itself
    nk_text=$1
    case $nk_text in
    *\\*)
        nk_rest=$nk_text
        nk_text=
        while :; do
            case $nk_rest in
            *%*)
                nk_text=$nk_text${nk_rest%%"%"*}%%
                nk_rest=${nk_rest#*%}
                ;;
            *) break ;;
            esac
        done
        # shellcheck disable=SC2059 # the escapes are what printf is wanted for
        nk_text=$(printf "$nk_text$nk_rest.")
        nk_text=${nk_text%.}
        ;;
    esac
}

# One line per field. What is plain stays so, for each field with an escape costs a process later.
nk_input=$(od -An -v -to1 | awk '
    BEGIN {
        for (i = 1; i < 256; i++) {
            octal = sprintf("%03o", i)
            isPlain = i >= 32 && i <= 126 && i != 37 && i != 92 # no percent sign, no backslash
            text[octal] = isPlain ? sprintf("%c", i) : "\\" octal
        }
        field = "x"
    }
    {
        for (i = 1; i <= NF; i++) {
            byte = $i ""
            if (byte == "000") {
                print field
                field = "x"
            } else {
                field = field text[byte]
            }
        }
    }
    END { if (field != "x") print field }')
IFS=$nk_newline
# shellcheck disable=SC2086 # split at newlines, with globbing off
set -- $nk_input
