#!/bin/sh
# SPDX-FileCopyrightText: 2026 Nightkeep authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The beginning of every program here: put in front of it, after a line that sets nk_program to its name.
# Reads the input, whose fields are each ended by NUL, and answers in a frame (models/base/frame.h).
# Leaves the fields as $1, $2..., each with an x in front and escaped for nk_decode, for NUL is nothing
# that a shell variable can hold and a field may be empty or hold newlines. Leaves IFS a newline and
# globbing off. A program that was given arguments has no input and keeps them.
#
# A tool is asked for by trying, never by presence: what it cannot do is said by nk_lack. A program that
# went on without it would give a valid answer that is not true.
# shellcheck disable=SC2034 # what is unused here is what the programs use
# shellcheck disable=SC2154 # nk_program is set before, and what nk_load names is set by it
# shellcheck disable=SC3013 # -ef: every shell that is a /bin/sh somewhere knows it
# shellcheck disable=SC2086 # split at newlines, with globbing off

set -uf
LC_ALL=C
PATH="$PATH:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/opt/tivoli/tsm/client/ba/bin"
export LC_ALL PATH
nk_newline='
'
nk_tab='	'
IFS=$nk_newline
nk_fields=0 # how many the frame has so far

nk_begin() { # the frame, where no record has begun it
    if [ "$nk_fields" -eq 0 ]; then
        nk_fields=2
        printf 'NIGHTKEEP/1\0%s\0' "$nk_program"
    fi
}

nk_head() { # type, number of fields
    nk_begin
    printf 'R\0%s\0%s\0' "$1" "$2"
    nk_fields=$((nk_fields + 3 + $2))
}

nk_record() { # type field...
    nk_kind=$1
    shift
    nk_head "$nk_kind" $#
    [ $# -eq 0 ] || printf '%s\0' "$@"
}

# The same with fields as the input has them; escapes cost no process here.
# shellcheck disable=SC2059 # the escapes are what printf is wanted for
nk_record_escaped() { # type field...
    nk_kind=$1
    shift
    nk_head "$nk_kind" $#
    for nk_field; do printf -- "${nk_field#x}\000"; done
}

nk_finish() {
    printf 'END\0%s\0' "$nk_fields"
}

# Ends the program with its reason instead of what it was asked for.
nk_refuse() { # code argument...
    nk_record refused "$@"
    nk_record finished
    nk_finish
    exit 0
}

nk_lack() { # tool, what of it is needed
    if nk_has "$1"; then nk_refuse missing-tool "$@"; else nk_refuse missing-tool "$1"; fi
}

nk_wrong() { # what is wrong with the input
    echo "$nk_program: $1" >&2
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
        nk_text=$(printf -- "$nk_text$nk_rest.")
        nk_text=${nk_text%.}
        ;;
    esac
}

nk_let() { # variable, field
    nk_decode "${2#x}"
    eval "$1=\$nk_text"
}

# Escapes the fields of standard input, so many of them a line, joined by \000. What is plain stays so, for
# a field with an escape costs a process later. Ends with a line that only a whole answer has: nk_whole
# takes it off. "most" stops after so many fields; 0: never.
nk_escape() { # fields a line, most
    { od -An -v -to1 2>/dev/null || echo od; } | awk -v per="$1" -v most="$2" '
    function ended() {
        fields++
        line = line part
        part = ""
        begun = 0
        if (fields % per) {
            line = line "\\000"
        } else {
            print line
            line = "x"
        }
    }
    BEGIN {
        for (i = 1; i < 256; i++) {
            octal = sprintf("%03o", i)
            isPlain = i >= 32 && i <= 126 && i != 37 && i != 92 # no percent sign, no backslash
            text[octal] = isPlain ? sprintf("%c", i) : "\\" octal
        }
        line = "x"
    }
    $1 == "od" {
        failed = 1
        exit
    }
    {
        bytes += NF
        for (i = 1; i <= NF; i++) {
            byte = $i ""
            if (byte != "000") {
                part = part text[byte]
                begun = 1
            } else {
                ended()
                if (fields == most) exit
            }
        }
        if (length(part) > 2000) { # a large field costs time in line with its bytes
            printf "%s", line part
            line = part = ""
        }
    }
    END {
        if (failed) {
            print "\nod"
            exit
        }
        if (begun) ended()
        if (fields % per) print substr(line, 1, length(line) - 4)
        print "end" fields "/" bytes + 0
    }' 2>/dev/null
}

# Takes the last line off nk_lines, which nk_escape made, and sets nk_count to the number of fields and nk_bytes to what
# was read for them.
nk_whole() {
    nk_count=${nk_lines##*"$nk_newline"}
    nk_lines=${nk_lines%"$nk_count"}
    case $nk_count in
    end*) ;;
    od) nk_lack od '-An -v -to1' ;;
    *) # a file that went away, or the tool
        [ "$(echo 1 | awk -v text=1 '{ print text }' 2>/dev/null)" = 1 ] || nk_lack awk -v
        nk_lines=
        nk_count=end0
        ;;
    esac
    nk_count=${nk_count#end}
    nk_bytes=${nk_count#*/}
    nk_count=${nk_count%/*}
}

# Empty ones where the file is not there or has fewer fields.
nk_load() { # file, for each of its first fields the name of a variable, or "-"
    nk_lines=$(nk_escape 1 "$(($# - 1))" 2>/dev/null <"$1")
    nk_whole
    shift
    nk_names=$*
    set -- $nk_lines
    for nk_name in $nk_names; do
        [ "$nk_name" = - ] || nk_let "$nk_name" "${1-}"
        [ $# -eq 0 ] || shift
    done
}

nk_last_lines() { # number, file
    awk -v most="$1" '
    { line[NR % most] = $0 }
    END { for (i = NR - most + 1; i <= NR; i++) if (i > 0) print line[i % most] }' "$2" 2>/dev/null
}

# Whether a command can be given a time limit: an old "timeout" wants other words. One that ended the command, on a
# server that is too busy to run it in time, has understood.
nk_can_limit() { # options
    timeout "$@" 5 /bin/sh -c : 2>/dev/null
    case $? in 0 | 124 | 137 | 143) return 0 ;; *) return 1 ;; esac
}

# Sets nk_now to this machine's clock.
nk_ask_clock() {
    nk_now=$(date +%s 2>/dev/null)
    nk_is_number "$nk_now" || nk_lack date +%s
}

# --- What archive programs share. ---

# Sizes need more than the 32 bits that some shells count with.
nk_try_numbers() {
    [ "$((2147483647 + 1))" -gt 0 ] || nk_lack sh '64-bit numbers'
}

nk_is_name() { # text
    case $1 in '' | .* | -* | *[!A-Za-z0-9._-]*) return 1 ;; esac
}

# Sets nk_free to the free bytes of a file system, -1 where they cannot be told.
nk_ask_free() { # folder
    nk_said=$(df -P -k "$1" 2>/dev/null)
    nk_free=-1
    nk_before=
    IFS=' '
    for nk_word in ${nk_said##*"$nk_newline"}; do
        case $nk_word in
        *[!0-9]*%) ;;
        [0-9]*%)
            ! nk_is_number "$nk_before" || nk_free=$((nk_before * 1024))
            break
            ;;
        esac
        nk_before=$nk_word
    done
    IFS=$nk_newline
}

nk_try_df() {
    df -P -k / >/dev/null 2>&1 || nk_lack df '-P -k'
}

nk_same_file() { # path path
    [ ! -h "$1" ] && [ "$1" -ef "$2" ]
}

# Sets nk_host, nk_boot and nk_space: this machine, its boot and its view of processes.
nk_here() {
    { IFS= read -r nk_host </proc/sys/kernel/hostname && IFS= read -r nk_boot </proc/sys/kernel/random/boot_id; } 2>/dev/null || nk_lack /proc
    nk_space=$(readlink /proc/self/ns/pid 2>/dev/null)
    [ -n "$nk_space" ] || [ ! -h /proc/self/ns/pid ] || nk_lack readlink
}

# Sets nk_state, nk_leader (of the group), nk_session and nk_born; fails where there is no such process.
nk_process() { # pid
    nk_is_number "$1" && { IFS= read -r nk_said <"/proc/$1/stat"; } 2>/dev/null || return 1
    # The command's name may hold blanks and brackets: fields are counted after its last bracket.
    IFS=' '
    set -- ${nk_said##*") "}
    IFS=$nk_newline
    nk_state=$1
    nk_leader=${3-}
    nk_session=${4-}
    nk_born=${20-}
}

# Sets nk_user to the number of who a process runs as; fails where there is no such process.
nk_ask_user() { # pid, or self
    nk_user=
    while IFS=$nk_tab read -r nk_word nk_said nk_user nk_rest; do
        [ "$nk_word" != Uid: ] || break
        nk_user=
    done 2>/dev/null <"/proc/$1/status"
    nk_is_number "$nk_user"
}

nk_write_owner() { # file run who
    nk_process $$
    nk_ask_clock
    printf '%s\0' "$2" "$3" "$nk_host" "$nk_space" "$nk_boot" $$ "$nk_born" "$nk_now" >"$1"
}

# Sets nk_life: working, dead, or unknown where this machine cannot tell; and what the owner wrote. Another
# machine, or another view of the same machine's processes, proves nothing.
nk_look_for_life() { # file of the owner
    nk_life=dead
    nk_load "$1" nk_owner nk_owner_who nk_owner_host nk_owner_space nk_owner_boot nk_owner_pid nk_owner_born nk_owner_since
    [ "$nk_count" -ne 0 ] || return 0
    if [ "$nk_owner_boot" != "$nk_boot" ]; then
        [ "$nk_owner_host" = "$nk_host" ] || nk_life=unknown
    elif [ "$nk_owner_space" != "$nk_space" ]; then
        nk_life=unknown
    elif nk_process "$nk_owner_pid" && [ "$nk_born" = "$nk_owner_born" ] && [ "$nk_state" != Z ]; then
        # A zombie does nothing any more, even where nobody buries it.
        nk_life=working
    fi
}

# After nk_look_for_life, of one that is dead: whether what a killed hand-over left may still be sending. The number of
# its session is nobody else's until all are gone.
nk_is_left_over() {
    if [ "$nk_owner_boot" != "$nk_boot" ] || ! nk_is_number "$nk_owner_pid"; then return 1; fi
    if nk_process "$nk_owner_pid" && [ "$nk_born" != "$nk_owner_born" ]; then return 1; fi
    set +f
    set -- /proc/[0-9]*
    set -f
    for nk_each; do
        if nk_process "${nk_each#/proc/}" && [ "$nk_session" = "$nk_owner_pid" ] && [ "$nk_state" != Z ]; then
            return 0
        fi
    done
    return 1
}

# Whether the lock is the run's.
nk_holds() { # jobs run
    [ -f "$1/lock/owner" ] && nk_load "$1/lock/owner" nk_owner && [ "$nk_owner" = "$2" ]
}

# Only what is the run's: it may have given the lock back, and somebody else have taken it.
nk_release() { # jobs run
    if nk_holds "$1" "$2"; then
        mv "$1/lock" "$1/lock.over.$2" && rm -rf "$1/lock.over.$2"
    fi
}

# A finished name goes only if it is provably the file that the run has just made.
nk_remove_unfinished() { # job folder, the archive's name
    for nk_tar in "$1/zipfiles.tar" "$1/tar"; do # jobs of before had the latter
        if [ ! -e "$2.tar.manifest" ] && nk_same_file "$2.tar" "$nk_tar"; then
            rm -f "$2.tar"
        fi
        rm -f "$nk_tar"
    done
    rm -f "$1/manifest"
    rm -rf "$1/sources"
}

# Orders those who take a lock over and those who give one back. Fails where the file system cannot.
nk_guard() { # jobs
    exec 8>>"$1/guard"
    flock -w 20 8 8>&8 2>/dev/null # ksh gives to a command only what is named
}

nk_try_flock() {
    flock -s -w 5 9 9</dev/null 2>/dev/null || nk_lack flock '-s -w'
}

# --- The input. ---

if [ $# -eq 0 ]; then
    nk_lines=$(nk_escape 1 0)
    nk_whole
    # Said before the input by who sent it: a connection that is lost looks like the end of what was to come.
    [ "${nk_sent:-$nk_bytes}" = "$nk_bytes" ] || nk_wrong 'the input did not arrive whole'
    set -- $nk_lines
fi
