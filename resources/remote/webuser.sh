#!/bin/sh
# SPDX-FileCopyrightText: 2026 Nightkeep authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# How a program runs something as the web server's user: put behind prelude.sh in every program with a line that begins
# with nk_become. Nothing that is given is read by a shell as anything but a word.
# shellcheck disable=SC2034 # what is unused here is what the programs use
# shellcheck disable=SC2154 # what is not set here is set by prelude.sh

# Sets nk_way, nk_web_user to whom things run as, and nk_web_number. Fails where nobody lets us become that user.
nk_become() { # user, or empty for who is logged in
    nk_me=$(id -un 2>/dev/null)
    [ -n "$nk_me" ] || nk_lack id -un
    nk_number=$(id -u 2>/dev/null)
    nk_is_number "$nk_number" || nk_lack id -u
    nk_web_user=${1:-$nk_me}
    nk_web_number=$nk_number
    nk_way=direct
    [ "$nk_web_user" != "$nk_me" ] || return 0
    nk_is_name "$nk_web_user" || nk_wrong 'the user is no name'
    nk_web_number=$(id -u "$nk_web_user" 2>/dev/null)
    nk_is_number "$nk_web_number" || return 1
    if [ "$nk_number" -eq 0 ]; then nk_way=su; else nk_way=sudo; fi
}

# Whether that user may run a command for us: where sudo says no, what it says is not taken for the command's own.
nk_may_run() { # command...
    case $nk_way in
    sudo) sudo -n -l -u "$nk_web_user" -- "$@" >/dev/null 2>&1 ;;
    esac
}

nk_quote() { # word; sets nk_quoted
    nk_rest=$1
    nk_quoted="'"
    while :; do
        case $nk_rest in
        *"'"*)
            nk_quoted=$nk_quoted${nk_rest%%"'"*}"'\\''"
            nk_rest=${nk_rest#*"'"}
            ;;
        *) break ;;
        esac
    done
    nk_quoted="$nk_quoted$nk_rest'"
}

# The limit of time stands outside, and holds what is open; sudo's own command can be ended by its own user alone.
nk_run_as() { # seconds, command...
    nk_seconds=$1
    shift
    case $nk_way in
    direct) timeout "$nk_seconds" "$@" ;;
    sudo)
        if nk_may_run timeout "$nk_seconds" "$@"; then
            timeout "$((nk_seconds + 2))" sudo -n -u "$nk_web_user" -- timeout "$nk_seconds" "$@"
        else
            timeout "$nk_seconds" sudo -n -u "$nk_web_user" -- "$@"
        fi
        ;;
    su)
        nk_line='exec'
        for nk_word; do
            nk_quote "$nk_word"
            nk_line="$nk_line $nk_quoted"
        done
        timeout "$nk_seconds" su -s /bin/sh "$nk_web_user" -c "$nk_line"
        ;;
    esac
}
