#!/bin/sh
# SPDX-FileCopyrightText: 2026 Nightkeep authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What one server is and has, in a single call. Reads only; refuses where od, awk, cat or date is lacking.
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
#   MOUNTS    text of /proc/self/mounts, or of /etc/mtab
#   MOUNTINFO text of /proc/self/mountinfo, which also tells bind mounts; absent where it cannot be read
#   DF        text of `df -P -k` over local file systems only: a dead network mount cannot hang it
#   LACKS     tool, what of it: something above is not known for want of it
#   TOOL      name, path ("" where it is absent)
#   FOLDER    path, one of: dir other missing unreadable
#   REAL      path, where it really is; only for a dir that is reached through a symbolic link
#   DSMC      one of: absent (no storage manager client), no-timeout (not asked: it might hang), asked
#   DSMFILE   one of: opt sys; file; its lines that say which server is used and what is backed up
#   FILESPACES, DOMAIN, INCLEXCL, MGMTCLASS
#             exit status, text of `dsmc query filespace`, `query options domain`, `query inclexcl` and
#             `query mgmtclass -detail`; only after DSMC asked. Status 124 or 137: no answer in time
#   CLOCK     seconds since the epoch when it began, and when it ended, offset of the time zone (+0100)
#
# With a root, these files stand in for what a folder cannot have; one that is absent says nothing:
#   $root/etc/os-release
#   $root/.nightkeep-demo/kernel            "Linux 2.6.18-92.el5"
#   $root/.nightkeep-demo/uptime            "86400.00"
#   $root/.nightkeep-demo/mounts            lines as in /proc/mounts, paths as the server has them
#   $root/.nightkeep-demo/mountinfo         lines as in /proc/self/mountinfo, likewise
#   $root/.nightkeep-demo/df                text as `df -P -k` prints it, paths as the server has them
#   $root/.nightkeep-demo/dsmc-filespaces   text as `dsmc query filespace` prints it
#   $root/.nightkeep-demo/dsmc-domain       text as `dsmc query options domain` prints it
#   $root/.nightkeep-demo/dsmc-inclexcl     text as `dsmc query inclexcl` prints it
#   $root/.nightkeep-demo/dsmc-mgmtclass    text as `dsmc query mgmtclass -detail` prints it
#   $root/.nightkeep-demo/dsm.opt, dsm.sys  the client's files
# Without the first two dsmc files the server has no client. Symbolic links below a root mean what they
# mean on the server: an absolute one begins at the root.
#
# Time: the storage manager's questions end 24 s after it began, and what hung once gets little more.
# shellcheck disable=SC2154 # what is not set here is set by prelude.sh

nk_ask_clock
nk_began=$nk_now
nk_limit=
if nk_can_limit; then nk_limit=yes; fi

nk_limited() { # seconds command...
    nk_seconds=$1
    shift
    if [ -n "$nk_limit" ]; then
        timeout "$nk_seconds" "$@"
    else
        "$@"
    fi
}

# Sets nk_said to the text of the first of these files that can be read. Small ones cost no process.
nk_small_file() { # file...
    nk_said=
    for nk_place; do
        if ! [ -f "$nk_place" ] || ! [ -r "$nk_place" ]; then continue; fi
        while IFS= read -r nk_line || [ -n "$nk_line" ]; do
            nk_said=$nk_said$nk_line$nk_newline
        done <"$nk_place"
        nk_said=${nk_said%"$nk_newline"}
        return
    done
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

# Sets nk_mounts, nk_kernel and nk_mountinfo. One process tells the first two, as Linux prints "Linux" on a line of
# its own; what it does not tell so is asked one by one. The mounts come last: a shell takes time by the square of
# what it cuts off a text's beginning.
nk_kernel_says() {
    nk_said=$(cat /proc/sys/kernel/ostype /proc/sys/kernel/osrelease /proc/self/mounts 2>/dev/null)
    case $nk_said in
    "Linux$nk_newline"*"$nk_newline"*)
        nk_said=${nk_said#*"$nk_newline"}
        nk_kernel="Linux ${nk_said%%"$nk_newline"*}"
        nk_mounts=${nk_said#*"$nk_newline"}
        nk_mountinfo=$(cat /proc/self/mountinfo 2>/dev/null)
        ;;
    *)
        cat /dev/null 2>/dev/null || nk_lack cat
        nk_mounts=$(cat /proc/self/mounts 2>/dev/null || cat /etc/mtab 2>/dev/null)
        nk_kernel=$(uname -sr 2>/dev/null) || nk_lack uname -sr
        nk_mountinfo=$(cat /proc/self/mountinfo 2>/dev/null)
        ;;
    esac
}

# Takes a line of the mounts apart.
nk_mount_line() { # device target type option...
    nk_target=${2:-}
    nk_type=${3:-}
}

# Adds to nk_df what df says of some hundred mount points, still escaped; nothing of them all once it did not answer
# in time. One with a newline in it is none that df could print.
nk_ask_df() { # escaped mount points, each with a newline
    [ -n "$1" ] && [ -z "$nk_df_hangs" ] || return 0
    nk_df_asked=yes
    nk_decode "$1"
    # shellcheck disable=SC2086 # split at newlines, with globbing off
    nk_said=$(nk_limited 10 df -P -k $nk_text 2>/dev/null </dev/null)
    [ $? -ne 124 ] || nk_df_hangs=yes
    nk_df=$nk_df${nk_df:+$nk_newline}$nk_said
}

# Sets nk_waiting to the mount points, still escaped, that may wait for another machine, and nk_df to
# what df says of the others. Both grow by the hundred: a shell copies what it adds to.
nk_look_at_mounts() {
    nk_waiting=
    nk_some_waiting=
    nk_some=
    nk_count=0
    nk_df=
    nk_df_hangs=
    nk_df_asked=
    for nk_line in $nk_mounts; do
        IFS=' '
        # shellcheck disable=SC2086 # split at spaces, with globbing off
        nk_mount_line $nk_line
        IFS=$nk_newline
        if nk_is_remote "$nk_type"; then
            nk_some_waiting=$nk_some_waiting$nk_target$nk_newline
        elif [ -z "$nk_root" ] && ! nk_is_kernel "$nk_type"; then
            case $nk_target in *\\012*) ;; *) nk_some=$nk_some$nk_target$nk_newline ;; esac
        fi
        nk_count=$((nk_count + 1))
        if [ "$nk_count" -eq 250 ]; then
            nk_count=0
            nk_waiting=$nk_waiting$nk_some_waiting
            nk_some_waiting=
            nk_ask_df "$nk_some"
            nk_some=
        fi
    done
    nk_waiting=$nk_waiting$nk_some_waiting
    nk_ask_df "$nk_some"
    if [ -n "$nk_root" ]; then
        nk_small_file "$nk_demo/df"
        nk_df=$nk_said
    elif [ -z "$nk_df" ] && [ -n "$nk_df_asked" ] && ! nk_limited 3 df -P -k / >/dev/null 2>&1 </dev/null; then
        nk_lacks_df=yes
    fi
}

# A program of its own, so that it can be given a time limit. $1 is the root, $2 the path. Prints the
# state and, for a folder behind a symbolic link, where it really is; an x guards newlines at the end.
# shellcheck disable=SC2016 # expanded where it runs
nk_look='
set -uf
real= rest=$2 links=0
while [ -n "$rest" ]; do
    part=${rest%%/*}
    case $rest in */*) rest=${rest#*/} ;; *) rest= ;; esac
    case $part in
    "" | .) continue ;;
    ..)
        real=${real%/*}
        continue
        ;;
    esac
    real=$real/$part
    if [ -h "$1$real" ]; then
        links=$((links + 1))
        if [ "$links" -le 40 ] && link=$(readlink "$1$real" 2>/dev/null && echo x); then
            link=${link%?x}
            real=${real%/*}
            case $link in /*) real= ;; esac
            rest=$link/$rest
        elif [ -n "$1" ]; then
            echo unreadablex
            exit
        elif link=$(cd -P "$real" 2>/dev/null && pwd -P && echo x); then
            real=${link%?x}
        fi
    fi
done
path=$2
[ -z "$1" ] || path=$1$real
if [ -d "$path" ]; then
    if [ "$links" -eq 0 ]; then echo dirx; else printf "dir\n%sx\n" "${real:-/}"; fi
    exit
fi
if [ -e "$path" ]; then echo otherx; exit; fi
if [ -h "$1$2" ]; then echo unreadablex; exit; fi
above=$path
while [ -n "$above" ]; do
    if [ -h "$above" ]; then echo unreadablex; exit; fi
    above=${above%/*}
    if [ -d "${above:-/}" ]; then
        if [ -x "${above:-/}" ]; then echo missingx; else echo unreadablex; fi
        exit
    fi
done
echo missingx'

# Sets nk_text to a path as the kernel escapes it in its tables.
nk_kernel_text() { # path
    nk_text=$1
    for nk_pair in '\134' ' 040' "${nk_tab}011"; do
        nk_put "${nk_pair%???}" "${nk_pair#?}"
    done
    nk_put "$nk_newline" 012
}

# Puts an escape for each of a character's in nk_text.
nk_put() { # character, its number
    case $nk_text in
    *"$1"*)
        nk_rest=$nk_text
        nk_text=
        while :; do
            case $nk_rest in
            *"$1"*)
                nk_text=$nk_text${nk_rest%%"$1"*}\\$2
                nk_rest=${nk_rest#*"$1"}
                ;;
            *) break ;;
            esac
        done
        nk_text=$nk_text$nk_rest
        ;;
    esac
}

# Whether a path lies in a mount that may wait for another machine.
nk_may_wait() { # path as the server has it
    nk_kernel_text "$1"
    for nk_mount in $nk_waiting; do
        nk_mount=${nk_mount%/} # not within the pattern, where bash matches nothing with an empty one
        case $nk_text/ in "$nk_mount"/*) return 0 ;; esac
    done
    return 1
}

# Whether a path goes through a symbolic link. What stands before the first link is safe to see where
# the path itself lies in no mount that may wait.
nk_has_link() { # path as the server has it
    nk_part=
    nk_rest=${1#/}
    while [ -n "$nk_rest" ]; do
        nk_part=$nk_part/${nk_rest%%/*}
        case $nk_rest in */*) nk_rest=${nk_rest#*/} ;; *) nk_rest='' ;; esac
        if [ -h "$nk_root$nk_part" ]; then return 0; fi
    done
    return 1
}

nk_folder() { # path as the server has it
    nk_guard=
    if nk_may_wait "$1"; then
        nk_guard=yes
    elif nk_has_link "$1"; then
        nk_guard=$nk_waiting # a link may lead into such a mount
    else
        # The common case needs no process.
        case $1/ in
        */../*) ;;
        *)
            if [ -d "$nk_root$1" ]; then
                nk_record FOLDER "$1" dir
                return
            fi
            ;;
        esac
    fi
    if [ -z "$nk_guard" ]; then
        # shellcheck disable=SC2030 # a subshell is wanted
        nk_found=$(
            set -- "$nk_root" "$1"
            eval "$nk_look"
        )
    elif [ -n "$nk_limit" ]; then
        nk_found=$(timeout "$nk_patience" /bin/sh -c "$nk_look" nightkeep "$nk_root" "$1" 2>/dev/null </dev/null)
        [ $? -ne 124 ] || nk_patience=1
    else
        nk_found=unreadablex
        nk_lacks_timeout=yes
    fi
    nk_found=${nk_found%x}
    nk_state=${nk_found%%"$nk_newline"*}
    nk_record FOLDER "$1" "${nk_state:-unreadable}"
    case $nk_found in dir"$nk_newline"*) nk_record REAL "$1" "${nk_found#dir"$nk_newline"}" ;; esac
}

# Walks PATH itself: a process for each tool would cost more than all the rest.
nk_tool() { # name
    nk_found=
    case $1 in
    '' | -* | *[!A-Za-z0-9._+-]*) ;;
    *)
        IFS=:
        for nk_place in $PATH; do
            if [ -f "${nk_place:-.}/$1" ] && [ -x "${nk_place:-.}/$1" ]; then
                nk_found=${nk_place:-.}/$1
                break
            fi
        done
        IFS=$nk_newline
        ;;
    esac
    nk_record TOOL "$1" "$nk_found"
}

# The lines of the client's files that say what is backed up, and no others: a file may hold secrets. An
# option is known by its shortest form.
nk_client_file() { # opt|sys file
    { [ -f "$2" ] && [ -r "$2" ]; } || return 0
    # shellcheck disable=SC2016 # $0 is a line of awk's
    if nk_said=$(nk_limited 3 awk 'tolower($0) ~ /^[ \t]*(se|defaults|dom|virtualm)/' "$2" 2>/dev/null </dev/null); then
        nk_record DSMFILE "$1" "$2" "$nk_said"
    fi
}

nk_client_files() {
    nk_options=${DSM_CONFIG:-}
    nk_system=${DSM_DIR:+$DSM_DIR/dsm.sys}
    for nk_place in /opt/tivoli/tsm/client/ba/bin /usr/tivoli/tsm/client/ba/bin64 /usr/tivoli/tsm/client/ba/bin; do
        [ -n "$nk_options" ] || [ ! -r "$nk_place/dsm.opt" ] || nk_options=$nk_place/dsm.opt
        [ -n "$nk_system" ] || [ ! -r "$nk_place/dsm.sys" ] || nk_system=$nk_place/dsm.sys
    done
    [ -z "$nk_options" ] || nk_client_file opt "$nk_options"
    [ -z "$nk_system" ] || nk_client_file sys "$nk_system"
}

nk_ask() { # record seconds question...
    nk_type=$1
    nk_allowed=$2
    shift 2
    nk_left=$((nk_began + 24 - $(date +%s)))
    [ "$nk_left" -ge "$nk_allowed" ] || nk_allowed=$nk_left
    [ -z "$nk_hung" ] || [ "$nk_allowed" -le 2 ] || nk_allowed=2
    if [ "$nk_allowed" -lt 1 ]; then
        nk_record "$nk_type" 124 ''
        return
    fi
    # shellcheck disable=SC2086 # an option in two words, or nothing
    nk_said=$(timeout $nk_kill "$nk_allowed" dsmc "$@" 2>&1 </dev/null)
    nk_status=$?
    case $nk_status in 124 | 137) nk_hung=yes ;; esac
    nk_record "$nk_type" "$nk_status" "$nk_said"
}

nk_demo_answer() { # record file
    { [ -f "$nk_demo/$2" ] && [ -r "$nk_demo/$2" ]; } || return 0
    case $2 in
    dsmc-inclexcl) nk_said=$(cat "$nk_demo/$2") ;; # it may have thousands of lines
    *) nk_small_file "$nk_demo/$2" ;;
    esac
    nk_record "$1" 0 "$nk_said"
}

nk_storage_manager() {
    if [ -n "$nk_root" ]; then
        if [ -r "$nk_demo/dsmc-filespaces" ] || [ -r "$nk_demo/dsmc-domain" ]; then
            nk_record DSMC asked
            nk_client_file opt "$nk_demo/dsm.opt"
            nk_client_file sys "$nk_demo/dsm.sys"
            nk_demo_answer FILESPACES dsmc-filespaces
            nk_demo_answer DOMAIN dsmc-domain
            nk_demo_answer INCLEXCL dsmc-inclexcl
            nk_demo_answer MGMTCLASS dsmc-mgmtclass
        else
            nk_record DSMC absent
        fi
    elif ! nk_has dsmc; then
        nk_record DSMC absent
    elif [ -z "$nk_limit" ]; then
        nk_record DSMC no-timeout
    else
        nk_record DSMC asked
        nk_client_files
        nk_hung=
        nk_kill=
        # A client that catches the first signal is ended by the second, where timeout can send one.
        timeout -k 1 1 /bin/sh -c : 2>/dev/null
        case $? in 0 | 124 | 137 | 143) nk_kill=-k${nk_newline}1 ;; esac # that it ended it tells so too
        nk_ask FILESPACES 10 query filespace -dateformat=3 -timeformat=1
        nk_ask DOMAIN 8 query options domain
        nk_ask INCLEXCL 8 query inclexcl
        nk_ask MGMTCLASS 8 query mgmtclass -detail
    fi
}

if [ $# -lt 2 ]; then
    nk_wrong 'the input lacks its root folder and its count'
fi
nk_let nk_root "$1"
nk_let nk_tools "$2"
shift 2
nk_is_number "$nk_tools" || nk_wrong 'the count of tools is not a number'

nk_demo=$nk_root/.nightkeep-demo
nk_tab=$(printf '\t')
if [ -n "$nk_root" ]; then
    cat /dev/null 2>/dev/null || nk_lack cat
    nk_mounts=$([ ! -f "$nk_demo/mounts" ] || cat "$nk_demo/mounts" 2>/dev/null) # thousands of lines, it may be
    nk_mountinfo=$([ ! -f "$nk_demo/mountinfo" ] || cat "$nk_demo/mountinfo" 2>/dev/null)
    nk_small_file "$nk_demo/kernel"
    nk_kernel=$nk_said
    nk_small_file "$nk_demo/uptime"
else
    nk_kernel_says
    nk_small_file /proc/uptime
fi
nk_uptime=$nk_said
nk_lacks_df=
nk_lacks_timeout=
nk_look_at_mounts
nk_patience=5

nk_small_file "$nk_root/etc/os-release" "$nk_root/usr/lib/os-release" "$nk_root/etc/redhat-release" \
    "$nk_root/etc/SuSE-release"
nk_record OS "$nk_said"
nk_record KERNEL "$nk_kernel"
nk_record UPTIME "$nk_uptime"
nk_record MOUNTS "$nk_mounts"
[ -z "$nk_mountinfo" ] || nk_record MOUNTINFO "$nk_mountinfo"
[ -n "$nk_lacks_df" ] || nk_record DF "$nk_df"
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
[ -z "$nk_lacks_df" ] || nk_record LACKS df '-P -k'
[ -z "$nk_lacks_timeout" ] || nk_record LACKS timeout ''
nk_ended=$(date '+%s %z' 2>/dev/null)
nk_is_number "${nk_ended% *}" || nk_lack date '+%s %z'
nk_record CLOCK "$nk_began" "${nk_ended% *}" "${nk_ended#* }"
nk_finish
