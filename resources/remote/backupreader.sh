#!/bin/sh
# SPDX-FileCopyrightText: 2026 Nightkeep authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# How perl looks into a backup, by what it is and not by its name: a zip of Moodle 1.9, an mbz that is a zip, one that is
# a tar.gz. Put behind zipreader.sh in the program that gives perl $nk_backup_reader. look_at_zip and look_at_tar leave
# in %said what is known: the fields of "check" and "inside" (models/courses/inventory.h).
# What is held in memory does not depend on how large a backup is, but on how many files it names, up to a limit.
# shellcheck disable=SC2016 # what is quoted so is perl
# shellcheck disable=SC2034 # what is unused here is what the program uses

nk_backup_reader='my $sums = eval { require Digest::SHA; 1 };
my (%said, %own, %files, %has, %named, %tar, %index);
my $pool = ""; # of the site; empty where none was given
my ($read, $sum, $isize) = (0, "", 0); # packed bytes so far; of them all, where they were; what the gzip says it holds

sub blame { # fault, of what: nothing is claimed any more
    @said{"level", "fault", "what"} = ("notChecked", @_, "");
    return 1;
}

sub padded { return $_[0] + (512 - $_[0] % 512) % 512 }

# --- What an mbz says of itself, taken in pieces. ---

sub begin_inside {
    %own = (head => "", window => "", tail => "", bytes => 0);
    %files = (rest => "", tail => "");
    (%has, %named) = ();
}

sub take_own { # of moodle_backup.xml
    my ($text) = @_;
    $own{bytes} += length($text);
    $own{head} .= substr($text, 0, 65536 - length($own{head})) if length($own{head}) < 65536;
    $own{tail} = substr($own{tail} . $text, -256);
    return 0 if exists $own{users} && exists $own{anonymize};
    $own{window} .= $text;
    for my $name ("users", "anonymize") {
        next if exists $own{$name};
        $own{$name} = $1 if $own{window} =~ m{<level>root</level>\s*<name>$name</name>\s*<value>([^<]{0,20})</value>};
    }
    $own{window} = substr($own{window}, -512) if length($own{window}) > 512;
    return 0;
}

sub note { # a hash of the archive or, with a name, of files.xml
    my ($set, $hash, $name) = @_;
    my $key = pack("H40", $hash);
    return if exists $$set{$key};
    if (keys(%has) + keys(%named) >= 500000) { $files{odd} = 1 }
    else { $$set{$key} = $name }
}

sub take_files { # of files.xml
    my ($text) = @_;
    $files{tail} = substr($files{tail} . $text, -256);
    return 0 if $files{odd}; # nobody tells any more whether all is inside
    my $rest = $files{rest} . $text;
    my $done = 0;
    while ($rest =~ m{<file\b[^>]{0,200}>(.*?)</file>}gs) { # the limit keeps the search short on what is no list
        my $file = $1;
        $done = pos($rest);
        my ($hash) = $file =~ m{<contenthash>([0-9a-f]{40})</contenthash>};
        my ($bytes) = $file =~ m{<filesize>(\d{1,15})</filesize>};
        my ($name) = $file =~ m{<filename>([^<]*)</filename>};
        if (!defined $hash || !defined $bytes || !defined $name) { $files{odd} = 1 }
        # What only refers to a file of another store is never inside.
        elsif ($bytes != 0 && $name ne "." && $file !~ m{<repositoryid>\s*\d}) {
            my $number = keys(%named);
            note(\%named, $hash, $number . " " . ($number < 50000 ? plain($name) : $hash));
        }
    }
    $rest = substr($rest, $done);
    if (length($rest) > 1048576) {
        $files{odd} = 1;
        $rest = "";
    }
    $files{rest} = $rest;
    return 0;
}

# Says what moodle_backup.xml has; true if it is none or breaks off.
sub tell_own {
    my ($whole) = @_;
    my $head = $own{head};
    return blame("noBackup") unless substr($head, 0, 2000) =~ /<moodle_backup>/;
    my %tags = (course => "original_course_id>(\\d{1,15})<", date => "backup_date>(\\d{1,10})<",
        short => "original_course_shortname>([^<]+)<", files => "include_files>([01])<",
        release => "moodle_release>([^<]+)<", site => "original_site_identifier_hash>([0-9a-f]{32})<",
        type => "type>(\\w+)<");
    for my $name (keys %tags) { $said{$name} = plain($1) if $head =~ /<$tags{$name}/ }
    $said{users} = $own{users} ? 1 : 0 if exists $own{users};
    $said{anonymous} = $own{anonymize} ? 1 : 0 if exists $own{anonymize};
    $said{automated} = $1 == 50 ? 1 : 0 if $head =~ m{<mode>(\d{1,5})</mode>};
    return blame("cutXml") if $whole && $own{tail} !~ m{</moodle_backup>\s*\z};
    return blame("noBackup") if $whole && !defined $said{course};
    return 0;
}

# How many of the files that it names and does not hold the pool has now: with these alone it restores whole.
sub tell_pool {
    return if $pool eq "" || !-d $pool || !$files{seen} || $files{odd} || keys(%named) > 50000; # each costs time
    return if $files{tail} !~ m{</files>\s*\z} || $files{rest} =~ /<file\b/;
    my @seen = (0, 0);
    for my $hash (map { unpack("H40", $_) } grep { !exists $has{$_} } keys %named) {
        my $is_there = -f join("/", $pool, unpack("a2 a2", $hash), $hash);
        return unless $is_there || $! == 2; # nobody here may look
        $seen[$is_there ? 0 : 1]++;
    }
    @said{"inPool", "notInPool"} = @seen;
}

# Of an archive that was read to its end: whether all is inside that files.xml names.
sub tell_missing {
    $said{level} = "readThrough";
    if (defined $said{files} && !$said{files}) {
        $said{level} = "completeInside"; # files.xml may name some all the same
        tell_pool();
        return;
    }
    return unless $files{seen};
    return blame("cutXml", "files.xml") if $files{tail} !~ m{</files>\s*\z};
    return if $files{odd} || $files{rest} =~ /<file\b/; # one that could not be read
    my ($missing, $first) = (0);
    while (my ($hash, $told) = each %named) { # one by one, for there may be half a million
        next if exists $has{$hash};
        $missing++;
        my ($number, $name) = $told =~ /^(\d+) (.*)\z/s;
        ($first, $said{first}) = ($number, $name) if !defined $first || $number < $first;
    }
    if ($missing && $missing == keys(%named) && !defined $said{files}) {
        delete $said{first};
        return;
    }
    @said{"named", "missing"} = (scalar(keys %named), $missing);
    if (!$missing) {
        $said{level} = "completeInside";
        return;
    }
    blame("missingFiles", $said{first});
    $said{level} = "readThrough";
}

# --- A zip: of Moodle 1.9, or an mbz. ---

sub look_at_old {
    my ($all, $moodle, @members) = @_;
    my @found = inside($moodle);
    @said{"course", "date", "short"} = @found[2 .. 4];
    my ($from, $details) = (index($xml, "<DETAILS>"), "");
    if ($from >= 0) {
        my $to = index($xml, "</DETAILS>", $from);
        $details = substr($xml, $from, ($to < 0 ? length($xml) : $to) - $from);
    }
    $said{users} = $1 eq "none" ? 0 : 1 if $details =~ m{<USERS>(\w+)</USERS>};
    $said{files} = $1 eq "true" ? 1 : 0 if $details =~ m{<COURSEFILES>(true|false)</COURSEFILES>};
    $said{release} = plain($1) if $xml =~ m{<MOODLE_RELEASE>([^<]+)</MOODLE_RELEASE>};
    $said{site} = $1 if $xml =~ m{<ORIGINAL_SITE_IDENTIFIER_HASH>([0-9a-f]{32})</};
    return blame(@found[0, 1]) if $found[0];
    $said{type} = "course" if defined $said{course} && $said{course} ne "";
    $said{level} = "closedProperly";
    return unless $through && $all;
    my @damaged = damaged_member(grep { $_ != $moodle } @members);
    return unless @damaged;
    return blame(@damaged) if $damaged[0];
    $said{level} = "completeInside"; # nothing else says what belongs in it
}

sub look_at_mbz {
    my ($all, $mbz, @members) = @_;
    begin_inside();
    my $state = unpack_member($mbz, sub {
        take_own(@_);
        return !$through && $$mbz[5] > $most && ($own{bytes} > 4194304 || $own{bytes} >= 65536 && exists $own{users});
    });
    return blame("encrypted") if $$mbz[1] & 1;
    return blame("strangePacking", $$mbz[2]) if $state eq "unknown";
    return blame("damagedXml") if $state eq "damaged";
    return if tell_own($state eq "");
    $said{level} = "closedProperly";
    return unless $through && $all;
    for my $member (grep { $_ != $mbz } @members) {
        note(\%has, $1) if $$member[0] =~ m{^(?:\./)?files/[0-9a-f]{2}/([0-9a-f]{40})\z};
        my $is_list = $$member[0] =~ m{^(\./)?files\.xml\z};
        $files{seen} ||= $is_list; # which may be empty
        $state = unpack_member($member, $is_list ? \&take_files : \&pass);
        return if $state eq "unknown";
        return blame("damagedMember", plain($$member[0])) if $state ne "";
    }
    tell_missing();
}

sub look_at_zip {
    my ($size) = @_;
    my $is_zip = at(0, 2) eq "PK";
    my ($fault, $from, $bytes, $entries, $modulo) = directory($size);
    $said{format} = "zip" if $is_zip;
    return blame($fault, defined $from ? $from : "") if $fault;
    $said{format} = "zip";
    my ($sound, $all, @members) = members($from, $bytes, $entries, $modulo);
    return blame("noDirectory") unless $sound;
    my ($plain, $encrypted, %its) = (0, 0);
    for my $member (@members) {
        $plain += $$member[4];
        $encrypted ||= $$member[1] & 1;
        $its{$2} ||= $member if $$member[0] =~ m{^(\./)?(moodle(?:_backup)?\.xml)\z};
    }
    return blame("bomb") if is_bomb($plain, $size);
    if ($its{"moodle_backup.xml"}) { look_at_mbz($all, $its{"moodle_backup.xml"}, @members) }
    elsif ($its{"moodle.xml"}) { look_at_old($all, $its{"moodle.xml"}, @members) }
    elsif ($all) { return blame("noMoodleXml") }
    else { $said{level} = "closedProperly" } # a directory that is not read to its end may name it further on
    blame("encrypted") if $encrypted && !$said{fault}; # no Moodle knows a word for it
}

# --- A tar.gz, read from its beginning; true ends the reading. ---

sub take_index { # of .ARCHIVE_INDEX, which says what the whole archive must come to
    return 0 if ($index{count} || 0) < 0; # it is none
    my $rest = $index{rest} . $_[0];
    my $done = 0;
    while ($rest =~ /([^\n]*)\n/g) {
        my $line = $1;
        $done = pos($rest);
        if (!defined $index{count}) {
            $index{count} = $line =~ /^Moodle archive file index\. Count: (\d{1,9})\z/ ? $1 : -1;
        } elsif ($line =~ /^(.*)\t[fd]\t(\d{1,15})\t[^\t]*\z/) {
            $index{entries}++;
            $index{bytes} += 512 + padded($2);
            $index{own} = 1 if $1 eq "moodle_backup.xml";
        } else {
            $index{count} = -1;
        }
    }
    $index{rest} = substr($rest, $done);
    $index{count} = -1 if length($index{rest}) > 65536;
    return 0;
}

sub end_index {
    my ($itself, $size) = @_;
    $index{ended} = 1;
    return if $index{count} != $index{entries} || $index{rest} ne "";
    my $all = 512 + padded($itself) + $index{bytes} + 1024;
    $index{off} = $isize - $all % 4294967296;
    $index{off} = 0 if $index{off} > 0 && $index{off} < 10240 && !($index{off} % 512); # tar fills its last record
    return blame("bomb") if is_bomb($all, $size);
    return if $through;
    return blame("cutOff") if $index{off};
    blame("noMoodleXml") unless $index{own};
}

sub begin_member { # 512 bytes
    my ($head, $size) = @_;
    if ($head !~ /[^\0]/) {
        $tar{ended} = 1;
        return;
    }
    my $checked = unpack("%32C*", $head) - unpack("%32C*", substr($head, 148, 8)) + 256;
    my ($told) = substr($head, 148, 8) =~ /^[ \0]*([0-7]+)/;
    my ($bytes) = substr($head, 124, 12) =~ /^[ \0]*([0-7]+)[ \0]*\z/;
    $bytes = defined $bytes ? oct($bytes) : undef;
    $bytes = wide(reverse unpack("N2", substr($head, 128, 8))) if ord(substr($head, 124, 1)) == 128; # GNU, of 8 GiB
    if (!defined $told || oct($told) != $checked || !defined $bytes || $bytes > 8796093022208) {
        return $tar{members} ? blame("damagedMember", plain($tar{name})) : blame("noZip", unpack("H*", at(0, 4)));
    }
    my ($name) = unpack("Z100", $head);
    my $before = substr($head, 257, 6) eq "ustar\0" ? unpack("Z155", substr($head, 345, 155)) : "";
    $name = "$before/$name" if $before ne "";
    $name =~ s{^\./}{};
    my $type = substr($head, 156, 1);
    $bytes = 0 if $type =~ /[1-6]/;
    my $is_file = $type eq "0" || $type eq "\0";
    @tar{"name", "left", "pad", "take", "end"} = ($name, $bytes, padded($bytes) - $bytes, undef, undef);
    if (!$tar{members}++ && $is_file && $name eq ".ARCHIVE_INDEX") {
        %index = (rest => "", entries => 0, bytes => 0);
        @tar{"take", "end"} = (\&take_index, sub { end_index($bytes, $size) });
    } elsif ($is_file && $name eq "moodle_backup.xml" && !$own{seen}) {
        $own{seen} = 1; # it may be empty
        @tar{"take", "end"} = (\&take_own, sub { $own{whole} = 1 });
    } elsif ($is_file && $name eq "files.xml" && $through) {
        $files{seen} = 1;
        @tar{"take", "end"} = (\&take_files, undef);
    } elsif ($is_file && $name =~ m{^files/[0-9a-f]{2}/([0-9a-f]{40})\z}) {
        note(\%has, $1);
    }
    $tar{end}->() if $tar{end} && !$bytes;
}

# The next piece of a tar: each header goes to $begin, and what a member holds to what that left in $tar{take}.
sub walk_tar {
    my ($text, $size, $begin) = @_;
    $text = $tar{rest} . $text;
    my ($at, $have) = (0, length($text));
    while ($at < $have && !$said{fault}) {
        if ($tar{left}) {
            my $many = least($tar{left}, $have - $at);
            $tar{take}->(substr($text, $at, $many)) if $tar{take};
            $at += $many;
            $tar{left} -= $many;
            $tar{end}->() if $tar{end} && !$tar{left};
        } elsif ($tar{pad}) {
            my $many = least($tar{pad}, $have - $at);
            $at += $many;
            $tar{pad} -= $many;
        } elsif ($tar{ended}) {
            blame("moreBehind") if substr($text, $at) =~ /[^\0]/;
            $at = $have;
        } else {
            last if $have - $at < 512;
            $begin->(substr($text, $at, 512), $size);
            $at += 512;
        }
    }
    $tar{rest} = substr($text, $at);
}

sub take_tar {
    my ($text, $size) = @_;
    walk_tar($text, $size, \&begin_member);
    return 1 if $said{fault} || $tar{members} > 2000000; # no course has so many: each costs time
    return 0 if $through;
    return 1 if $own{whole} && $index{ended};
    return $read > (%index && !$index{ended} ? 16 * $most : $most);
}

# Calls back with what a gzip holds. "": whole and as its checksum says; "more": not read to its end; "cut"; "behind":
# something follows it; "damaged"; "unknown" where nobody here can tell. Of a whole one, sets the sum of its bytes.
sub unpack_all {
    my ($size, $take) = @_;
    $read = 0;
    return unpack_all_by_gzip($size, $take) unless $inflates;
    my $inflater = inflater(31);
    my $summed = $sums && $through ? Digest::SHA->new(1) : undef;
    my $status = 0;
    while ($read < $size) {
        my $piece = at($read, least($size - $read, $at_once));
        return "damaged" if $piece eq "";
        $read += length($piece);
        $summed->add($piece) if $summed;
        do {
            $status = $inflater->inflate($piece, $text) + 0;
            my $stops = $take->($text, $size); # where it is damaged too: what comes before that says which member it is
            return "damaged" if $status < 0 && $status != -5;
            return "more" if $stops;
        } while ($status == -5 && length($text));
        return "behind" if $status == 1 && (length($piece) || $read < $size);
    }
    return "cut" if $status != 1;
    $sum = $summed->hexdigest if $summed;
    return "";
}

sub unpack_all_by_gzip {
    my ($size, $take) = @_;
    my $many = $through ? $size : least($size, 16 * $most);
    my $pid = open(my $pipe, "-|");
    return "unknown" unless defined $pid;
    unless ($pid) {
        open(STDERR, ">/dev/null");
        open(my $gzip, "|-", "gzip", "-dc") or exit 3;
        binmode $gzip;
        $SIG{PIPE} = "IGNORE"; # why gzip ended early, its status says
        my $done = 0;
        while ($done < $many) {
            my $piece = at($done, least($many - $done, 32768));
            last if $piece eq "" || !print {$gzip} $piece;
            $done += length($piece);
        }
        close($gzip) or exit($? == 512 ? 2 : 1);
        exit($done < $many ? 1 : 0);
    }
    binmode $pipe;
    my $stopped = 0;
    my $length = 0;
    while (!$stopped && sysread($pipe, my $text, 65536)) {
        $length += length($text);
        $stopped = $take->($text, $size);
    }
    close($pipe);
    return "more" if $stopped;
    return "behind" if !$? && $length % 4294967296 != $isize; # zeros are nothing to gzip
    return $? == 768 ? "unknown" : $? == 512 ? "behind" : !$? ? "" : $many < $size ? "more" : "damaged";
}

sub look_at_tar {
    my ($size) = @_;
    $said{format} = "targz";
    return blame("cutOff") if $size < 20;
    $isize = unpack("x4 V", at($size - 8, 8));
    begin_inside();
    %tar = (rest => "", left => 0, pad => 0, name => "", members => 0);
    %index = ();
    my $state = unpack_all($size, \&take_tar);
    return if ($said{fault} || "") eq "bomb";
    my $is_odd = $own{seen} && tell_own($own{whole});
    if ($through && $index{off}) {
        return blame("wrongLength", $index{off}) if $state eq "";
        return blame($state eq "behind" ? "moreBehind" : "cutOff");
    }
    return if $said{fault} && !$is_odd;
    return blame("cutOff") if $state eq "cut";
    return blame("moreBehind") if $state eq "behind";
    if ($state eq "damaged") {
        return blame("damagedMember") if $tar{ended}; # by the sum of all: it may be any
        return blame($tar{name} eq "moodle_backup.xml" ? "damagedXml" : "damagedMember", plain($tar{name}));
    }
    return if $is_odd || $state eq "unknown";
    if ($state eq "") {
        return blame($tar{members} ? "cutOff" : "noZip", $tar{members} ? "" : unpack("H*", at(0, 4))) unless $tar{ended};
        return blame("noMoodleXml") unless $own{seen};
    }
    $said{level} = "closedProperly" if $state eq "" || defined $index{off};
    tell_missing() if $through && $state eq "";
}
'
