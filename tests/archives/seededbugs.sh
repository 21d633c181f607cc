#!/bin/sh
# SPDX-FileCopyrightText: 2026 Nightkeep authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Puts the bugs of seededbugs.txt into the product, one after the other, and says whether the test that is named there
# fails: sh tests/archives/seededbugs.sh BUILD [number...]. BUILD is a folder where this source is built with its tests.
# It takes a private copy of the one file that a bug changes, and gives it back whatever happens. The server programs
# are part of the library, so a bug in one costs what its change costs: the resources, or the text of the job, are
# compiled anew, and the room's tests are linked again.
set -u
[ $# -ge 1 ] || {
    echo "usage: $0 BUILD [number...]" >&2
    exit 2
}
build=$(cd "$1" && pwd) || exit 2
shift
source=$(cd "${0%/*}/../.." && pwd) || exit 2
wanted=" $* "
kept=$(mktemp -d) || exit 2
file=
give_back() {
    [ -z "$file" ] || cp "$kept/file" "$source/$file"
    file=
}
trap 'give_back; rm -rf "$kept"' EXIT
trap 'exit 2' INT TERM HUP

# As ctest runs it.
run_test() { # class function
    NIGHTKEEP_SOURCE_DIR=$source NIGHTKEEP_BIN_DIR=$programs QT_QPA_PLATFORM=offscreen LC_ALL=C.UTF-8 \
        LSAN_OPTIONS=suppressions=$source/tests/support/lsan.supp timeout 900 "$programs/test_$room" "$1" "$2" \
        >"$kept/said" 2>&1
}

# Writes the bug of that number below $kept; says its file, and room, class and function of its test.
take_bug() { # number
    perl -e '
my ($number, $list, $folder, $source) = @ARGV;
open(my $in, "<", $list) or die "$list: $!";
my ($at, $title, $file, $test, @before, @after, $part) = (0);
while (my $line = <$in>) {
    chomp $line;
    next if $line =~ /^#/;
    $at++ if $line =~ /^= /;
    next if $at != $number;
    if ($line =~ /^= (.*)/) { $title = $1 }
    elsif ($line =~ /^file (.*)/) { $file = $1 }
    elsif ($line =~ /^test (.*)/) { $test = $1 }
    elsif ($line =~ /^-(.*)/) { push @before, $1; $part = \$before[-1] }
    elsif ($line =~ /^\+(.*)/) { push @after, $1; $part = \$after[-1] }
    elsif ($line =~ /^\|(.*)/) { $$part .= "\n$1" }
}
exit 3 unless defined $title;
open(my $product, "<", "$source/$file") or die "$file: $!";
my $text = do { local $/; <$product> };
for my $i (0 .. $#before) {
    my $count = () = $text =~ /\Q$before[$i]\E/g;
    die "$title: $count places\n" unless $count == 1;
    my $place = index($text, $before[$i]);
    substr($text, $place, length $before[$i]) = $after[$i];
}
open(my $out, ">", "$folder/bug") or die $!;
print $out $text;
print "$file\n$test\n$title\n";' "$1" "$source/tests/archives/seededbugs.txt" "$kept" "$source"
}

programs=
number=0
missed=0
tried=0
while :; do
    number=$((number + 1))
    take_bug "$number" >"$kept/what"
    status=$?
    [ "$status" -ne 3 ] || break
    [ "$status" -eq 0 ] || exit 2
    case $wanted in *" $number "* | '  ') ;; *) continue ;; esac
    {
        IFS= read -r changed
        IFS=' ' read -r room class function
        IFS= read -r title
    } <"$kept/what"
    if ! cmake --build "$build" --target "test_$room" >"$kept/built" 2>&1; then
        tail -20 "$kept/built"
        exit 2
    fi
    [ -n "$programs" ] || programs=$(dirname "$(find "$build" -name "test_$room" -type f -perm -u+x | head -1)")
    if ! run_test "$class" "$function"; then
        echo "$number $title: $class::$function fails without it, too"
        tail -20 "$kept/said"
        exit 2
    fi
    cp "$source/$changed" "$kept/file" && file=$changed && cp "$kept/bug" "$source/$changed" || exit 2
    tried=$((tried + 1))
    if ! cmake --build "$build" --target "test_$room" >"$kept/built" 2>&1; then
        tail -20 "$kept/built"
        exit 2
    fi
    if run_test "$class" "$function"; then
        echo "$number NOT FOUND: $title ($class::$function)"
        missed=$((missed + 1))
    else
        echo "$number found: $title ($class::$function)"
    fi
    give_back
done
[ "$tried" -eq 0 ] || cmake --build "$build" --target "test_$room" >/dev/null 2>&1
echo "$tried seeded bugs, $((tried - missed)) found"
[ "$missed" -eq 0 ]
