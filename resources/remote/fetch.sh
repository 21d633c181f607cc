#!/bin/sh
# SPDX-FileCopyrightText: 2026 Nightkeep authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Gives one file out of a folder, and a proof that it came whole.
# Input: the root, the folder, the path below it, and the size and the time in seconds that it was listed with; no time:
# whatever it has.
# Answer: a frame with the file in its middle (models/courses/copystream.h):
#   file(bytes, mtime) bytes() and here so many bytes, which are no field; whole(SHA-256, empty where no tool can tell)
#   finished(), or refused(code) finished().
# What was changed while it was read gets no end: the program ends with status 4.
# Links on the way to the folder are followed, as they are an administrator's; none below it.
# shellcheck disable=SC2154 # what is not set here is set by prelude.sh
# shellcheck disable=SC2016 # what is quoted so is perl
# shellcheck disable=SC2094 # the file is read alone

# Sets said to the size and the time of the file, if it is one.
look() {
    said=$(find "./$name" -prune -type f -printf '%s %T@' 2>/dev/null)
    said=${said%%.*}
}

changed() {
    echo "$nk_program: the file was changed while it was read" >&2
    exit 4
}

is_sum() { # text
    case $1 in *[!0-9a-f]*) return 1 ;; esac
    [ ${#1} -eq 64 ]
}

# Sets sum by a tool that reads the file once more.
sum_up() {
    sum=$(sha256sum <"./$name" 2>/dev/null)
    sum=${sum%% *}
    is_sum "$sum" || sum=$(openssl dgst -sha256 <"./$name" 2>/dev/null)
    sum=${sum##* }
    is_sum "$sum" || sum=
}

# The bytes go to file 6; the checksum, if this perl knows how, is what it says.
give_by_perl() {
    perl -e 'use strict;
use Fcntl;
my ($name, $size, $mtime) = @ARGV;
sub changed { print STDERR "fetch: the file was changed while it was read\n"; exit 4 }
sub is_same { my @now = stat(FILE); return -f _ && $now[7] == $size && $now[9] == $mtime }
sysopen(FILE, $name, O_RDONLY | O_NONBLOCK | O_NOFOLLOW) or changed();
is_same() or changed();
open(OUT, ">&=6") or die;
binmode OUT;
my $sum = eval { require Digest::SHA; Digest::SHA->new(256) };
for (my $done = 0; $done < $size;) {
    my $got = sysread(FILE, my $piece, $size - $done < 65536 ? $size - $done : 65536);
    die "fetch: the file cannot be read: $!\n" unless defined $got;
    changed() unless $got;
    $done += $got;
    $sum->add($piece) if $sum;
    print OUT $piece or die;
}
close(OUT) or die;
is_same() or changed();
print $sum->hexdigest if $sum;' "./$name" "$bytes" "$mtime" 6>&6 # some shells keep such files to themselves
}

give_by_head() {
    {
        [ ! -e /proc/self/fd ] || nk_same_file "./$name" /proc/self/fd/3 || changed
        head -c "$bytes" <&3 || exit 3
    } 3<"./$name"
}

[ $# -eq 5 ] || nk_wrong 'the input is not five fields'
nk_let root "$1"
nk_let folder "$2"
nk_let path "$3"
nk_let bytes "$4"
nk_let mtime "$5"
for field in "$bytes" "${mtime:-0}"; do nk_is_number "$field" || nk_wrong 'size or time is no number'; done
case /$path/ in *//* | */../* | */./*) nk_wrong 'the path is none below a folder' ;; esac
find . -prune -type d -printf '' >/dev/null 2>&1 || nk_lack find -printf
cd "$root$folder/" 2>/dev/null || nk_refuse not-found
case $path in
*/*)
    # Where one arrives must be the very path: else a link was followed.
    before=$(pwd -P && echo x)
    cd "./${path%/*}" 2>/dev/null || nk_refuse not-found
    now=$(pwd -P && echo x)
    before=${before%"${nk_newline}x"}
    [ "$now" = "${before%/}/${path%/*}${nk_newline}x" ] || nk_refuse not-found
    ;;
esac
name=${path##*/}
look
[ -n "$said" ] || nk_refuse not-found
[ -n "$mtime" ] || mtime=${said##* }
[ "$said" = "$bytes $mtime" ] || nk_refuse changed
[ -r "./$name" ] || nk_refuse unreadable
unset PERL_UNICODE PERL5OPT # a file is bytes here, whatever this account thinks of text
reader=tool
if [ "$(perl -e 'print eval { require Fcntl; 1 } ? "runs" : ""' 2>/dev/null)" = runs ]; then
    reader=perl
elif [ "$(echo xy | head -c 1 2>/dev/null)" != x ]; then
    nk_lack head -c
fi
nk_record file "$bytes" "$mtime"
nk_record bytes
if [ "$reader" = perl ]; then
    exec 6>&1
    sum=$(give_by_perl) || exit $?
    exec 6>&-
else
    give_by_head || exit 3
    sum=
fi
is_sum "$sum" || sum_up
look
[ "$said" = "$bytes $mtime" ] || changed
nk_record whole "$sum"
nk_record finished
nk_finish
