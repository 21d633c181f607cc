#!/bin/sh
# SPDX-FileCopyrightText: 2026 Nightkeep authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Takes the lock of an archive folder and launches the detached job (archive-job.sh) in it. What the job is
# and needs lies in a folder of its own, .nightkeep/RUN, which nobody else may enter (trust.sh).
# Input:  root, then the run's eleven fields (run, name, site, rule, not before, server, data folder,
#         archive folder, who, files, bytes), needed bytes, the number of places; of each its kind, name, management
#         class, host, folder and a description; the text of what hands over, the job's text; and of every file
#         member's name, size, mtime, course ("" unknown), made inside (epoch, "" unknown), short name, where it lies
#         (absolute; "" below the data folder by its name) and "doubtful" where the plan took it although it may not
#         close, else "" (NUL after each).
# Answer: started(epoch, pid, note) finished(), or refused(code, argument...) finished().
#         note: "", or ended-at-logout where the server ends a person's processes at logout
# Writes "plan": the eleven fields with the moment of the start, by this machine's clock, before
# files and bytes. Nothing of an earlier archive is touched; of dead runs only what is provably theirs.
# shellcheck disable=SC2154 # what is not set here is set by prelude.sh

umask 077
set -C

# What a dead run left, seen from under the lock.
remove_leftovers() {
    set +f
    set -- "$jobs"/*/plan
    set -f
    for left; do
        [ -f "$left" ] || continue
        left=${left%/plan}
        if [ -e "$left/zipfiles.tar" ] || [ -e "$left/tar" ] || [ -e "$left/manifest" ] || [ -e "$left/sources" ]; then
            nk_load "$left/plan" - unfinished
            ! nk_is_name "$unfinished" || nk_remove_unfinished "$left" "$unfinished"
        fi
    done
    # Younger ones may belong to somebody who is starting at this moment.
    find "$jobs" -maxdepth 1 -name 'new.*' -mmin +60 -exec rm -rf {} +
}

# Nobody else may enter it, whatever the folder around it gives to others. Where the owner is another at once,
# the file system knows who runs this by another name, and nothing here would be ours.
make_folder() { # name
    if ! mkdir -m 700 "$1" 2>/dev/null; then
        # By another name the tool is told from the place. Only what was made here is taken away again.
        if mkdir -m 700 "$1.$run" 2>/dev/null; then
            rm -rf "$1.$run"
        elif mkdir "$1.$run" 2>/dev/null; then
            rm -rf "$1.$run"
            nk_lack mkdir -m
        fi
        return 1
    fi
    if nk_look_at "./$1" && [ "$nk_its_owner" != "$nk_uid" ]; then
        rm -rf "$1"
        nk_refuse owners "$nk_at" "$nk_its_owner"
    fi
    nk_must_be_ours "$1" d
}

# The lock is a folder that appears with its owner inside: a rename, which cannot replace a folder
# that is not empty. Only a guard held by the kernel makes taking over a dead one safe.
take_lock() {
    guarded=no
    nk_guard "$jobs" && guarded=yes
    mkdir -m 700 "$jobs/lock.$run" && nk_write_owner "$jobs/lock.$run/owner" "$run" "$who"
    if [ "$guarded" = yes ] && [ -f "$jobs/lock/owner" ]; then
        nk_look_for_life "$jobs/lock/owner"
        if [ "$nk_life" = dead ]; then
            mv "$jobs/lock" "$jobs/lock.over.$run" && rm -rf "$jobs/lock.over.$run"
        fi
    fi
    mv -nT "$jobs/lock.$run" "$jobs/lock" 2>/dev/null
    taken=yes
    [ ! -d "$jobs/lock.$run" ] || taken=no # "mv -n" may call it a success that it moved nothing
    rm -rf "$jobs/lock.$run"
    exec 8>&-
    [ "$taken" = yes ]
}

refuse_path() { # path
    nk_let path "x$1"
    nk_refuse bad-path "$path"
}

# Where it lies is said as no tool takes it for an option or its input.
# shellcheck disable=SC2059 # the escapes are what printf is wanted for
write_file() { # doubtful, or nothing
    case /$path/ in */../* | */./* | *//*) refuse_path "$path" ;; esac
    case $source in
    '')
        from=$data/
        lies=./$path
        source=$path
        ;;
    /*)
        elsewhere=yes
        from=$root
        lies=$source
        ;;
    *) refuse_path "$source" ;;
    esac
    printf -- "$path\000" >&4 && printf -- "$path\000$size\000$mtime\000$about\000" >&6 &&
        printf '%s' "$from" >&7 && printf -- "$source\000sources/$path\000" >&7 || return
    for list in 3 5 9; do
        case $list$1 in 9) continue ;; esac
        case $lies in /*) printf '%s' "$root" >&"$list" || return ;; esac
        if [ "$list" = 3 ]; then
            printf -- "$lies\000$size\000$mtime\000" >&3 || return
        else
            printf -- "$lies\000" >&"$list" || return
        fi
    done
}

# The lists that archive-job.sh names.
write_lists() { # the eight fields of every file
    elsewhere=no
    position=0
    for field; do
        field=${field#x}
        position=$((position + 1))
        case $position in
        1) path=$field ;;
        2) size=$field ;;
        3) mtime=$field ;;
        4) about=$field ;;
        5 | 6) about=$about\\000$field ;;
        7) source=$field ;;
        8)
            write_file "$field" || return
            position=0
            ;;
        esac
    done 3>"$fresh/list.nul" 4>"$fresh/Include_zip_files" 5>"$fresh/sources.nul" 6>"$fresh/files.nul" \
        7>"$fresh/links.nul" 9>"$fresh/doubtful.nul" || return
    [ "$elsewhere" = yes ] || rm -f "$fresh/links.nul"
}

# What the job hands over to once the archive is there; handover-job.sh reads it.
# shellcheck disable=SC2059 # the escapes are what printf is wanted for
write_order() { # the six fields of a place
    nk_let place "$2"
    nk_is_name "$place" || nk_refuse bad-place "$place"
    nk_let folder "$5"
    if [ "$1" = xfolder ]; then
        folder=$root$folder
        nk_must_be_safe "$folder"
    fi
    printf -- "${1#x}\000${2#x}\000${3#x}\000${4#x}\000" >"$fresh/orders/$place" &&
        printf '%s\0' "$folder" >>"$fresh/orders/$place" &&
        printf -- "${6#x}\000" >>"$fresh/orders/$place" && printf '%s\0' "$who" >>"$fresh/orders/$place"
}

# Everything the job needs, written beside its place: a job folder is whole or not there.
# shellcheck disable=SC2059 # the escapes are what printf is wanted for
write_job() { # the input
    printf -- "${2#x}\000${3#x}\000${4#x}\000${5#x}\000${6#x}\000${7#x}\000${8#x}\000${9#x}\000${10#x}\000" >"$fresh/plan" &&
        printf -- "$nk_now\000${11#x}\000${12#x}\000" >>"$fresh/plan" &&
        printf '%s\0' "$data" "$name" "$run" >"$fresh/paths" && : >"$fresh/log" || return
    shift 14
    [ "$places" -eq 0 ] || mkdir -m 700 "$fresh/orders" || return
    left=$places
    while [ "$left" -gt 0 ]; do
        write_order "$1" "$2" "$3" "$4" "$5" "$6" || return
        shift 6
        left=$((left - 1))
    done
    printf -- "${1#x}" >"$fresh/handover.sh" && printf -- "${2#x}" >"$fresh/job.sh" || return
    shift 2
    write_lists "$@"
}

# The job itself knows what it needs.
check_job() {
    nk_lines=$(/bin/sh "$fresh/job.sh" "$fresh" check 2>>"$fresh/log" | nk_escape 1 0)
    nk_whole
    [ "$nk_lines" != "xchecked$nk_newline" ] || return
    [ -n "$nk_lines" ] || nk_refuse not-begun "$(nk_last_lines 5 "$fresh/log")"
    # shellcheck disable=SC2086 # split at newlines, with globbing off
    nk_record_escaped refused $nk_lines
    nk_record finished
    nk_finish
    exit
}

room_for_job() {
    nk_ask_free .
    [ "$nk_free" -lt 0 ] || [ "$nk_free" -ge "$needed" ] || nk_refuse full "$nk_free" "$needed"
}

# Longer than the job itself waits for the guard: what lives and has not begun yet may be slow.
await_job() {
    tries=0
    while [ "$tries" -lt 500 ]; do
        [ -f "$job/owner" ] && return 0
        if ! nk_process "$nk_launched" || [ "$nk_state" = Z ]; then break; fi
        sleep 0.05 2>/dev/null || sleep 1
        tries=$((tries + 1))
    done
    [ -f "$job/owner" ]
}

clean_up() {
    if [ -n "$locked" ]; then
        nk_guard "$jobs"
        nk_release "$jobs" "$run"
        exec 8>&-
    fi
    rm -rf "$fresh"
}

[ $# -ge 16 ] || nk_wrong 'the input lacks a field'
nk_let places "${14}"
case $places in [0-9] | [1-9][0-9]) ;; *) nk_wrong 'the number of places is none' ;; esac
left=$(($# - 16 - 6 * places))
if [ "$left" -lt 8 ] || [ "$((left % 8))" -ne 0 ]; then nk_wrong 'the input lacks a field'; fi
nk_let root "$1"
nk_let run "$2"
nk_let name "$3"
nk_let data "$8"
nk_let archive "$9"
nk_let who "${10}"
nk_let needed "${13}"
if ! nk_is_name "$run" || ! nk_is_name "$name"; then
    nk_refuse bad-name "$name"
fi
for folder in "$data" "$archive"; do
    case $root$folder in
    /*) [ -d "$root$folder/" ] && continue ;;
    esac
    nk_refuse no-folder "$folder"
done
data=$root$data
jobs=.nightkeep
job=$jobs/$run
fresh=$jobs/new.$run
nk_enter "$root$archive"
nk_here
nk_try_numbers
nk_ask_clock
nk_try_df
nk_try_flock
find / -prune -name / -mmin +60 >/dev/null 2>&1 || nk_lack find -mmin
sleep 0 2>/dev/null || nk_lack sleep
setsid /bin/sh -c : 2>/dev/null || nk_lack setsid
nk_has mkdir || nk_lack mkdir
room_for_job
[ -d "$jobs" ] || make_folder "$jobs"
nk_has_jobs || nk_refuse not-writable "$archive"
if [ -e "$job" ] || [ -e "$fresh" ]; then nk_refuse exists-run "$run"; fi
if ! make_folder "$fresh"; then
    [ ! -e "$fresh" ] || nk_refuse exists-run "$run"
    nk_refuse not-writable "$archive"
fi
locked=
trap clean_up EXIT
{ rm -f "$fresh/none" && rm -rf "$fresh/none"; } 2>/dev/null || nk_lack rm -rf
write_job "$@" 2>/dev/null || nk_refuse not-written "$archive"
nk_has_jobs || nk_refuse not-written "$archive" # with what was just written
check_job
if ! take_lock; then
    nk_load "$jobs/lock/owner" nk_owner nk_owner_who nk_owner_host - - - - nk_owner_since
    nk_refuse busy "$nk_owner_who" "$nk_owner_since" "$nk_owner_host" "$nk_owner"
fi
locked=yes
remove_leftovers
for taken in "$name.tar" "$name.tar.manifest"; do
    if [ -e "$taken" ] || [ -h "$taken" ]; then nk_refuse exists "$name"; fi
done
room_for_job
if ! mv -nT "$fresh" "$job" || [ -d "$fresh" ]; then nk_refuse exists-run "$run"; fi
nk_launch "$job/log" "$job/job.sh" "$job"
if [ -n "$nk_note" ]; then
    echo 'This server ends processes at logout (KillUserProcesses): the job may not survive it.' >>"$job/log"
fi
if ! await_job; then
    kill -s KILL -- "-$nk_launched" 2>/dev/null
    reason=$(nk_last_lines 5 "$job/log")
    rm -rf "$job"
    nk_refuse not-begun "$reason"
fi
locked= # the job's now
nk_load "$job/owner" - - - - - pid
nk_record started "$nk_now" "$pid" "$nk_note"
nk_record finished
nk_finish
