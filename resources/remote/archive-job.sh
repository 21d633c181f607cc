#!/bin/sh
# SPDX-FileCopyrightText: 2026 Nightkeep authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The detached job that makes one term archive. archive-start.sh puts it into the job's folder and
# launches it from the archive folder, which it never leaves: sh .nightkeep/RUN/job.sh .nightkeep/RUN. It
# belongs to nobody's login: its truth is what it leaves in files, and archive-status.sh derives the state
# from those alone.
#
#   paths              NUL-separated: data folder (as this machine sees it), name, run
#   plan               the run's twelve fields, as archive-start.sh describes them
#   Include_zip_files  the members' names, NUL-separated, as all of these lists are
#   sources.nul        where each lies: "./" and its way below the data folder, or an absolute path
#   list.nul           the same with size and mtime, as planned
#   files.nul          name, size, mtime, course, made inside, short name of each: what the manifest says
#   doubtful.nul       where those lie that the plan took although they may not close
#   links.nul          where each lies, absolutely, and a link to it below "sources"; only where some lie elsewhere
#   owner              who runs: run, who, host, pid namespace, boot id, pid, its start time, epoch
#   state              append-only lines: epoch, step
#   room               a few blocks kept free, so that even a full disk can be told of
#   sums               what openssl or sha256sum says of the sources
#   failure            NUL-separated: code, argument, step
#   cancelled          a person stopped it
#   zipfiles.tar       what will be NAME.tar, and "manifest" what will be NAME.tar.manifest
#   orders, handover.sh  to whom the finished archive is handed over, and the program that does it (handover-job.sh)
#
# The order is what keeps earlier archives safe: everything is made in the job's folder, and a name in the
# archive folder is given (by a hard link, which never replaces and follows nothing) only to what was
# compared and hashed. Whatever becomes of a hand-over, the archive is complete before, and the lock given back.
#
# "job.sh JOBFOLDER check" tries every tool with every option that the job will use, holds the files against
# the list and says (NUL after each) "checked", or the code and arguments of a refusal.
#
# For tests only: a file "failpoint" beside the job folders, of lines "point:kill", "point:fail" or
# "point:stop", makes the job die, fail or halt at that point. "job.sh --points" prints all points.
# shellcheck disable=SC2154 # what is not set here is set by prelude.sh
# shellcheck disable=SC2034 # and what is unused here is used there

umask 077
set -C
trap '' HUP

points='launched listing checking packing packed syncing comparing summing hashing finishing linked published released'
if [ "$1" = --points ]; then
    printf '%s\n' "$points"
    exit 0
fi

# To the one who asked for the check, or to the log.
nk_refuse() { # code argument...
    printf '%s\0' "$@"
    exit 1
}

say() { # for the log
    echo "$(date '+%F %T') $1" >>"$job/log"
}

disk_full() {
    awk '/No space left on device|Disk quota exceeded/ { found = 1 } END { exit !found }' "$job/log" && return
    nk_ask_free .
    [ "$nk_free" -ge 0 ] && [ "$nk_free" -lt 65536 ]
}

fail_with() {
    code=$1
    argument=$2
    # Looked at before anything is removed, for removing makes room.
    case $code in changed | missing | unclosed) ;; *) ! disk_full || code=full ;; esac
    nk_remove_unfinished "$job" "$name"
    rm -f "$job/room" "$job/failure.new"
    printf '%s\0' "$code" "$argument" "$step" >"$job/failure.new"
    mv -f "$job/failure.new" "$job/failure"
    say "failed while $step: $code"
    nk_release "$jobs" "$run"
    end_summing
    exit 1
}

point() {
    [ -f "$jobs/failpoint" ] || return 0
    while IFS= read -r line; do
        case $line in
        "$1:kill") kill -9 $$ ;;
        "$1:stop") kill -STOP $$ ;;
        "$1:fail") fail_with failpoint "$1" ;;
        esac
    done <"$jobs/failpoint"
}

write_owner() { # file
    nk_write_owner "$1.new.$$" "$run" "$who" && mv -f "$1.new.$$" "$1"
}

# Between the launch and here the lock is held in the name of the program that launched us. If that
# died, another start may have taken the lock over; the guard orders the two.
claim_lock() {
    nk_load "$job/plan" - - - - - - - - who
    nk_guard "$jobs"
    nk_holds "$jobs" "$run" && write_owner "$jobs/lock/owner" && write_owner "$job/owner"
    claimed=$?
    exec 8>&-
    return "$claimed"
}

sync_file() {
    sync "$1" 2>/dev/null || sync
}

begin() {
    step=$1
    [ ! -e "$job/cancelled" ] || exit 1
    echo "$(date +%s) $step" >>"$job/state" || fail_with state "$job/state"
    sync_file "$job/state"
    say "$step"
    point "$step"
}

# In the background, so that archive-status.sh can see how far it has read.
run_tool() {
    "$@" &
    echo "$!" >|"$job/child"
    wait "$!"
}

# These two take the place of their process. The list is standard input: a name would be looked for in the folder.
# Of two names of one file, each is a member that is whole.
pack() { # archive, folder, list
    exec tar --create --file="$1" --force-local --format=gnu -b 2048 --no-recursion --hard-dereference \
        ${follows:+"$follows"} -C "$2" --null --verbatim-files-from --files-from=- <"$3"
}

compare() { # archive, folder
    exec tar --compare --file="$1" --force-local -b 2048 ${follows:+"$follows"} -C "$2"
}

# What lies elsewhere has another name there: tar is given a folder of links, and follows them. Each folder has a mode
# of its own, for a default access list makes the umask void.
link_sources() {
    [ -f "$job/links.nul" ] || return 0
    mkdir -m 700 "$job/sources" || return
    nk_lines=$(nk_escape 1 0 <"$job/Include_zip_files")
    nk_whole
    nk_lines=$(printf '%s' "$nk_lines" | awk '{
        rest = substr($0, 2)
        way = ""
        while ((slash = index(rest, "/")) > 0) {
            way = way substr(rest, 1, slash)
            rest = substr(rest, slash + 1)
            if (!(way in known)) print "x" way
            known[way] = 1
        }
    }')
    # shellcheck disable=SC2059 # the escapes are what printf is wanted for
    (
        cd "$job" || exit
        if [ -n "$nk_lines" ]; then
            for folder in $nk_lines; do printf -- "sources/${folder#x}\000"; done | xargs -0 mkdir -m 700 -- || exit
        fi
        xargs -0 -n 2 ln -sT -- <links.nul
    ) 2>>"$job/log"
}

# Size and time of every file of the list must be what the plan saw. Sets path to the first that differs.
verify_list() {
    nk_lines=$( (cd "$data" && xargs -0 stat --printf='%n\0%s\0%Y\0' --) <"$job/sources.nul" 2>>"$job/log" | nk_escape 1 0)
    nk_whole
    seen=$nk_lines
    nk_lines=$(nk_escape 1 0 <"$job/list.nul")
    nk_whole
    [ "$nk_count" -gt 0 ] && [ "$seen" = "$nk_lines" ] && return 0
    nk_let path "$(printf '%s\n%s' "$nk_lines" "$seen" | awk '
        $0 == "" { isSeen = 1; next }
        !isSeen { planned[++all] = $0; next }
        planned[++same] != $0 { same--; exit }
        END { print planned[int(same / 3) * 3 + 1] }')"
    lies=$path
    case $path in
    ./*)
        path=${path#./}
        lies=$data/$path
        ;;
    esac
    [ -e "$lies" ] || return 2
    return 1
}

checked_list() {
    verify_list
    case $? in
    1) fail_with changed "$path" ;;
    2) fail_with missing "$path" ;;
    esac
}

# Says (NUL after each) "looked" and, if there is one, where a file lies that does not close and was not known as such.
look_into_files() {
    unset PERL_UNICODE PERL5OPT # a file is bytes here, whatever this account thinks of text
    perl -e "$nk_zip_reader"'
my ($data, $list) = @ARGV;
undef $/;
binmode STDIN;
my @file = split /\0/, <STDIN>;
open(LIST, "<", $list) or die "doubtful.nul: $!";
binmode LIST;
my %doubtful = map { $_ => 1 } split /\0/, <LIST>;
chdir($data) or die "$data: $!";
my @bad;
for my $file (@file) {
    my ($wrong, $why, $size) = take_up($file);
    next if $wrong eq "unreadable"; # tar says that better
    # A later Moodle packs by tar and gzip, too; that tells its end only to who reads all of it. In its pool a file has
    # no name that says what it is.
    next if !$wrong && $file !~ /\.zip\z/i && at(0, 2) eq "\x1f\x8b";
    ($wrong) = directory($size) unless $wrong;
    next unless $wrong;
    push @bad, $file unless $doubtful{$file};
    (my $shown = $file) =~ s/[^ -~]/?/g;
    print STDERR "$shown does not close properly ($wrong)", $doubtful{$file} ? ", as the plan has it\n" : "\n";
}
print "looked\0";
print "$bad[0]\0" if @bad;' "$data" "$job/doubtful.nul" <"$job/sources.nul" 2>>"$job/log"
}

# Without perl nobody can tell; that is no reason to make no archive.
check_files() {
    nk_lines=$(look_into_files | nk_escape 1 2)
    nk_whole
    # shellcheck disable=SC2086 # split at newlines, with globbing off
    set -- $nk_lines
    if [ "${1-}" != xlooked ]; then
        say 'whether each file closes properly was not looked at: there is no perl that can'
    elif [ $# -gt 1 ]; then
        nk_let path "$2"
        fail_with unclosed "${path#./}"
    fi
}

# Beside the disk that writes and tar that compares, for here are mostly two processors.
begin_summing() {
    has_openssl=no
    case $(openssl dgst -sha256 -r /dev/null 2>/dev/null) in [0-9a-f][0-9a-f]*) has_openssl=yes ;; esac
    (
        cd "$data" || exit
        if [ "$has_openssl" = yes ]; then exec xargs -0 openssl dgst -sha256 -r; fi
        exec xargs -0 sha256sum
    ) <"$job/sources.nul" >|"$job/sums" 2>>"$job/log" &
    summing=$!
}

# Only its own group: a job that leads none was started by hand.
end_summing() {
    [ -n "$summing" ] || return 0
    trap '' TERM
    if nk_process $$ && [ "$nk_leader" = "$$" ]; then kill -s TERM -- "-$$" 2>/dev/null; fi
}

# Sets hashes to a line for each source. A name of several lines is so here too, unless a backslash in front says that
# it was written in one: how many there are is known from the list, and is believed of nothing else.
read_sums() {
    wait "$summing"
    summing=
    nk_lines=$(nk_escape 1 0 <"$job/sources.nul")
    nk_whole
    hashes=$(printf '%s' "$nk_lines" | awk '
        NR == FNR { more[NR] = gsub(/\\012/, ""); next }
        left > 0 { left--; next }
        {
            quoted = substr($0, 1, 1) == "\\"
            hash = substr($0, 1 + quoted, 64)
            if (length(hash) != 64 || hash ~ /[^0-9a-f]/ || substr($0, 65 + quoted, 1) != " ") exit
            print hash
            file++
            left = quoted ? 0 : more[file]
        }' - "$job/sums")
    # shellcheck disable=SC2086 # split at newlines, with globbing off
    set -- $hashes
    [ $# -eq "$nk_count" ]
}

read_hash() {
    IFS=' ' read -r hash nk_said <"$job/hash"
    case $hash in '' | *[!0-9a-f]*) return 1 ;; esac
}

# Sets hash to what either tool says.
hash_file() {
    # The disk is asked, not the memory: the pages just written are dropped first.
    dd if="$1" iflag=nocache count=0 2>/dev/null
    run_tool openssl dgst -sha256 -r "$1" >|"$job/hash" 2>>"$job/log" && read_hash && return
    run_tool sha256sum "$1" >|"$job/hash" 2>>"$job/log" && read_hash
}

# A frame of its own. What arrived in the file is counted: the disk may have been full for a moment.
write_manifest() {
    nk_ask_clock
    nk_program=archive-manifest
    nk_fields=0
    nk_lines=$(nk_escape 1 0 <"$job/plan")
    nk_whole
    # shellcheck disable=SC2086 # split at newlines, with globbing off
    set -- $nk_lines
    {
        nk_record_escaped run "$@"
        nk_record tar "$(stat -c %s -- "$job/zipfiles.tar")" "$hash" "$nk_now"
        nk_lines=$(nk_escape 6 0 <"$job/files.nul")
        nk_whole
        # The hash is the fourth field.
        nk_lines=$(printf '%s\n' "$hashes" "$nk_lines" | awk '
            !/^x/ { hash[++hashes] = $0; next }
            {
                at = 0
                for (field = 0; field < 3; field++) at += index(substr($0, at + 1), "\\000") + 3
                print substr($0, 1, at) hash[++file] "\\000" substr($0, at + 1)
            }')
        # shellcheck disable=SC2059 # the escapes are what printf is wanted for
        for line in $nk_lines; do printf "R\000file\0007\000${line#x}\000"; done
        nk_fields=$((nk_fields + nk_count * 10 / 6))
        nk_finish
    } >"$job/manifest" || return 1
    nk_lines=$(nk_escape 60 0 <"$job/manifest")
    nk_whole
    [ "$nk_count" -eq "$((nk_fields + 2))" ] || return 1
    sync_file "$job/manifest"
}

is_there() { # path
    [ -e "$1" ] || [ -h "$1" ]
}

# A default access list makes the umask void. A file system without modes takes what changes nothing.
close_to_others() { # files
    chmod 600 "$@" 2>/dev/null || chmod go-w "$@" 2>>"$job/log"
}

publish() {
    close_to_others "$job/zipfiles.tar" "$job/manifest" || fail_with manifest "$name"
    ! is_there "$name.tar.manifest" || fail_with exists "$name"
    # Where the file system knows no hard links, a rename that does not replace must do. Without -T both
    # would put the file into a folder that somebody has made, or linked, under its name.
    if ! ln -T "$job/zipfiles.tar" "$name.tar" 2>>"$job/log"; then
        ! is_there "$name.tar" || fail_with exists "$name"
        mv -nT "$job/zipfiles.tar" "$name.tar" 2>>"$job/log"
        [ ! -e "$job/zipfiles.tar" ] || fail_with exists "$name"
    fi
    point linked
    # "mv -n" may call it a success that it moved nothing.
    mv -nT "$job/manifest" "$name.tar.manifest" 2>>"$job/log"
    [ ! -e "$job/manifest" ] || fail_with manifest "$name"
    sync_file .
    point published
    rm -f "$job/zipfiles.tar"
    rm -rf "$job/sources"
}

# One after the other, each in a session of its own: it goes on if this job is killed, and what ends it ends nothing else.
hand_over() {
    set +f
    set -- "$job"/orders/*
    set -f
    for order; do
        [ -f "$order" ] || continue
        say "handing over to ${order##*/}"
        setsid /bin/sh "$job/handover.sh" "$job" "${order##*/}" </dev/null >>"$job/log" 2>&1
    done
}

try_tools() {
    nk_ask_clock
    nk_try_df
    stat --printf=x / >/dev/null 2>&1 || nk_lack stat --printf
    nk_is_number "$(stat -c %s -- / 2>/dev/null)" || nk_lack stat -c
    [ "$(printf '/\0' | xargs -0 stat --printf=x -- 2>/dev/null)" = x ] || nk_lack xargs -0
    dd if=/dev/zero of="$job/try" bs=1 count=1 2>/dev/null || nk_lack dd 'if= of= bs= count='
    mv -nT "$job/try" "$job/tried" 2>/dev/null || nk_lack mv -nT
    mv -f "$job/tried" "$job/try" 2>/dev/null || nk_lack mv -f
    printf 'paths\0' >|"$job/try"
    (pack - "$job" "$job/try") 2>>"$job/log" | (compare - "$job") >>"$job/log" 2>&1 ||
        nk_lack tar '--null --verbatim-files-from --format --force-local --compare'
    sync_file "$job/try" 2>/dev/null || nk_lack sync
    close_to_others "$job/try" || nk_lack chmod
    rm -f "$job/try" 2>/dev/null || nk_lack rm -f
    if [ -f "$job/links.nul" ]; then
        printf 'none\0try\0' | (cd "$job" && xargs -0 -n 2 ln -sT --) 2>/dev/null || nk_lack ln -sT
        rm -f "$job/try"
    fi
    hash_file /dev/null || nk_lack sha256sum
}

check() {
    try_tools
    verify_list
    case $? in
    1) nk_refuse stale "$path" changed ;;
    2) nk_refuse stale "$path" missing ;;
    esac
    printf 'checked\0'
    exit
}

job=$1
jobs=${job%/*}
nk_load "$job/paths" data name run
nk_here
summing=
folder=$data
follows=
if [ -f "$job/links.nul" ]; then
    folder=$job/sources
    follows=--dereference
fi
[ "${2-}" != check ] || check
step=queued
point launched
claim_lock || exit 1

begin listing
if ! nk_said=$(dd if=/dev/zero of="$job/room" bs=16384 count=1 2>&1); then
    echo "$nk_said" >>"$job/log"
    fail_with list "$job"
fi
checked_list
link_sources || fail_with list "$job"

begin checking
check_files

begin packing
run_tool pack "$job/zipfiles.tar" "$folder" "$job/Include_zip_files" >>"$job/log" 2>&1 || fail_with tar "$?"
point packed

begin syncing
checked_list # a pipe in a file's place would be waited for by what reads it now
begin_summing
sync "$job/zipfiles.tar" 2>>"$job/log" || sync || fail_with sync "$name"

begin comparing
run_tool compare "$job/zipfiles.tar" "$folder" >>"$job/log" 2>&1 || fail_with compare "$?"

begin summing
read_sums
summed=$?
checked_list
[ "$summed" -eq 0 ] || fail_with sum "$name"

begin hashing
hash_file "$job/zipfiles.tar" || fail_with hash "$name"

begin finishing
write_manifest || fail_with manifest "$name"
publish
say 'done'
rm -f "$job/room"
nk_release "$jobs" "$run"
point released
hand_over
