#!/bin/sh
# SPDX-FileCopyrightText: 2026 Nightkeep authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# How perl reads zips: put behind prelude.sh in every program with a line that begins with nk_uses_zip_reader, which
# says whether anything is to be looked into, and sets nk_looks to yes if so and if it can be: else the answer says what
# is lacking. Then the program runs perl -e "$nk_zip_reader"'its own part'.
# shellcheck disable=SC2016 # what is quoted so is perl
# shellcheck disable=SC2034 # what is unused here is what the programs use

nk_uses_zip_reader() { # none, or how far
    nk_looks=no
    [ "$1" != none ] || return 0
    unset PERL_UNICODE PERL5OPT # a file is bytes here, whatever this account thinks of text
    case $(perl -e 'print eval { require Compress::Raw::Zlib; 1 } ? "unpacks" : "runs"' 2>/dev/null) in
    unpacks) nk_looks=yes ;;
    runs)
        if [ "$(echo x | gzip -c 2>/dev/null | gzip -dc 2>/dev/null)" = x ]; then
            nk_looks=yes
        else
            nk_record LACKS "Compress::Raw::Zlib (perl) or gzip"
        fi
        ;;
    *) nk_record LACKS perl ;;
    esac
}

nk_zip_reader='use strict;
my $through; # whether every byte is read; the program says so
my $strict = 0; # whether what stands before a member must be all that the directory says: not every unzip goes by that
my $inflates = eval { require Compress::Raw::Zlib; 1 };
my $gently = eval { require Fcntl; Fcntl::O_NONBLOCK() | Fcntl::O_NOFOLLOW() } || 0;
my $most = 524288; # bytes of a packed moodle.xml that is read to its end without through; else for its course
$SIG{CHLD} = "DEFAULT";

my $at_once = 65536; # bytes that are read at once, and unpacked at once: more would not stay in the processor
# What is read of every file at once, for most is there: its end, all of a small one; and its beginning.
my ($held, $held_from, $begun) = ("", 0, "");
my ($text, %spare); # what was unpacked last; what unpacks
sub at { # offset, number of bytes: fewer where the file ends
    my ($from, $many) = @_;
    return substr($held, $from - $held_from, $many) if $from >= $held_from && $from <= $held_from + length($held);
    return substr($begun, $from, $many) if $from + $many <= length($begun);
    my $bytes = "";
    sysseek(FILE, $from, 0) or return $bytes;
    while (length($bytes) < $many) {
        last unless sysread(FILE, $bytes, $many - length($bytes), length($bytes));
    }
    return $bytes;
}

# Whether so many bytes are more than so many packed ones can hold.
sub is_bomb { my ($plain, $packed) = @_; return $plain > 1100 * $packed + 1048576 }

sub least { return $_[0] < $_[1] ? $_[0] : $_[1] }

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
    my $limit = 150000; # members: their fields take ten times what they take in the file
    while ($at + 46 <= length($text) && @members < $limit) {
        my ($mark, $flags, $method, $crc, $packed, $plain, $name, $extra, $comment, $local) =
            unpack("V x4 v2 x4 V3 v3 x8 V", substr($text, $at, 46));
        last if $mark != 33639248; # PK 1 2
        my @size = ($plain, $packed, $local);
        my $is_wide = $extra && ($plain == 4294967295 || $packed == 4294967295 || $local == 4294967295);
        my $more = $is_wide ? substr($text, $at + 46 + $name, $extra) : "";
        while (length($more) >= 4 && grep { $_ == 4294967295 } @size) {
            my ($id, $length) = unpack("v2", $more);
            my @wide = $id == 1 ? unpack("V*", substr($more, 4, $length)) : ();
            for my $size (@size) { $size = wide(splice(@wide, 0, 2)) if $size == 4294967295 && @wide > 1 }
            $more = length($more) > 4 + $length ? substr($more, 4 + $length) : "";
        }
        push @members, [substr($text, $at + 46, $name), $flags, $method, $crc, @size];
        $at += 46 + $name + $extra + $comment;
    }
    my $all = $bytes == length($text) && @members < $limit;
    my $count = $modulo ? @members % $modulo : @members; # an end of 32 bits counts no further
    return $all ? ($at == $bytes && $count == $entries) : $bytes > 16777216 || @members == $limit, $all, @members;
}

# Where the bytes of a member begin; undefined where its header is not what the directory says.
sub data_of {
    my ($member) = @_;
    my ($named, $flags, $method, $sum, $plain, $packed, $local) = @$member;
    my $head = at($local, 30 + length($named));
    return undef if substr($head, 0, 4) ne "PK\3\4" || length($head) != 30 + length($named);
    my ($packing, $name, $extra) = unpack("x8 v x16 v2", $head);
    return undef if $packing != $method || substr($head, 30) ne $named || $name != length($named);
    if ($strict) {
        my ($marks, @told) = unpack("x6 v x6 V3", $head);
        return undef if ($marks ^ $flags) & 2057; # encrypted, sizes behind the data, the name is UTF-8
        my $is_told = !($marks & 8) && $told[1] != 4294967295 && $told[2] != 4294967295;
        return undef if $is_told && ($told[0] != $sum || $told[1] != $packed || $told[2] != $plain);
    }
    return $local + 30 + $name + $extra;
}

# Made once, for making it costs more than most of its work. Gives what a piece holds in parts, so that one of zeros
# alone needs no memory; where its library is too old for that, pieces are small.
sub inflater {
    my ($bits) = @_;
    if ($spare{$bits}) {
        $spare{$bits}->inflateReset();
    } else {
        $spare{$bits} = eval {
            Compress::Raw::Zlib::Inflate->new(-WindowBits => $bits, -LimitOutput => 1, -Bufsize => $at_once);
        };
        $at_once = 8192 unless $spare{$bits};
        $spare{$bits} ||= Compress::Raw::Zlib::Inflate->new(-WindowBits => $bits);
    }
    return $spare{$bits};
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
    $text = ""; # nothing may be taken for what the one before held
    return $plain || $sum ? "damaged" : "" unless $packed;
    return unpack_by_gzip($member, $from, $take) unless $inflates;
    my $inflater = $method ? inflater(-15) : undef;
    my ($done, $status, $length, $crc) = (0, 0, 0, 0);
    while ($done < $packed && $status != 1) {
        my $piece = at($from + $done, least($packed - $done, $at_once));
        return "damaged" if $piece eq "";
        $done += length($piece);
        do {
            if ($inflater) {
                $status = $inflater->inflate($piece, $text) + 0;
                return "damaged" if $status < 0 && $status != -5;
            } else {
                $text = $piece;
            }
            $length += length($text);
            $crc = Compress::Raw::Zlib::crc32($text, $crc);
            return "damaged" if $length > $plain;
            return "more" if $take->($text) && $status != 1 && ($done < $packed || $status == -5);
        } while ($status == -5 && length($text)); # as long as there is more than fits
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

sub pass { return 0 }

my $xml; # the head of the moodle.xml that was read last
# Fault, of what, course, date and, if it has one, short name of a moodle.xml.
sub inside {
    my ($member) = @_;
    $xml = "";
    return "encrypted", "", "", "" if $$member[1] & 1;
    my ($length, $head, $window, $header, $tail) = (0, "", "", "", "");
    my $state;
    if ($inflates && $$member[4] < $at_once && $$member[5] < $at_once) { # all of it comes at once
        $state = unpack_member($member, \&pass);
        ($head, $tail) = ($text, substr($text, -1024)) if $state eq "";
        $header = substr($text, $-[0], 16384) if $head =~ m{<COURSE>\s*<HEADER>};
    } else {
        $state = unpack_member($member, sub {
            $length += length($_[0]);
            $head .= substr($_[0], 0, 1048576 - length($head)) if length($head) < 1048576;
            $tail = length($_[0]) < 1024 ? substr($tail . $_[0], -1024) : substr($_[0], -1024);
            if ($header ne "") {
                $header .= substr($_[0], 0, 16384) if length($header) < 16384;
            } else {
                $window .= $_[0];
                if ($window =~ m{<COURSE>\s*<HEADER>}) { $header = substr($window, $-[0]) }
                else { $window = substr($window, -256) }
            }
            return 0 if $through;
            my $knows = length($header) >= 16384 || $header =~ m{</SHORTNAME>} || $length > 4194304;
            return $length > 67108864 || ($$member[5] > $most && $knows);
        });
    }
    return "damagedXml", "", "", "" if $state eq "damaged";
    $xml = $head;
    return "strangePacking", $$member[2], "", "" if $state eq "unknown";
    return "noBackup", "", "", "" unless substr($head, 0, 2000) =~ /<MOODLE_BACKUP>/;
    my ($course) = $header =~ m{^<COURSE>\s*<HEADER>\s*<ID>(\d{1,15})</ID>};
    my ($name) = $header =~ m{^<COURSE>\s*<HEADER>.*?<SHORTNAME>([^<]+)</SHORTNAME>}s;
    my $beginning = substr($head, 0, 65536);
    my $info = index($beginning, "<INFO>"); # looked for once: a search from each would take long
    my ($date) = $info < 0 ? () : substr($beginning, $info) =~ m{<DATE>(\d{1,10})</DATE>};
    my @said = (defined $course ? $course : "", defined $date ? $date : "", defined $name ? plain($name) : ());
    return "cutXml", "", @said if $state eq "" && $tail !~ m{</MOODLE_BACKUP>\s*\z};
    return "noBackup", "", @said if $state eq "" && !defined $course;
    return "", "", @said;
}

# Fault and name of the first member that cannot be read as the directory has it; both empty: all can. Nothing where
# nobody here can tell.
sub damaged_member {
    for my $member (@_) {
        my $state = unpack_member($member, \&pass);
        return if $state eq "unknown";
        return "damagedMember", plain($$member[0]) if $state ne "";
    }
    return "", "";
}

# Opens FILE. A fault and why, or two empty ones and its size.
sub take_up {
    my ($path) = @_;
    sysopen(FILE, $path, $gently) or return "unreadable", "$!";
    -f FILE or return "unreadable", "no file any more";
    my $size = -s _;
    return "empty", "" unless $size;
    ($held_from, $begun) = (0, "");
    defined sysread(FILE, $held, $at_once) or return "unreadable", "$!";
    return "", "", $size if $size <= length($held);
    $begun = $held;
    $held_from = $size - least($size, $at_once);
    sysseek(FILE, $held_from, 0) or return "unreadable", "$!";
    defined sysread(FILE, $held, $at_once) or return "unreadable", "$!";
    return "", "", $size;
}
'
