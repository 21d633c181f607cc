#!/bin/sh
# SPDX-FileCopyrightText: 2026 Nightkeep authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# How a program runs something as the web server's user: put behind prelude.sh in every program with a line that begins
# with nk_become. Nothing that is given is read by a shell as anything but a word.
# shellcheck disable=SC2034 # what is unused here is what the programs use
# shellcheck disable=SC2154 # what is not set here is set by prelude.sh, or by the program
# shellcheck disable=SC2086 # split at newlines, with globbing off

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

# --- What runs Moodle's own programs: with php and seconds, for each run, set by the program. ---

# Sets nk_code to a Moodle's folder, whether its code folder or, since 5.1, the folder "public" in it was named.
nk_find_code() { # root, code folder
    nk_code=$1$2
    [ -d "$nk_code/" ] || nk_refuse no-code "$2"
    if [ "${nk_code##*/}" = public ] && [ ! -d "$nk_code/admin/cli" ]; then nk_code=${nk_code%/public}; fi
}

# Whoever may change a program can do by it whatever we may.
nk_find_ours() { # file
    find -L "$1" -prune \( -user 0 -o -user "$nk_number" \) ! -perm -020 ! -perm -002 -print
}

# Sets php, and becomes the user; or refuses.
nk_choose_php() { # user, or empty for who is logged in; the program, or empty where it is looked for
    nk_can_limit || nk_lack timeout
    [ "$(echo 12 | tail -c 2 2>/dev/null)" = 2 ] || nk_lack tail -c
    php=$2
    if [ -z "$php" ]; then
        for nk_word in php php8.5 php8.4 php8.3 php8.2 php8.1 php8.0 php7.4 php7.3 php7.2 php7.1 php7.0; do
            php=$(command -v "$nk_word" 2>/dev/null)
            [ -z "$php" ] || break
        done
    fi
    case $php in
    /*) if [ -d "$php" ] || [ ! -x "$php" ]; then nk_refuse no-php "$php"; fi ;;
    *) nk_refuse no-php "$php" ;;
    esac
    nk_become "$1" || nk_refuse no-user "$1"
    [ "$nk_web_number" -ne 0 ] || nk_refuse root-runs-nothing
    nk_find_ours / >/dev/null 2>&1 || nk_lack find '-L -user -perm'
    [ -n "$(nk_find_ours "$php" 2>/dev/null)" ] || nk_refuse php-not-ours "$php"
}

# Locks one of Moodle's programs, by descriptor 9: what runs it holds the lock too. Needs php.
nk_lock_program() { # file
    { : <"$1"; } 2>/dev/null || nk_refuse not-readable "$1"
    exec 9<"$1"
    flock -w 60 3 3<&9 2>/dev/null
    nk_locked=$?
    if [ $nk_locked -gt 1 ]; then # as on NFS, where only who may write a file can lock it
        exec 9<"$php"
        flock -w 60 3 3<&9 2>/dev/null
        nk_locked=$?
    fi
    [ $nk_locked -ne 0 ] || return 0
    flock -s -w 5 3 3</dev/null 2>/dev/null || nk_lack flock '-s -w'
    nk_refuse locked "$1"
}

# Sets said, the end of what PHP said, and status.
nk_run_php() { # argument...
    said=$({
        nk_run_as "$seconds" "$php" "$@" 3<&9 2>&1 </dev/null
        echo ".$?"
    } | tail -c 1000000)
    nk_take_status
}

nk_take_status() { # off the end of said
    status=${said##*.}
    said=${said%.*}
    nk_is_number "$status" || status=1
}

# Sets lines to what stands between the marks of a text's output. Line by line: the list of a busy Moodle's tasks, which
# is among the values, is long, and some shells cut long texts in quadratic time.
nk_between_marks() { # output
    lines=
    for nk_said in $1; do
        case $nk_said in
        begin) lines=$nk_newline ;;
        end) [ -z "$lines" ] || return 0 ;;
        *) [ -z "$lines" ] || lines=$lines$nk_said$nk_newline ;;
        esac
    done
    return 1
}

# To its end, where the error is.
nk_shorten() { # variable
    eval "nk_text=\$$1"
    nk_text=$(
        tail -c 1000 <<END
$nk_text
END
    )
    eval "$1=\$nk_text"
}
