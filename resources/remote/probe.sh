#!/bin/sh
# SPDX-FileCopyrightText: 2026 Nightkeep authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What one server is and has, in a single call. Reads only; needs od, tr, sed, cat and date.
#
# Input, each field ended by NUL:
#   root          "" on a real server; the folder that stands for one in the demo
#   count         of tool names that follow
#   tool...       names to look for in PATH
#   folder...     absolute paths to look at, all that remain
# Answer (models/base/frame.h), program "probe":
#   OS        text of os-release, or of the older file that says what system it is
#   KERNEL    name and release
#   UPTIME    seconds, as /proc/uptime has them
#   MOUNTS    text of /proc/self/mounts
#   DF        text of `df -P -k` over local file systems only: a dead network mount cannot hang it
#   TOOL      name, path ("" where it is absent)
#   FOLDER    path, one of: dir other missing unreadable
#   DSMC      one of: absent (no storage manager client), no-timeout (not asked: it might hang), asked
#   FILESPACES  exit status, text of `dsmc query filespace`; only after DSMC asked
#   DOMAIN      exit status, text of `dsmc query options domain`; only after DSMC asked
#   CLOCK     seconds since the epoch when it began, and when it ended, offset of the time zone (+0100)
#
# With a root, these files stand in for what a folder cannot have; one that is absent says nothing:
#   $root/etc/os-release
#   $root/.nightkeep-demo/kernel            "Linux 2.6.18-92.el5"
#   $root/.nightkeep-demo/uptime            "86400.00"
#   $root/.nightkeep-demo/mounts            lines as in /proc/mounts, paths as the server has them
#   $root/.nightkeep-demo/df                text as `df -P -k` prints it, paths as the server has them
#   $root/.nightkeep-demo/dsmc-filespaces   text as `dsmc query filespace` prints it
#   $root/.nightkeep-demo/dsmc-domain       text as `dsmc query options domain` prints it
# Without both dsmc files the server has no client.

set -uf
LC_ALL=C
PATH="$PATH:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/opt/tivoli/tsm/client/ba/bin"
export LC_ALL PATH
nk_newline='
'
nk_began=$(date +%s)
nk_fields=2

nk_record() { # type field...
    printf 'R\0%s\0%s\0' "$1" "$(($# - 1))"
    nk_fields=$((nk_fields + 2 + $#))
    shift
    [ $# -eq 0 ] || printf '%s\0' "$@"
}

nk_has() { # tool
    command -v "$1" >/dev/null 2>&1
}

nk_limited() { # seconds command...
    nk_seconds=$1
    shift
    if nk_has timeout; then
        timeout "$nk_seconds" "$@"
    else
        "$@"
    fi
}

# Sets nk_text to what octal escapes stand for; the full stop saves newlines at the end.
nk_decode() { # text in which a backslash begins \ddd and a percent sign is itself
    nk_text=$1
    case $nk_text in
    *\\*)
        case $nk_text in *%*) nk_text=$(printf '%s\n' "$nk_text" | sed 's/%/%%/g') ;; esac
        # shellcheck disable=SC2059 # the escapes are what printf is wanted for
        nk_text=$(printf "$nk_text.")
        nk_text=${nk_text%.}
        ;;
    esac
}

nk_file() { # file: its text, or nothing
    [ -r "$1" ] && cat "$1" 2>/dev/null
}

# Whether a type of file system may wait for another machine.
nk_is_remote() { # type
    case $1 in
    nfs* | cifs | smb* | ncpfs | afs | 9p | ceph | gluster* | lustre | gpfs | davfs | coda | autofs | fuse | fuse.*) return 0 ;;
    *) return 1 ;;
    esac
}

# Whether a type of file system has no disk behind it and no files of anybody's.
nk_is_kernel() { # type
    case $1 in
    proc | sysfs | cgroup* | devpts | devtmpfs | mqueue | securityfs | debugfs | tracefs | pstore | bpf | configfs) return 0 ;;
    fusectl | hugetlbfs | binfmt_misc | rpc_pipefs | nfsd | nsfs | efivarfs | selinuxfs | usbfs | ramfs) return 0 ;;
    *) return 1 ;;
    esac
}

nk_disk_use() {
    printf '%s\n' "$nk_mounts" | {
        set --
        while read -r _ nk_target nk_type _; do
            if nk_is_remote "$nk_type" || nk_is_kernel "$nk_type"; then continue; fi
            nk_decode "$nk_target"
            set -- "$@" "$nk_text"
        done
        [ $# -eq 0 ] || nk_limited 10 df -P -k "$@" 2>/dev/null </dev/null
    }
}

# Prints the mount points, still escaped, that may wait for another machine.
nk_remote_mounts() {
    printf '%s\n' "$nk_mounts" | while read -r _ nk_target nk_type _; do
        if nk_is_remote "$nk_type"; then printf '%s\n' "$nk_target"; fi
    done
}

# A program of its own, so that it can be given a time limit. $1 is the path.
# shellcheck disable=SC2016 # expanded where it runs
nk_look='
if [ -d "$1" ]; then echo dir; exit; fi
if [ -e "$1" ]; then echo other; exit; fi
above=$1
while [ -n "$above" ]; do
    if [ -h "$above" ]; then echo unreadable; exit; fi
    above=${above%/*}
    if [ -d "${above:-/}" ]; then
        if [ -x "${above:-/}" ]; then echo missing; else echo unreadable; fi
        exit
    fi
done
echo missing'

nk_folder() { # path as the server has it
    nk_waits=no
    for nk_mount in $nk_waiting; do
        nk_decode "$nk_mount"
        case $1/ in "${nk_text%/}"/*) nk_waits=yes ;; esac
    done
    if [ "$nk_waits" = no ]; then
        # shellcheck disable=SC2030 # a subshell is wanted
        nk_found=$(
            set -- "$nk_root$1"
            eval "$nk_look"
        )
    elif nk_has timeout; then
        nk_found=$(timeout 5 /bin/sh -c "$nk_look" nightkeep "$nk_root$1" 2>/dev/null </dev/null)
    else
        nk_found=unreadable
    fi
    nk_record FOLDER "$1" "${nk_found:-unreadable}"
}

nk_tool() { # name
    case $1 in
    '' | -* | *[!A-Za-z0-9._+-]*) nk_record TOOL "$1" '' ;;
    *) nk_record TOOL "$1" "$(command -v "$1" 2>/dev/null)" ;;
    esac
}

nk_storage_manager() {
    if [ -n "$nk_root" ]; then
        nk_demo=$nk_root/.nightkeep-demo
        if [ -r "$nk_demo/dsmc-filespaces" ] || [ -r "$nk_demo/dsmc-domain" ]; then
            nk_record DSMC asked
            [ ! -r "$nk_demo/dsmc-filespaces" ] || nk_record FILESPACES 0 "$(cat "$nk_demo/dsmc-filespaces")"
            [ ! -r "$nk_demo/dsmc-domain" ] || nk_record DOMAIN 0 "$(cat "$nk_demo/dsmc-domain")"
        else
            nk_record DSMC absent
        fi
    elif ! nk_has dsmc; then
        nk_record DSMC absent
    elif ! nk_has timeout; then
        nk_record DSMC no-timeout
    else
        nk_record DSMC asked
        nk_said=$(timeout 10 dsmc query filespace -dateformat=3 -timeformat=1 2>&1 </dev/null)
        nk_record FILESPACES "$?" "$nk_said"
        nk_said=$(timeout 10 dsmc query options domain 2>&1 </dev/null)
        nk_record DOMAIN "$?" "$nk_said"
    fi
}

# The input becomes one line per field, each byte as \ddd and an x in front, for NUL is nothing that
# a shell variable can hold and a field may be empty or hold newlines.
nk_input=$(od -An -v -to1 | tr -d '\n' | tr ' ' '\134' | sed 's/\\000/\
/g' | sed 's/^/x/')
IFS=$nk_newline
# shellcheck disable=SC2086 # split at newlines, with globbing off
set -- $nk_input
if [ $# -lt 2 ]; then
    echo 'probe: the input lacks its root folder and its count' >&2
    exit 2
fi
nk_decode "${1#x}"
nk_root=$nk_text
nk_decode "${2#x}"
nk_tools=$nk_text
shift 2
case $nk_tools in
'' | *[!0-9]*)
    echo 'probe: the count of tools is not a number' >&2
    exit 2
    ;;
esac

if [ -z "$nk_root" ]; then
    nk_mounts=$(nk_file /proc/self/mounts || nk_file /etc/mtab)
    nk_kernel=$(uname -sr)
    nk_uptime=$(nk_file /proc/uptime)
    IFS=' '
    nk_df=$(nk_disk_use)
else
    nk_mounts=$(nk_file "$nk_root/.nightkeep-demo/mounts")
    nk_kernel=$(nk_file "$nk_root/.nightkeep-demo/kernel")
    nk_uptime=$(nk_file "$nk_root/.nightkeep-demo/uptime")
    nk_df=$(nk_file "$nk_root/.nightkeep-demo/df")
    IFS=' '
fi
nk_waiting=$(nk_remote_mounts)
IFS=$nk_newline

printf 'NIGHTKEEP/1\0probe\0'
nk_record OS "$(nk_file "$nk_root/etc/os-release" || nk_file "$nk_root/usr/lib/os-release" \
    || nk_file "$nk_root/etc/redhat-release" || nk_file "$nk_root/etc/SuSE-release")"
nk_record KERNEL "$nk_kernel"
nk_record UPTIME "$nk_uptime"
nk_record MOUNTS "$nk_mounts"
nk_record DF "$nk_df"
while [ $# -gt 0 ]; do
    nk_decode "${1#x}"
    shift
    if [ "$nk_tools" -gt 0 ]; then
        nk_tools=$((nk_tools - 1))
        nk_tool "$nk_text"
    else
        nk_folder "$nk_text"
    fi
done
nk_storage_manager
nk_record CLOCK "$nk_began" "$(date +%s)" "$(date +%z)"
printf 'END\0%s\0' "$nk_fields"
