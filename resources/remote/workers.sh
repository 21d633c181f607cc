#!/bin/sh
# SPDX-FileCopyrightText: 2026 Nightkeep authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# How perl answers, and how several of it look into files at once. Put behind backupreader.sh in the program that gives
# perl $nk_workers; that has say_file, which looks into a file and says what it found.
# shellcheck disable=SC2016 # what is quoted so is perl
# shellcheck disable=SC2034 # what is unused here is what the program uses

nk_workers='my ($fields, $answer) = (0, ""); # how many fields were said, and what is not sent yet
my $kind = ""; # of the place
my $worker = 0; # which of them this is

sub say_record { # type, field...
    my $type = shift;
    $answer .= join("\0", "R", $type, scalar(@_), @_, "");
    $fields += 3 + @_;
}

sub send_all { # to whom, bytes
    my ($to, $bytes) = @_;
    for (my $done = 0; $done < length($bytes);) {
        $done += syswrite($to, $bytes, length($bytes) - $done, $done) || die;
    }
}

# A message is its length and its fields, each with its own.

my (@workers, @batch); # of each what it is told by, what it answers by and whether it has to; what is told next
my $batch_bytes = 0;

sub give { # to whom, field...
    my $to = shift;
    send_all($to, pack("N/a*", pack("(N/a*)*", @_)));
}

sub take { # from whom: the fields; undefined at the end
    my ($from) = @_;
    my ($message, $size) = ("", 4);
    for my $part (1, 2) {
        while (length($message) < $size) {
            sysread($from, $message, $size - length($message), length($message)) or return undef;
        }
        $size = 4 + unpack("N", $message);
    }
    return [unpack("(N/a*)*", substr($message, 4))];
}

sub work { # for whom it does, and who hears of it
    my ($orders, $answers) = @_;
    while (my $order = take($orders)) {
        if (@$order == 1) {
            chdir($$order[0]);
            next;
        }
        ($kind, my @files) = @$order;
        say_file(splice(@files, 0, 3), 1) while @files;
        give($answers, $fields, $answer);
        ($fields, $answer) = (0, "");
    }
}

sub hire { # how many
    for (1 .. $_[0]) {
        pipe(my $orders, my $tell) && pipe(my $hear, my $answers) or last; # then fewer do it
        my $pid = fork;
        defined $pid or last;
        unless ($pid) {
            close($_) for $tell, $hear, *ANSWER, map { @$_[0, 1] } @workers;
            $worker = $_ - 1;
            work($orders, $answers);
            exit 0;
        }
        push @workers, [$tell, $hear, 0];
    }
}

sub hear { # what those have found that are done; one that has ended before has found nothing
    my $wanted = "";
    vec($wanted, fileno($$_[1]), 1) = 1 for @workers;
    return unless select($wanted, undef, undef, undef) > 0;
    for my $worker (grep { vec($wanted, fileno($$_[1]), 1) } @workers) {
        my $found = take($$worker[1]) or die;
        $fields += $$found[0];
        $answer .= $$found[1];
        $$worker[2] = 0;
    }
}

sub give_batch {
    return unless @batch;
    hear() while !grep { !$$_[2] } @workers;
    my ($idle) = grep { !$$_[2] } @workers; # of two batches, one could wait for the other, in pipes that are full
    $$idle[2] = 1;
    give($$idle[0], $kind, @batch);
    @batch = ();
    $batch_bytes = 0;
}

sub end_place {
    give_batch();
    hear() while grep { $$_[2] } @workers;
}
'
