#!/bin/sh
# SPDX-FileCopyrightText: 2026 Nightkeep authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Writes one member of a finished archive to a folder of this server, under its own last name and never in the place
# of another. The folder is entered as an archive folder is (trust.sh): nobody else can put a link into the way. What
# is there to be seen under the name has the size and the checksum of the manifest.
# Input:  root, archive folder, run, the member's name, its size, its SHA-256 ("": not known), folder (NUL after each).
# Answer: extracted(path, sha256 or "" where no tool can tell) finished(), or refused(code, argument...) finished().
# shellcheck disable=SC2154 # what is not set here is set by prelude.sh

umask 077
set -C

# The archive is file 3, for the folder is another by then; some shells keep such files to themselves.
from_tar() { # what to do, archive; the names come in
    tar "$1" --to-stdout --occurrence=1 --force-local --null --verbatim-files-from --no-recursion --files-from=- \
        --file="$2" 2>/dev/null 3<&3
}

is_there() { # path
    [ -e "$1" ] || [ -h "$1" ]
}

not_written() {
    nk_ask_free .
    if [ "$nk_free" -ge 0 ] && [ "$nk_free" -lt 65536 ]; then nk_refuse full "$nk_free" "$bytes"; fi
    nk_refuse not-written "$folder"
}

# Sets sum to what either tool says; the disk is asked, not the memory.
sum_up() { # file
    dd if="$1" iflag=nocache count=0 2>/dev/null
    sum=$(openssl dgst -sha256 -r <"$1" 2>/dev/null || sha256sum <"$1" 2>/dev/null)
    sum=${sum%% *}
    case $sum in *[!0-9a-f]*) sum= ;; esac
}

give_name() {
    # Where the file system knows no hard links, a rename that does not replace must do.
    ln -T "./$part" "./$last" 2>/dev/null && return
    ! is_there "./$last" || nk_refuse there "$folder/$last"
    mv -nT "./$part" "./$last" 2>/dev/null
    [ ! -e "./$part" ] || nk_refuse not-written "$folder"
}

[ $# -ge 7 ] || nk_wrong 'the input lacks a field'
nk_let root "$1"
nk_let archive "$2"
nk_let run "$3"
nk_let path "$4"
nk_let bytes "$5"
nk_let wanted "$6"
nk_let folder "$7"
nk_is_number "$bytes" || nk_wrong 'the size is no number'
last=${path##*/}
case $last in '' | . | ..) nk_wrong 'the member has no name of its own' ;; esac
nk_enter_finished "$root$archive" "$run"
tar=$name.tar
[ -f "./$tar" ] || nk_refuse not-finished "$name"
nk_is_ours "$tar" || nk_refuse_unsafe "$nk_why" "${nk_at%/}/$tar"
exec 3<"./$tar"
for what in --list --extract; do
    from_tar "$what" /dev/zero </dev/null || nk_lack tar '--to-stdout --occurrence --null --verbatim-files-from'
done
printf '%s\0' "$path" | from_tar --list /proc/self/fd/3 >/dev/null || nk_refuse no-member "$path"

nk_enter "$root$folder"
nk_try_numbers
! is_there "./$last" || nk_refuse there "$folder/$last"
nk_try_df
nk_ask_free .
if [ "$nk_free" -ge 0 ] && [ "$nk_free" -lt "$bytes" ]; then nk_refuse full "$nk_free" "$bytes"; fi
part=.nightkeep-$$.part
rm -f "./$part" 2>/dev/null || nk_lack rm -f
trap 'rm -f "./$part"' EXIT
trap 'exit 1' HUP INT TERM
printf '' 2>/dev/null >"./$part" || not_written
chmod 600 "./$part" 2>/dev/null || chmod go-w "./$part" 2>/dev/null || nk_lack chmod
printf '%s\0' "$path" | from_tar --extract /proc/self/fd/3 >|"./$part" || not_written
size=$(stat -c %s -- "./$part" 2>/dev/null)
nk_is_number "$size" || nk_lack stat -c
[ "$size" -eq "$bytes" ] || nk_refuse altered "$path"
sync "./$part" 2>/dev/null || sync 2>/dev/null || nk_lack sync
sum_up "./$part"
if [ -n "$wanted" ] && [ "$sum" != "$wanted" ]; then
    [ -n "$sum" ] || nk_lack sha256sum
    nk_refuse altered "$path"
fi
give_name
sync . 2>/dev/null || sync
nk_record extracted "${nk_at%/}/$last" "$sum"
nk_record finished
nk_finish
