#!/bin/sh
# SPDX-FileCopyrightText: 2026 Nightkeep authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Lists the zips below a site's data folder and, where that is asked for, looks whether they are sound.
# Input:  root, data folder, archive folder, which zips to look at, a moment, how far, the date and the time at the
#         end of a name as a pattern (NUL after each).
#         which: none; newest (of each course, down to the first sound one); since (the moment, epoch);
#         shared (all, for the folder is one for all courses)
#         how far: closed (bounded parts alone), through (every byte)
# Answer: now(epoch) { zip(bytes, mtime, path)
#                      check(level, fault, of what, course inside, date inside, its short name where known)? }*
#         problem(text)* free(bytes, -1 unknown) finished().
#         LACKS(tool) where nothing can be looked at; then there is no check.
#         refused(code, argument...) in place of all but "finished" where it cannot be listed.
#         level and fault: the words of models/zips/zipcheck.h
# shellcheck disable=SC2154 # what is not set here is set by prelude.sh
# shellcheck disable=SC2016 # what is quoted so is perl

# What cannot be looked into follows the zips as records of the same stream.
list() {
    problems=$(find . -type f -name '*.[zZ][iI][pP]' -printf 'R\0zip\0003\0%s\0%T@\0%P\0' 2>&1 >&5 5>&-)
    status=$?
    if [ "$status" -ne 0 ] && [ -z "$problems" ]; then
        problems="find ended with status $status: not all may be listed"
    fi
    for line in $problems; do printf 'R\0problem\0001\0%s\0' "${line#find: }"; done
}

# One process for all zips, for a shell would need several for each. Copies the records of list to the answer,
# with what it has seen behind each zip that it looked at, and says how many fields that were.
look_into() {
    perl -e '
use strict;
my ($which, $since, $through, $stamp) = ($ARGV[0], $ARGV[1], $ARGV[2] eq "through", qr/$ARGV[3]\z/);
my $inflates = eval { require Compress::Raw::Zlib; 1 };
my $gently = eval { require Fcntl; Fcntl::O_NONBLOCK() | Fcntl::O_NOFOLLOW() } || 0;
my $most = 524288; # bytes of a packed moodle.xml that is read to its end without through; else for its course
$SIG{CHLD} = "DEFAULT";

my ($held, $held_from, $spare) = ("", 0); # what is read of every zip at once, for most is there
sub at { # offset, number of bytes: fewer where the file ends
    my ($from, $many) = @_;
    return substr($held, $from - $held_from, $many) if $from >= $held_from && $from <= $held_from + length($held);
    my $bytes = "";
    sysseek(FILE, $from, 0) or return $bytes;
    while (length($bytes) < $many) {
        last unless sysread(FILE, $bytes, $many - length($bytes), length($bytes));
    }
    return $bytes;
}

sub wide { my ($low, $high) = @_; return $low + $high * 4294967296 }

sub plain { # what stands in a zip, as a field of the answer
    my $text = substr($_[0], 0, 400);
    $text =~ tr/\0/?/;
    return $text;
}

# Offset, bytes and entries of the directory and what they are counted modulo, or a fault. What precedes the end must
# be exactly what it says.
sub directory {
    my ($size) = @_;
    my $end = $size < 22 ? "" : at($size - 22, 22);
    my $place = $size - 22;
    if (substr($end, 0, 4) ne "PK\5\6" || substr($end, 20, 2) ne "\0\0") {
        my $tail = at($size > 65557 ? $size - 65557 : 0, 65557);
        my $found = length($tail) < 22 ? -1 : rindex($tail, "PK\5\6", length($tail) - 22);
        my $last = $found;
        while ($found >= 0 && $found + 22 + unpack("v", substr($tail, $found + 20, 2)) != length($tail)) {
            $found = $found ? rindex($tail, "PK\5\6", $found - 1) : -1;
        }
        if ($found < 0) {
            my $head = at(0, 4);
            return "noZip", unpack("H*", $head) unless $head =~ /^PK(\x03\x04|\x05\x06|\x07\x08|00)/;
            return $last < 0 ? "cutOff" : "moreBehind";
        }
        $end = substr($tail, $found, 22);
        $place = $size - length($tail) + $found;
    }
    my ($disk, $first, $here, $entries, $bytes, $from) = unpack("x4 v4 V2", $end);
    my $modulo = 65536;
    my $locator = $place < 20 ? "" : at($place - 20, 20);
    if (substr($locator, 0, 4) eq "PK\6\7") {
        my $start = wide(unpack("x8 V2", $locator));
        my $big = at($start, 56);
        my $is_big = length($big) == 56 && substr($big, 0, 4) eq "PK\6\6";
        return "cutOff" if !$is_big && ($entries == 65535 || $bytes == 4294967295 || $from == 4294967295);
        if ($is_big) {
            return "wrongLength", $start + 12 + wide(unpack("x4 V2", $big)) - $place + 20
                if $start + 12 + wide(unpack("x4 V2", $big)) != $place - 20;
            my @part = unpack("x32 V6", $big);
            ($disk, $first, $place, $modulo) = (0, 0, $start, 0);
            ($entries, $bytes, $from) = (wide(@part[0, 1]), wide(@part[2, 3]), wide(@part[4, 5]));
        }
    }
    return "split" if $disk || $first;
    return "wrongLength", $place - $from - $bytes if $from + $bytes != $place;
    return "noDirectory" if $bytes && at($from, 4) ne "PK\1\2";
    return "", $from, $bytes, $entries, $modulo;
}

# Whether the directory is sound as far as it is read, whether that is all of it, and its members.
sub members {
    my ($from, $bytes, $entries, $modulo) = @_;
    my $text = at($from, $bytes < 16777216 ? $bytes : 16777216);
    my $at = 0;
    my @members;
    while (substr($text, $at, 4) eq "PK\1\2" && $at + 46 <= length($text)) {
        my ($flags, $method, $crc, $packed, $plain, $name, $extra, $comment, $local) =
            unpack("x8 v2 x4 V3 v3 x8 V", substr($text, $at, 46));
        my @size = ($plain, $packed, $local);
        my $more = substr($text, $at + 46 + $name, $extra);
        while (length($more) >= 4 && grep { $_ == 4294967295 } @size) {
            my ($id, $length) = unpack("v2", $more);
            my @wide = $id == 1 ? unpack("V*", substr($more, 4, $length)) : ();
            for my $size (@size) { $size = wide(splice(@wide, 0, 2)) if $size == 4294967295 && @wide > 1 }
            $more = length($more) > 4 + $length ? substr($more, 4 + $length) : "";
        }
        push @members, [substr($text, $at + 46, $name), $flags, $method, $crc, @size];
        $at += 46 + $name + $extra + $comment;
    }
    my $all = $bytes == length($text);
    my $count = $modulo ? @members % $modulo : @members; # an end of 32 bits counts no further
    return $all ? ($at == $bytes && $count == $entries) : $bytes > 16777216, $all, @members;
}

# Where the bytes of a member begin; undefined where its header is not what the directory says.
sub data_of {
    my ($member) = @_;
    my ($named, undef, $method, undef, undef, undef, $local) = @$member;
    my $head = at($local, 30 + length($named));
    return undef if substr($head, 0, 4) ne "PK\3\4" || length($head) != 30 + length($named);
    my ($packing, $name, $extra) = unpack("x8 v x16 v2", $head);
    return undef if $packing != $method || substr($head, 30) ne $named || $name != length($named);
    return $local + 30 + $name + $extra;
}

sub inflater { # made once, for making it costs more than most of its work
    $spare ? $spare->inflateReset() : ($spare = Compress::Raw::Zlib::Inflate->new(-WindowBits => -15));
    return $spare;
}

# Calls back with what a member holds, piece by piece, until that returns true.
# "": whole and as its checksum says, "damaged", "more" where it was not read to its end, "unknown" where nobody here
# can tell.
sub unpack_member {
    my ($member, $take) = @_;
    my (undef, $flags, $method, $sum, $plain, $packed) = @$member;
    return "unknown" if $flags & 1 || ($method != 0 && $method != 8);
    my $from = data_of($member);
    return "damaged" unless defined $from;
    return $plain || $sum ? "damaged" : "" unless $packed;
    return unpack_by_gzip($member, $from, $take) unless $inflates;
    my $inflater = $method ? inflater() : undef;
    my ($done, $status, $length, $crc) = (0, 0, 0, Compress::Raw::Zlib::crc32(""));
    while ($done < $packed && $status != 1) {
        my $piece = at($from + $done, $packed - $done < 16384 ? $packed - $done : 16384);
        return "damaged" if $piece eq "";
        $done += length($piece);
        my $text = $piece;
        if ($inflater) {
            $text = "";
            $status = $inflater->inflate($piece, $text) + 0;
            return "damaged" if $status < 0 && $status != -5;
        }
        $length += length($text);
        $crc = Compress::Raw::Zlib::crc32($text, $crc);
        return "damaged" if $length > $plain;
        return "more" if $take->($text) && $done < $packed && $status != 1;
    }
    return "damaged" if $inflater && $status != 1;
    return $length == $plain && $crc == $sum ? "" : "damaged";
}

# The same by a process for each, where this perl has no library for it. Told the checksum and the length, gzip holds
# what it unpacks against both; what is not packed is given to it as blocks that are not.
sub unpack_by_gzip {
    my ($member, $from, $take) = @_;
    my (undef, undef, $method, $sum, $plain, $packed) = @$member;
    my $pid = open(my $pipe, "-|");
    return "unknown" unless defined $pid;
    unless ($pid) {
        open(STDERR, ">/dev/null");
        open(my $gzip, "|-", "gzip", "-dc") or exit 3;
        binmode $gzip;
        print {$gzip} "\x1f\x8b\10\0\0\0\0\0\0\3";
        for (my $done = 0; $done < $packed; $done += 16384) {
            my $piece = at($from + $done, $packed - $done < 16384 ? $packed - $done : 16384);
            print {$gzip} $method ? "" : pack("C v2", 0, length($piece), 65535 - length($piece)), $piece or exit 1;
        }
        print {$gzip} $method ? "" : pack("C v2", 1, 0, 65535), pack("V2", $sum, $plain % 4294967296);
        close($gzip) or exit 1;
        exit 0;
    }
    binmode $pipe;
    my $stopped = 0;
    while (!$stopped && sysread($pipe, my $text, 65536)) { $stopped = $take->($text) }
    close($pipe);
    return "more" if $stopped;
    return $? == 768 ? "unknown" : $? ? "damaged" : "";
}

# Fault, of what, course, date and, if it has one, short name of a moodle.xml.
sub inside {
    my ($member) = @_;
    return "encrypted", "", "", "" if $$member[1] & 1;
    my ($length, $head, $window, $header, $tail) = (0, "", "", "", "");
    my $state = unpack_member($member, sub {
        my ($text) = @_;
        $length += length($text);
        $head .= substr($text, 0, 65536 - length($head)) if length($head) < 65536;
        $tail = substr($tail . $text, -1024);
        if ($header ne "") {
            $header .= substr($text, 0, 16384) if length($header) < 16384;
        } else {
            $window .= $text;
            if ($window =~ m{<COURSE>\s*<HEADER>}) { $header = substr($window, $-[0]) }
            else { $window = substr($window, -256) }
        }
        return 0 if $through;
        my $knows = length($header) >= 16384 || $header =~ m{</SHORTNAME>} || $length > 4194304;
        return $length > 67108864 || ($$member[5] > $most && $knows);
    });
    return "damagedXml", "", "", "" if $state eq "damaged";
    return "strangePacking", $$member[2], "", "" if $state eq "unknown";
    return "noBackup", "", "", "" unless substr($head, 0, 2000) =~ /<MOODLE_BACKUP>/;
    my ($course) = $header =~ m{^<COURSE>\s*<HEADER>\s*<ID>(\d{1,15})</ID>};
    my ($name) = $header =~ m{^<COURSE>\s*<HEADER>.*?<SHORTNAME>([^<]+)</SHORTNAME>}s;
    my ($date) = $head =~ m{<INFO>.*?<DATE>(\d{1,10})</DATE>}s;
    my @said = (defined $course ? $course : "", defined $date ? $date : "", defined $name ? plain($name) : ());
    return "cutXml", "", @said if $state eq "" && $tail !~ m{</MOODLE_BACKUP>\s*\z};
    return "noBackup", "", @said if $state eq "" && !defined $course;
    return "", "", @said;
}

# Fault and name of the first member that cannot be read as the directory has it; both empty: all can. Nothing where
# nobody here can tell.
sub damaged_member {
    for my $member (@_) {
        my $state = unpack_member($member, sub { return 0 });
        return if $state eq "unknown";
        return "damagedMember", plain($$member[0]) if $state ne "";
    }
    return "", "";
}

# Level, fault, of what, course, date and short name. A zip outside the folders of courses need not be a backup.
sub check {
    my ($path, $is_course) = @_;
    sysopen(FILE, $path, $gently) or return "notChecked", "unreadable", "$!", "", "";
    -f FILE or return "notChecked", "unreadable", "no file any more", "", "";
    my $size = -s FILE;
    return "notChecked", "empty", "", "", "" unless $size;
    $held_from = $size > 16384 ? $size - 16384 : 0;
    $held = "";
    sysseek(FILE, $held_from, 0) or return "notChecked", "unreadable", "$!", "", "";
    defined sysread(FILE, $held, 16384) or return "notChecked", "unreadable", "$!", "", "";
    my ($fault, $from, $bytes, $entries, $modulo) = directory($size);
    return "notChecked", $fault, defined $from ? $from : "", "", "" if $fault;
    my @found = ("", "", "", "");
    if ($is_course || $through) {
        my ($sound, $all, @members) = members($from, $bytes, $entries, $modulo);
        return "notChecked", "noDirectory", "", "", "" unless $sound;
        my $sum = 0;
        $sum += $$_[4] for @members;
        return "notChecked", "bomb", "", "", "" if $through && $sum > 1100 * $size + 1048576;
        if ($is_course) {
            my ($moodle) = grep { $$_[0] =~ m{^(\./)?moodle\.xml\z} } @members;
            # A directory that is not read to its end may name it further on.
            return "notChecked", "noMoodleXml", "", "", "" if !$moodle && $all;
            @found = inside($moodle) if $moodle;
            return "notChecked", @found if $found[0];
            @members = grep { !$moodle || $_ != $moodle } @members;
        }
        if ($through && $all) {
            my @damaged = damaged_member(@members);
            return "notChecked", @damaged, @found[2 .. $#found] if @damaged && $damaged[0];
            return "readThrough", @found if @damaged;
        }
    }
    return "closedProperly", @found;
}

binmode STDIN;
undef $/;
my @field = split /\0/, <STDIN>, -1;
my (@record, %zips, %check);
while (@field > 3) {
    my (undef, $type, $count) = splice(@field, 0, 3);
    push @record, [$type, splice(@field, 0, $count)];
    push @{$zips{$1}}, $#record if $type eq "zip" && $record[-1][3] =~ m{^([1-9]\d*)/backupdata/[^/]+\z}s;
}
sub look { # number, course: whether the zip is sound, and its dates agree
    my ($i, $course) = @_;
    $check{$i} = [check($record[$i][3], $course)] unless $check{$i};
    my ($level, $fault, undef, $inside, $date) = @{$check{$i}};
    my $apart = $date eq "" ? 0 : abs($date - $record[$i][2]);
    return $fault eq "" && ($inside eq "" || $inside eq $course) && $apart <= 86400; # as ZipDates::differ() has it
}
# Two days ahead is the future by every clock of the world: such a name tells nothing, as momentInName() has it.
my @soon = gmtime(time + 172800);
my $future = sprintf("%04d%02d%02d%02d%02d", $soon[5] + 1900, $soon[4] + 1, @soon[3, 2, 1]);
sub stamp { return $record[$_[0]][3] =~ $stamp && "$1$2" lt $future ? "$1$2" : "" }
if ($which eq "newest") {
    for my $course (keys %zips) {
        my @zips = @{$zips{$course}};
        my @by_time = sort {
            int($record[$b][2]) <=> int($record[$a][2]) || $record[$b][3] cmp $record[$a][3]
        } @zips;
        my @by_name = sort { stamp($b) cmp stamp($a) || $record[$b][3] cmp $record[$a][3] } grep { stamp($_) } @zips;
        look($_, $course) and last for @by_time;
        look($_, $course) and last for @by_name;
    }
} else {
    my %course_of;
    for my $course (keys %zips) { $course_of{$_} = $course for @{$zips{$course}} }
    for my $i (0 .. $#record) {
        next if $record[$i][0] ne "zip" || ($which eq "since" && int($record[$i][2]) < $since);
        look($i, $which eq "shared" ? "any" : $course_of{$i} || 0);
    }
}
my $fields = 0;
my $answer = "";
for my $i (0 .. $#record) {
    for my $said ($record[$i], $check{$i} ? ["check", @{$check{$i}}] : ()) {
        my ($type, @values) = @$said;
        $answer .= join("\0", "R", $type, scalar(@values), @values, "");
        $fields += 3 + @values;
    }
}
open(ANSWER, ">&=6") or die;
binmode ANSWER;
print ANSWER $answer or die;
close(ANSWER) or die;
print $fields;' "$which" "$since" "$far" "$stamp" 2>/dev/null 6>&6 # some shells keep such files to themselves
}

[ $# -ge 3 ] || nk_wrong 'the input lacks a field'
nk_let root "$1"
nk_let data "$2"
nk_let archive "$3"
nk_let which "${4:-xnone}"
nk_let since "${5:-x0}"
nk_let far "${6:-xclosed}"
nk_let stamp "${7:-x}"
nk_is_number "$since" || nk_wrong 'the moment is no number'
find / -prune -type f -name x -printf '' >/dev/null 2>&1 || nk_lack find -printf
nk_try_df
nk_try_numbers
[ -d "$root$data/" ] || nk_refuse no-folder "$data"
cd "$root$data" 2>/dev/null || nk_refuse no-access "$data"
# Taken before the search: what is written meanwhile belongs to the next run.
nk_ask_clock
nk_record now "$nk_now"
looks=no
if [ "$which" != none ]; then
    unset PERL_UNICODE PERL5OPT # a file is bytes here, whatever this account thinks of text
    case $(perl -e 'print eval { require Compress::Raw::Zlib; 1 } ? "unpacks" : "runs"' 2>/dev/null) in
    unpacks) looks=yes ;;
    runs)
        if [ "$(echo x | gzip -c 2>/dev/null | gzip -dc 2>/dev/null)" = x ]; then
            looks=yes
        else
            nk_record LACKS "Compress::Raw::Zlib (perl) or gzip"
        fi
        ;;
    *) nk_record LACKS perl ;;
    esac
fi
if [ "$looks" = yes ]; then
    exec 6>&1
    nk_count=$({ list; } 5>&1 | look_into)
    exec 6>&-
    if ! nk_is_number "$nk_count"; then
        echo "$nk_program: perl ended in the middle" >&2
        exit 3
    fi
else
    nk_lines=$({ list; } 5>&1 | nk_escape 60 0)
    nk_whole
    # shellcheck disable=SC2059 # the escapes are what printf is wanted for
    for line in $nk_lines; do printf -- "${line#x}\000"; done
fi
nk_fields=$((nk_fields + nk_count))
if [ -d "$root$archive/" ]; then
    nk_ask_free "$root$archive"
else
    nk_record problem "$archive: No such folder"
    nk_free=-1
fi
nk_record free "$nk_free"
nk_record finished
nk_finish
