#!/bin/sh
# SPDX-FileCopyrightText: 2026 Nightkeep authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Lists what is in one backup, and what it tells of its course. Nothing is unpacked but what it says of itself, and no
# link is followed but those on the way to a pool's file.
# Input and answer: models/courses/backupcontents.h; of the input the root comes first.
# shellcheck disable=SC2154 # what is not set here is set by prelude.sh, zipreader.sh and backupreader.sh
# shellcheck disable=SC2016 # what is quoted so is perl

# Writes the records to the answer, and says how many fields that were.
look_into() { # kind of place, path, most members
    perl -e "$nk_zip_reader$nk_backup_reader"'
my ($kind, $path, $limit) = @ARGV;
my $hashed = $kind eq "pool" || $kind eq "trash";
my ($fields, $listed, $parts, $plain) = (0, 0, 0, 0);
my ($by, $total) = ("headers", ""); # what lists the members, and how many there are
my ($rest, $seen, $told) = ("", 0, ""); # of moodle_backup.xml: what was not taken yet, bytes, whether all was told
my ($list, $counted, $long, $pax) = ("", undef, "", "");

open(ANSWER, ">&=6") or die;
binmode ANSWER;
eval { setpriority(0, 0, 10) }; # others work here
sub say_record {
    print ANSWER join("\0", "R", $_[0], $#_, @_[1 .. $#_], "") or die;
    $fields += 3 + $#_;
}

sub tell_member { # name, d or f, bytes, packed, time
    my ($name, @facts) = @_;
    $name = substr($name, 0, 1000);
    $name =~ tr/\0/?/;
    say_record("member", $name, @facts) if ++$listed <= $limit && $name ne "";
}

sub tell_part { # activity(kind, title, number of its section) or section(number, title)
    my ($type, @said) = @_;
    say_record($type, map { defined $_ ? plain($_) : "" } @said) if ++$parts <= 10000;
}

sub end_told { # fault, of what
    say_record("told", @_, "");
    $told = "yes";
}

sub take_parts { # of moodle_backup.xml
    $seen += length($_[0]);
    return 1 if $told || $seen > 67108864; # what it holds stands at its beginning
    $rest .= $_[0];
    my $done = 0;
    while ($rest =~ m{</(activity|section|contents)>}g) {
        my ($type, $part) = ($1, substr($rest, $done, $-[0] - $done));
        $done = pos($rest);
        if ($type eq "contents") {
            end_told("none");
            return 1;
        }
        my $from = rindex($part, "<$type>"); # each is short, and holds none of its kind
        next if $from < 0;
        $part = substr($part, $from);
        my ($number) = $part =~ m{<sectionid>(\d{1,15})</sectionid>};
        my ($title) = $part =~ m{<title>([^<]*)</title>};
        next unless defined $title; # a setting names them by the same words
        if ($type eq "section") {
            tell_part("section", $number, $title);
            next;
        }
        my ($module) = $part =~ m{<modulename>([^<]{1,100})</modulename>};
        tell_part("activity", $module, $title, $number) if defined $module;
    }
    $rest = substr($rest, $done);
    $rest = substr($rest, -65536) if length($rest) > 65536;
    return 0;
}

sub tell_old { # of the head of a moodle.xml
    my ($details) = $xml =~ m{<DETAILS>(.*?)</DETAILS>}s;
    return end_told("cutXml") unless defined $details;
    for my $mod (split m{</MOD>}, $details) {
        my ($kind, $more) = $mod =~ m{<MOD>\s*<NAME>([^<]{1,100})</NAME>\s*<INCLUDED>true</INCLUDED>(.*)}s;
        next unless defined $kind;
        while ($more =~ m{<NAME>([^<]*)</NAME>\s*<INCLUDED>true</INCLUDED>}g) { tell_part("activity", $kind, $1, "") }
    }
    end_told("none");
}

# --- A zip. ---

sub moments { # of the members, as the clock of who packed them showed them
    my ($from, $bytes) = @_;
    my $text = at($from, least($bytes, 16777216));
    my ($at, @moments) = (0);
    while (substr($text, $at, 4) eq "PK\1\2" && $at + 46 <= length($text)) {
        my ($time, $day, @more) = unpack("x12 v2 x12 v3", substr($text, $at, 46));
        push @moments, sprintf("%04d-%02d-%02dT%02d:%02d:%02d", 1980 + ($day >> 9), $day >> 5 & 15, $day & 31,
            $time >> 11, $time >> 5 & 63, ($time & 31) * 2);
        $at += 46 + $more[0] + $more[1] + $more[2];
    }
    return @moments;
}

sub look_at_own {
    my ($mbz) = @_;
    my $state = unpack_member($mbz, \&take_parts);
    return if $told;
    return end_told("encrypted") if $$mbz[1] & 1;
    return end_told("strangePacking", $$mbz[2]) if $state eq "unknown";
    end_told($state eq "damaged" ? "damagedXml" : "cutXml");
}

sub list_zip {
    my ($size) = @_;
    my ($fault, $from, $bytes, $entries, $modulo) = directory($size);
    return blame($fault, defined $from ? $from : "") if $fault;
    my ($sound, $all, @members) = members($from, $bytes, $entries, $modulo);
    return blame("noDirectory") unless $sound;
    $by = "directory";
    $total = @members if $all;
    my @moments = moments($from, $bytes);
    my ($mbz, $old);
    for my $member (@members) {
        my ($name, $plain, $packed) = @$member[0, 4, 5];
        tell_member($name, $name =~ m{/\z} ? "d" : "f", $plain, $packed, shift @moments);
        $mbz = $member if $name =~ m{^(?:\./)?moodle_backup\.xml\z};
        $old = $member if $name =~ m{^(?:\./)?moodle\.xml\z};
    }
    return look_at_own($mbz) if $mbz;
    return end_told("noMoodleXml") unless $old;
    my @found = inside($old);
    return $found[0] ? end_told(@found[0, 1]) : tell_old();
}

# --- A tar.gz. ---

sub take_list { # of .ARCHIVE_INDEX
    $list .= $_[0];
    my $done = 0;
    while ($list =~ /([^\n]*)\n/g) {
        my $line = $1;
        $done = pos($list);
        if (!defined $counted) {
            ($counted) = $line =~ /^Moodle archive file index\. Count: (\d{1,9})\z/ ? $1 : -1;
        } elsif ($counted >= 0) {
            my ($name, $type, $bytes, $time) = $line =~ /^(.*)\t([fd])\t(\d{1,15})\t([^\t]*)\z/;
            return blame("noDirectory") unless defined $name;
            tell_member($name, $type, $bytes, "", $time =~ /^\d{1,12}\z/ ? $time : "");
        }
    }
    $list = substr($list, $done);
    return length($list) > 65536 ? blame("noDirectory") : 0;
}

sub end_list {
    return unless defined $counted && $counted >= 0; # it is none
    return blame("noDirectory") if $counted != $listed || $list ne "";
    ($by, $total) = ("index", $counted);
}

sub pax_name { # what it is where none is said
    my ($name) = @_;
    my $at = 0;
    while (substr($pax, $at, 8) =~ /\A(\d{1,6}) / && $1 >= 5 && $at + $1 <= length($pax)) {
        my $record = substr($pax, $at, $1);
        $at += $1;
        $name = $1 if $record =~ /\A\d+ path=(.*)\n\z/s;
    }
    return $name;
}

sub walk_header { # 512 bytes
    my ($head, $size) = @_;
    begin_member($head, $size);
    return if $said{fault} || $tar{ended};
    @tar{"take", "end"} = ();
    my ($type, $name) = (substr($head, 156, 1), $tar{name});
    if ($type =~ /[Lx]/ && $tar{left} <= 65536) { # the name of the next one, as GNU and as POSIX have long ones
        my $name = $type eq "L" ? \$long : \$pax;
        $tar{take} = sub { $$name .= $_[0] };
        return;
    }
    return if $type =~ /[LKxg]/;
    ($name) = unpack("Z*", $long) if $long ne "";
    $name = pax_name($name) if $pax ne "";
    ($long, $pax) = ("", "");
    $name =~ s{^\./}{};
    my ($time) = substr($head, 136, 12) =~ /^[ \0]*([0-7]{1,11})/;
    if ($tar{members} == 1 && $name eq ".ARCHIVE_INDEX") {
        @tar{"take", "end"} = (\&take_list, \&end_list);
    } else {
        @tar{"take", "end"} = (\&take_parts, sub { end_told("cutXml") unless $told })
            if $name eq "moodle_backup.xml" && !$told;
        tell_member($name, $type eq "5" || $name =~ m{/\z} ? "d" : "f", $tar{left}, "", defined $time ? oct($time) : "")
            if $by eq "headers";
    }
    $tar{end}->() if $tar{end} && !$tar{left};
}

sub walk {
    my ($text, $size) = @_;
    $plain += length($text);
    return blame("bomb") if is_bomb($plain, $size);
    walk_tar($text, $size, \&walk_header);
    return $said{fault} || $tar{members} > 2000000 || ($by eq "index" && $told); # no course has so many
}

sub list_tar {
    my ($size) = @_;
    return blame("cutOff") if $size < 20;
    ($through, $sums) = (1, 0); # to its end where need be, and without its sum
    $isize = unpack("x4 V", at($size - 8, 8));
    begin_inside();
    %tar = (rest => "", left => 0, pad => 0, name => "", members => 0);
    my $state = unpack_all($size, \&walk);
    return if $said{fault};
    return blame("cutOff") if $state eq "cut" || ($state eq "" && $tar{members} && !$tar{ended});
    return blame("moreBehind") if $state eq "behind";
    return blame("damagedMember", plain($tar{name})) if $state eq "damaged";
    return blame("unreadable", "gzip") if $state eq "unknown";
    return if $state ne "";
    return blame("noZip", unpack("H*", at(0, 4))) unless $tar{members};
    $total = $listed if $by eq "headers";
    end_told("noMoodleXml") unless $told;
}

my ($wrong, $why, $size) = ("unreadable", "");
if ($hashed) {
    ($wrong, $why, $size) = take_up(join("/", unpack("a2 a2", $path), $path));
} else {
    my $part = ".";
    for my $name (split m{/}, $path) {
        $part .= "/$name";
        $why = "something on its way is a link" if -l $part || $name eq "..";
    }
    ($wrong, $why, $size) = take_up($part) if $why eq "";
}
%said = ();
if ($wrong) {
    blame($wrong, $why);
} else {
    my @now = stat(FILE);
    say_record("file", $size, $now[9], at(0, 2) eq "PK" ? "zip" : at(0, 2) eq "\x1f\x8b" ? "targz" : "unknown");
    if (at(0, 2) eq "\x1f\x8b") { list_tar($size) }
    else { list_zip($size) }
}
say_record("listed", $by, $total, $parts > 10000 ? "cut" : "all");
say_record("broken", $said{fault}, $said{what}) if $said{fault};
close(ANSWER) or die;
print $fields;' "$1" "$2" "$3" 2>/dev/null 6>&6 # some shells keep such files to themselves
}

[ $# -ge 5 ] || nk_wrong 'the input lacks a field'
nk_let root "$1"
nk_let kind "$2"
nk_let folder "$3"
nk_let path "$4"
nk_let most "$5"
case $kind in courseFolder | sharedFolder | pool | trash) ;; *) nk_wrong 'the place is none of its words' ;; esac
case $most in '' | *[!0-9]* | ???????*) nk_wrong 'the number of members is none' ;; esac
nk_uses_zip_reader one
if [ "$nk_looks" = yes ]; then
    cd "$root$folder/" 2>/dev/null || nk_refuse no-folder "$folder"
    nk_begin
    exec 6>&1
    nk_count=$(look_into "$kind" "$path" "$most")
    exec 6>&-
    if ! nk_is_number "$nk_count"; then
        echo "$nk_program: perl ended in the middle" >&2
        exit 3
    fi
    nk_fields=$((nk_fields + nk_count))
fi
nk_record finished
nk_finish
