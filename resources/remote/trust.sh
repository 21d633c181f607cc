#!/bin/sh
# SPDX-FileCopyrightText: 2026 Nightkeep authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Which folder can be trusted: put behind prelude.sh in every program with a line that begins with nk_enter.
#
# A program that writes, or believes what it reads, enters the archive folder once, step by step from "/",
# and uses names relative to it from then on. Each folder on the way is looked at by that handle ("."): it
# must be such that nobody but root, who runs this, and the owner of "/", who could change anything, can put
# something else into its place.
#
# Access lists are seen by the mode: its group bits are then the most that anybody of the list may. A default
# list makes the umask void, so each folder here is made with a mode of its own.
# shellcheck disable=SC2034 # what is unused here is what the programs use
# shellcheck disable=SC2154 # what is not set here is set by prelude.sh
# shellcheck disable=SC2086 # split at blanks, with globbing off
# shellcheck disable=SC2254 # a kind is a pattern

# The reasons: owner (somebody else's), open (others can write to it, and it has no sticky bit of root's),
# link (somebody else's, or where others write), kind (not what is made here).
nk_refuse_unsafe() { # why path
    nk_refuse unsafe "$1" "$2" "$nk_its_owner" "$nk_mode"
}

# Sets nk_inode, nk_mode ("drwxr-xr-x", with "+" behind an access list) and nk_its_owner to what ls said.
nk_take_look() { # its line
    nk_mode=
    nk_its_owner=
    IFS=' '
    set -- ${1%%"$nk_newline"*}
    IFS=$nk_newline
    nk_inode=${1-}
    { nk_is_number "$nk_inode" && nk_is_number "${4-}"; } || return
    nk_mode=$2
    nk_its_owner=$4
}

# Of what is there itself, be it a link.
nk_look_at() { # path that begins with a full stop
    nk_take_look "$(ls -ldin "$1" 2>/dev/null)"
}

nk_is_trusted() { # number of a user
    [ "$1" = "$nk_uid" ] || [ "$1" = 0 ] || [ "$1" = "$nk_chief" ]
}

# Whether nobody else can change the folder that was looked at; sets nk_why otherwise, and nk_shared: whether
# all may put something into it, but touch nobody else's. A group is never taken for the user's own: who else
# is in it cannot be told.
nk_is_closed() {
    nk_shared=no
    nk_why=owner
    nk_is_trusted "$nk_its_owner" || return
    nk_why=open
    case $nk_mode in
    ?????w???[tT]* | ????????w[tT]*)
        [ "$nk_its_owner" = 0 ] || [ "$nk_its_owner" = "$nk_chief" ] || return
        nk_shared=yes
        ;;
    ?????w* | ????????w*) return 1 ;;
    esac
}

# Whether what was looked at, in one look that nobody can come between, is of that kind and nobody else's.
nk_is_own() { # first letter of the mode, as a pattern
    nk_why=kind
    case $nk_mode in
    $1*) ;;
    l*)
        nk_why='link'
        return 1
        ;;
    *) return 1 ;;
    esac
    nk_why=owner
    nk_is_trusted "$nk_its_owner" || return
    nk_why=open
    case $nk_mode in ?????w* | ????????w*) return 1 ;; esac
}

# Refuses what is there and could be somebody else's; fails where nothing is.
nk_must_be_ours() { # path below the archive folder, kind
    nk_look_at "./$1" || return
    nk_is_own "$2" || nk_refuse_unsafe "$nk_why" "${nk_at%/}/$1"
}

# The owner of "/" is trusted, but not as the number that stands for all who have none here.
nk_begin_at_root() {
    nk_chief=0
    { cd / && nk_look_at .; } || nk_lack ls -ldin
    nk_word=
    { IFS= read -r nk_word </proc/sys/kernel/overflowuid; } 2>/dev/null
    [ "$nk_its_owner" = "$nk_word" ] || nk_chief=$nk_its_owner
    nk_at=
    nk_is_closed || nk_refuse_unsafe "$nk_why" /
}

# What lies where others put things too is looked at before: nobody can change it if it is ours. An automount
# shows its true face only to who has entered it, so what differs is looked at once more.
nk_step() { # name
    nk_path=${nk_at%/}/$1
    nk_before=
    if [ "$nk_shared" = yes ]; then
        nk_look_at "./$1" || nk_refuse no-folder "$nk_path"
        nk_is_trusted "$nk_its_owner" || nk_refuse_unsafe owner "$nk_path"
        case $nk_mode in d*) ;; *) nk_refuse_unsafe link "$nk_path" ;; esac
        nk_before=$nk_inode
    fi
    if ! cd -P "./$1" 2>/dev/null; then
        [ -d "./$1" ] || nk_refuse no-folder "$nk_path"
        nk_refuse no-access "$nk_path"
    fi
    nk_look_at . || nk_refuse no-access "$nk_path"
    nk_is_closed || nk_refuse_unsafe "$nk_why" "$nk_path"
    if [ "${nk_before:-$nk_inode}" != "$nk_inode" ]; then
        nk_before=$nk_inode
        { nk_look_at "./../$1" && [ "$nk_before" = "$nk_inode" ]; } || nk_refuse_unsafe link "$nk_path"
    fi
    nk_at=$nk_path
    [ "$1" != .. ] || nk_at=$(pwd -P)
}

nk_follow() { # name of a link
    nk_path=${nk_at%/}/$1
    nk_look_at "./$1" || nk_refuse no-folder "$nk_path"
    nk_links=$((nk_links + 1))
    if [ "$nk_shared" = yes ] || ! nk_is_trusted "$nk_its_owner" || [ "$nk_links" -gt 40 ]; then
        nk_refuse_unsafe link "$nk_path"
    fi
    nk_text=$(readlink "./$1" 2>/dev/null && echo .)
    nk_text=${nk_text%?.}
    [ -n "$nk_text" ] || nk_lack readlink
    case $nk_text in /*) nk_begin_at_root ;; esac
    nk_rest_of_way=$nk_text/$nk_rest_of_way
}

# Enters an archive folder for good, or refuses. Sets nk_at to where it really is.
nk_enter() { # absolute path
    nk_ask_user self || nk_lack /proc
    nk_uid=$nk_user
    nk_links=0
    nk_rest_of_way=$1/
    nk_begin_at_root
    while [ -n "$nk_rest_of_way" ]; do
        nk_part=${nk_rest_of_way%%/*}
        nk_rest_of_way=${nk_rest_of_way#*/}
        case $nk_part in '' | .) continue ;; esac
        if [ -h "./$nk_part" ]; then nk_follow "$nk_part"; else nk_step "$nk_part"; fi
    done
}

# Looks at the kind and the owner of all that lies there, and whether others can write to it: in a folder that
# they cannot enter only to folders, and to files that have a second name elsewhere. The links of ours by which a job
# gives files to tar are read by that job alone.
nk_find_strange() { # where, as find takes it
    find "$@" ! \( -type l -path '.nightkeep/*/sources/*' \( -user "$nk_uid" -o -user 0 -o -user "$nk_chief" \) \) \
        \( ! -type d ! -type f -o ! -user "$nk_uid" ! -user 0 ! -user "$nk_chief" \
        -o \( -type d -o -links "+$nk_least" \) \( -perm -002 -o -perm -020 \) \) -print 2>/dev/null
}

# Whether there are jobs in the archive folder that was entered. Refuses where anything among them could be
# somebody else's, of any kind that is not read and written here: a pipe would be waited for for ever. What a
# job takes away meanwhile makes find fail, too, and may be gone before it is looked at.
nk_has_jobs() {
    nk_must_be_ours .nightkeep d || return
    nk_least=0
    case $nk_mode in
    ????--[-S]--[-T]*) nk_least=1 ;;
    *+) nk_refuse_unsafe open "${nk_at%/}/.nightkeep" ;; # what is made in it may be open to those of the list
    esac
    nk_tries=0
    while [ "$nk_tries" -lt 10 ]; do
        nk_said=$(nk_find_strange .nightkeep) && [ -z "$nk_said" ] && return
        nk_path=${nk_said%%"$nk_newline"*} # a name may go on behind a newline: then it is not found
        [ -z "$nk_said" ] || nk_must_be_ours "$nk_path" '[d-]'
        nk_tries=$((nk_tries + 1))
    done
    nk_find_strange / -prune >/dev/null || nk_lack find '-type -path -user -links -perm'
    [ -z "$nk_said" ] || nk_refuse_unsafe owner "${nk_at%/}/$nk_path"
    nk_refuse no-access "${nk_at%/}/.nightkeep"
}

# Enters an archive folder and sets job and name, a run's folder and its archive's name.
nk_enter_run() { # archive folder, run
    nk_enter "$1"
    { nk_is_name "$2" && nk_has_jobs; } || nk_refuse no-run "$2"
    job=.nightkeep/$2
    [ -f "$job/plan" ] || nk_refuse no-run "$2"
    nk_load "$job/plan" - name
    nk_is_name "$name" || nk_refuse no-run "$2"
}

# Enters an archive folder and sets job, name and manifest, that of a run that was finished, wherever its tar is.
nk_enter_finished() { # archive folder, run
    nk_enter_run "$1" "$2"
    manifest=$name.tar.manifest
    [ -f "./$manifest" ] || nk_refuse not-finished "$name"
    nk_is_ours "$manifest" || nk_refuse_unsafe "$nk_why" "${nk_at%/}/$manifest"
    nk_load "./$manifest" - - - - - of
    [ "$of" = "$2" ] || nk_refuse not-finished "$name"
}

# Whether there is a finished file that nobody else can have put there. Where nobody else writes, a trusted link
# to a trusted file will do: whoever moves an archive to another disk leaves one. Refuses what is ours, but
# can be changed by others.
nk_is_ours() { # name in the archive folder
    nk_look_at "./$1" || return
    case $nk_shared$nk_mode in
    nol*) ! nk_is_trusted "$nk_its_owner" || nk_take_look "$(ls -ldinL "./$1" 2>/dev/null)" || return ;;
    esac
    nk_is_own - && return
    [ "$nk_why" != open ] || nk_refuse_unsafe open "${nk_at%/}/$1"
    return 1
}

# A folder of this server in which a job will write is looked at as the archive folder is, and not entered.
nk_must_be_safe() { # absolute path
    case $1 in /*) ;; *) nk_refuse no-folder "$1" ;; esac
    (
        nk_enter "$1"
        exit 3
    )
    [ "$?" -eq 3 ] || exit 0 # it has answered
}

# Launches a detached job. Where the server ends a person's processes at logout, only a scope of the person's own
# manager outlives it; where there is none, nk_note says so. Sets nk_launched to its number.
nk_launch() { # log, script, its arguments
    nk_log=$1
    shift
    nk_note=
    set -- setsid /bin/sh "$@"
    nk_said=$(busctl get-property org.freedesktop.login1 /org/freedesktop/login1 \
        org.freedesktop.login1.Manager KillUserProcesses 2>/dev/null)
    if [ "$nk_said" = 'b true' ] && [ "$(id -u 2>/dev/null)" != 0 ]; then
        if systemd-run --user --scope --quiet /bin/sh -c : >/dev/null 2>&1 </dev/null; then
            set -- systemd-run --user --scope --quiet "$@"
        else
            nk_note=ended-at-logout
        fi
    fi
    "$@" </dev/null >>"$nk_log" 2>&1 8>&- &
    nk_launched=$!
}
