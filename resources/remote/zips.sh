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
# shellcheck disable=SC2154 # what is not set here is set by prelude.sh and zipreader.sh
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
    perl -e "$nk_zip_reader"'
my ($which, $since, $stamp) = ($ARGV[0], $ARGV[1], qr/$ARGV[3]\z/);
$through = $ARGV[2] eq "through";

# Level, fault, of what, course, date and short name. A zip outside the folders of courses need not be a backup.
sub check {
    my ($path, $is_course) = @_;
    my ($wrong, $why, $size) = take_up($path);
    return "notChecked", $wrong, $why, "", "" if $wrong;
    my ($fault, $from, $bytes, $entries, $modulo) = directory($size);
    return "notChecked", $fault, defined $from ? $from : "", "", "" if $fault;
    my @found = ("", "", "", "");
    if ($is_course || $through) {
        my ($sound, $all, @members) = members($from, $bytes, $entries, $modulo);
        return "notChecked", "noDirectory", "", "", "" unless $sound;
        my $sum = 0;
        $sum += $$_[4] for @members;
        return "notChecked", "bomb", "", "", "" if $through && is_bomb($sum, $size);
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
nk_uses_zip_reader "$which"
if [ "$nk_looks" = yes ]; then
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
