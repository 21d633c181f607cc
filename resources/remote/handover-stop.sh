#!/bin/sh
# SPDX-FileCopyrightText: 2026 Nightkeep authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Stops a hand-over and removes what it half made at its place. What is there for certain is never touched.
# Input:  root, archive folder, run, place, who (NUL after each).
# Answer: result(stopped|done) finished(), or refused(code, argument...) finished().
# shellcheck disable=SC2034 # what is unused here is used by endjob.sh
# shellcheck disable=SC2154 # what is not set here is set by prelude.sh and nk_load

umask 077
set -C

[ $# -ge 5 ] || nk_wrong 'the input lacks a field'
nk_let root "$1"
nk_let archive "$2"
nk_let run "$3"
nk_let place "$4"
nk_let who "$5"
nk_is_name "$place" || nk_refuse bad-place "$place"
nk_enter_run "$root$archive" "$run"
nk_here
nk_ask_clock
sleep 0 2>/dev/null || nk_lack sleep
dir=$job/places/$place
[ -f "$dir/order" ] || nk_refuse no-hand-over "$place"
{ rm -f "$dir/stopped.new" && rm -rf "$dir/stopped.new"; } 2>/dev/null || nk_lack rm -rf
if [ -e "$dir/done" ]; then
    nk_record result 'done'
    nk_record finished
    nk_finish
    exit
fi
# The mark comes first: the job looks for it at each step.
if ! { printf '%s\0' "$who" "$nk_now" >"$dir/stopped.new"; } 2>/dev/null; then
    nk_refuse not-writable "$archive"
fi
mv -f "$dir/stopped.new" "$dir/stopped" 2>/dev/null || nk_lack mv -f
nk_mark=.nightkeep/$run/
nk_other_mark=$name.tar
nk_ended=yes
nk_end_job "$dir/owner" || nk_ended=no
if [ "$nk_ended" = no ]; then
    [ -e "$dir/done" ] || rm -f "$dir/stopped"
    nk_refuse "$nk_why" "$nk_what"
fi
if [ -e "$dir/done" ]; then
    rm -f "$dir/stopped"
    nk_record result 'done'
else
    script=$dir/handover.sh
    [ -f "$script" ] || script=$job/handover.sh
    /bin/sh "$script" "$job" "$place" "$dir" clean >>"$dir/log" 2>&1 </dev/null
    echo "$(date '+%F %T') stopped" >>"$dir/log"
    nk_record result stopped
fi
nk_record finished
nk_finish
