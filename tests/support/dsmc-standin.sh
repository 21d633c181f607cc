#!/bin/sh
# SPDX-FileCopyrightText: 2026 Nightkeep authors
# SPDX-License-Identifier: GPL-3.0-or-later
# A stand-in for the storage manager's client, which cannot be installed for tests. It answers what
# Nightkeep asks, in layouts that the vendor documents or that such layouts suggest.
#
# What it answers is said by a file "dsmc.mode" beside it, or by DSMC_STANDIN in the environment:
#   replay FOLDER   the texts in FOLDER: filespace.txt, domain.txt, inclexcl.txt, mgmtclass.txt, preview.txt,
#                   backup.txt
#   prompt          asks for a password, on the terminal or on its standard input, and waits for ever
#   deaf            waits for ever, whatever signal but the last it is sent
#   empty           status 8 and ANS1092W: nothing found
#   error           status 12 and an error
#   archive END found|lost
#                   archives, lists and retrieves, with a file "dsmc.objects" beside it as its memory: an archive ends
#                   with that status, by a "signal", or in a "hang", and is listed then or not; "cut" retrieves a part
#                   alone and fails, "mute" lists nothing and calls that a success
# Without either: built-in answers of one client.
mode=${DSMC_STANDIN:-}
[ -n "$mode" ] || mode=$(cat "${0%/*}/dsmc.mode" 2>/dev/null)
banner() {
    cat <<'EOT'
IBM Tivoli Storage Manager
Command Line Backup-Archive Client Interface
  Client Version 6, Release 4, Level 1.0
  Client date/time: 2008-11-29 09:30:00

Node Name: STAND-IN
Session established with server TSM: Linux/x86_64
EOT
}
case $mode in
'replay '*)
    case "$*" in
    *filespace*) exec cat "${mode#replay }/filespace.txt" ;;
    *domain*) exec cat "${mode#replay }/domain.txt" ;;
    *inclexcl*) exec cat "${mode#replay }/inclexcl.txt" ;;
    *mgmtclass*) exec cat "${mode#replay }/mgmtclass.txt" ;;
    *preview*) exec cat "${mode#replay }/preview.txt" ;;
    'query backup'*) exec cat "${mode#replay }/backup.txt" ;;
    esac
    exit 12
    ;;
prompt)
    banner
    printf 'Please enter your user id <STAND-IN>: '
    # A client opens its terminal; where there is none it keeps waiting rather than give up.
    { read -r _ </dev/tty || read -r _ || true; } 2>/dev/null
    exec sleep 1000
    ;;
deaf)
    trap '' TERM INT HUP
    while :; do sleep 1; done
    ;;
empty)
    banner
    echo 'ANS1092W No files matching search criteria were found'
    exit 8
    ;;
error)
    banner
    echo 'ANS1017E Session rejected: TCP/IP connection failure.'
    exit 12
    ;;
'archive '*)
    objects=${0%/*}/dsmc.objects
    end=${mode#archive }
    end=${end%% *}
    for last; do :; done
    case "$1 ${2-}" in
    archive*)
        echo "$*" >>"$objects.asked"
        for word; do
            case $word in -description=*) description=${word#*=} ;; esac
        done
        case $mode in *found)
            cp "$last" "$objects.copy"
            echo "  $(wc -c <"$last")  B  2008-11-29 10:00:00    $last Never $description" >>"$objects"
            ;;
        esac
        case $end in
        signal) kill -9 $$ ;;
        hang) exec sleep 1000 ;;
        esac
        exit "$end"
        ;;
    'query archive')
        banner
        [ "$end" != mute ] || exit 0
        [ ! -s "$objects" ] || ! grep -F " $last " "$objects" || exit 0
        echo 'ANS1092W No files matching search criteria were found'
        exit 8
        ;;
    retrieve*)
        for word; do
            [ "$word" = "$last" ] || path=$word
        done
        if [ "$end" = cut ]; then
            head -c 100 "$objects.copy" >"$last/${path##*/}"
            echo 'ANS1017E Session rejected: TCP/IP connection failure.'
            exit 12
        fi
        exec cp "$objects.copy" "$last/${path##*/}"
        ;;
    esac
    ;;
esac
banner
case "$*" in
*filespace*)
    cat <<'EOT'
  #     Last Incr Date          Type    File Space Name
--------------------------------------------------------------------------------
  1     2008-11-28 22:00:11     EXT3    /
  2     2008-11-28 22:04:16     EXT3    /data
EOT
    ;;
*domain*)
    printf '            DOMAIN: / /data\n'
    ;;
*inclexcl*)
    cat <<'EOT'
*** FILE INCLUDE/EXCLUDE ***
Mode Function  Pattern (match from top down)  Source File
---- --------- ------------------------------ -----------------
No DFS include/exclude statements defined.
EOT
    ;;
*mgmtclass*)
    cat <<'EOT'
Default Mgmt Class Name   : STANDARD
MgmtClass Name            : STANDARD
Description               : Installed default management class.
EOT
    ;;
esac
