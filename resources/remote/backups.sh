#!/bin/sh
# SPDX-FileCopyrightText: 2026 Nightkeep authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Lists all places of a server that hold a site's backups and, where that is asked for, looks into the files.
# Input and answer: models/courses/inventory.h; of the input the root comes first.
# A course's folder is <number>/backupdata alone, and the rest of a data folder is not walked through. Of a pool and a
# trash only the files are looked for that are asked about. No link below a place is followed but those on the way to a
# pool's file, which are Moodle's administrator's.
# shellcheck disable=SC2154 # what is not set here is set by what stands before it
# shellcheck disable=SC2016 # what is quoted so is perl or awk

# What config.php says of the pool, a line each: "is " the class of its file system and, where it sets them, "pool " and
# "trash " the folders. Nothing where it could say more than is understood here: a value that is worked out or set on
# a condition, another file that is read. Nothing of it is run.
read_config() { # path
    awk '
    NR > 5000 { odd = 1; exit }
    {
        line = $0
        sub(/^[ \t]+/, "", line)
        sub(/\r$/, "", line)
    }
    comment || line ~ /^\/\*/ {
        comment = line !~ /\*\//
        if (line ~ /\*\/.*(alternative_file_system_class|filedir|trashdir)/) odd = 1 # behind its end
        next
    }
    line ~ /^(\/\/|#)/ || line == "" { next }
    line ~ /(^|[^A-Za-z0-9_$>])(include|require)(_once)?[ \t(]/ && line !~ /lib\/setup\.php/ { odd = 1 }
    line ~ /\$CFG->[${]/ { odd = 1 } # a setting whose name is worked out
    line ~ /<<<|(^|[^A-Za-z0-9_$>])end(if|for|foreach|while|switch)([^A-Za-z0-9_]|$)/ { odd = 1 } # what braces do not tell
    line ~ /\/\*/ && line !~ /\/\*.*\*\// { odd = 1 } # a comment that begins behind something
    line ~ /\$CFG/ { known = 1 }
    line ~ /alternative_file_system_class|->[ \t]*(filedir|trashdir)([^A-Za-z0-9_]|$)/ {
        name = line
        sub(/^\$CFG->/, "", name)
        sub(/[^a-z_].*/, "", name)
        letters = name ~ /dir$/ ? "[^\047\"\\\\$]*" : "[A-Za-z0-9_\\\\]*"
        value = "(\047" letters "\047|\"" letters "\")"
        isSet = match(line, "^[$]CFG->[a-z_]+[ \t]*=[ \t]*" value "[ \t]*;")
        if (!isSet || substr(line, RLENGTH + 1) !~ /^[ \t]*((\/\/|#).*)?$/) odd = 1
        if (depth != 0 || (before != "" && before !~ /([;}]|\*\/|<\?php)$/)) odd = 1 # it may not be run
        split(line, part, /[\047"]/)
        set[name] = part[2]
        if (length(part[2]) > (name ~ /dir$/ ? 1000 : 200)) odd = 1
        if (name ~ /dir$/ && (part[2] !~ /^\// || part[2] ~ /\/\.\.(\/|$)/)) odd = 1
    }
    {
        before = line
        sub(/;[ \t]*(\/\/|#).*$/, ";", before)
        sub(/[ \t]+$/, "", before)
        depth += gsub(/\{/, "", line) - gsub(/\}/, "", line)
    }
    END {
        if (!known || odd) exit
        count = split(set["alternative_file_system_class"], part, /\\+/)
        value = part[1]
        for (i = 2; i <= count; i++) value = value "\\" part[i]
        print "is " value
        if (set["filedir"] != "") print "pool " set["filedir"]
        if (set["trashdir"] != "") print "trash " set["trashdir"]
    }' "$1" 2>/dev/null
}

# What find and xargs said of trouble, each once and at most 100 lines: the last says so if there are more. Lines that
# are numbers are sizes, to be summed up. That a file of a pool is not there is no trouble, and of a folder in it that
# cannot be entered only the folder matters.
sort_out() { # files, hashes or sizes
    awk -v of="$1" '
    /^[0-9]+$/ && of == "sizes" {
        files++
        bytes += $1
        next
    }
    of == "hashes" && /: No such file or directory$/ { next }
    /^find ended with status / {
        if (lines) next
    }
    {
        sub(/^find: /, "")
        if (of == "hashes" && match($0, /\.\/[0-9a-f][0-9a-f]\/[0-9a-f][0-9a-f]\//)) {
            folder = substr($0, RSTART, RLENGTH - 1)
            sub(/^.*: /, "")
            $0 = folder ": " $0
        }
        # What names no folder may mean any.
        if ($0 !~ /^[\047"`]?[.][\047"`:\/]/ && $0 !~ /^find /) $0 = ".: " $0
        if (seen[$0]++) next
        if (++lines < 100) print
        else more++
    }
    END {
        if (more) print ".: and " more " more that could not be looked into"
        if (of == "sizes") printf "total %.0f %.0f\n", files, bytes
    }'
}

say_all() { # lines of sort_out
    for line in $1; do
        case $line in
        "total "*)
            line=${line#total }
            nk_record total "${line% *}" "${line#* }"
            ;;
        *) nk_record problem "$line" ;;
        esac
    done
}

# Those that are there. The list is too long for a process's arguments, so it goes through a pipe. Of no hash at all,
# find would be told of no file, and look at the folder itself.
look_up_hashes() {
    [ -n "$hashes" ] || return 0
    problems=$(echo "$hashes" | awk '
        BEGIN { RS = " " }
        NR % 2 && length($1) == 40 { print "./" substr($1, 1, 2) "/" substr($1, 3, 2) "/" $1 }' |
        xargs -n 500 /bin/sh -c 'exec find "$@" -maxdepth 0 \( -type f -printf "R\0file\0003\0%s\0%T@\0%f\0" \
            -o -printf "R\0problem\0001\0%h: something else than a file lies in it\0" \)' nightkeep 2>&1 >&5 5>&- |
        sort_out hashes)
    say_all "$problems"
}

list_files() { # kind
    problems=$({
        if [ "$1" = courseFolder ]; then
            # Most are files: what is asked of folders and links costs them nothing.
            find . -mindepth 1 -type d \( ! -path './*/*' ! -regex '\./[1-9][0-9]*' \
                -o -path './*/*' ! -path './*/backupdata' ! -path './*/backupdata/*' \) -prune \
                -o -type f -path './*/backupdata/*' -printf 'R\0file\0003\0%s\0%T@\0%P\0' \
                -o -type l \( -regex '\./[1-9][0-9]*' -o -path './*/backupdata' -o -path './*/backupdata/*' \) \
                -printf 'R\0problem\0001\0%p: a link, which is not followed\0'
        else
            find . -type f -printf 'R\0file\0003\0%s\0%T@\0%P\0'
        fi 2>&1 >&5 5>&- || echo "find ended with status $?: not all may be listed"
    } | sort_out files)
    say_all "$problems"
}

# Sets nk_free and nk_total to bytes of the file system that one is in, -1 where they cannot be told.
ask_space() {
    nk_ask_free .
    nk_total=-1
    nk_before=
    nk_older=
    IFS=' '
    for nk_word in ${nk_said##*"$nk_newline"}; do
        case $nk_word in
        *[!0-9]*%) ;;
        [0-9]*%)
            # Used and available: what is kept for root belongs to neither.
            if [ "$nk_free" != -1 ] && nk_is_number "$nk_older"; then nk_total=$((nk_older * 1024 + nk_free)); fi
            break
            ;;
        esac
        nk_older=$nk_before
        nk_before=$nk_word
    done
    IFS=$nk_newline
}

# All places as records; perl is told where it is to go by one that does not reach the answer.
list() { # kind folder..., so many as there are places
    left=$count
    while [ "$left" -gt 0 ]; do
        left=$((left - 1))
        nk_let kind "$1"
        nk_let folder "$2"
        shift 2
        said=$(find "$root$folder/" -prune 2>&1 >/dev/null)
        case $said in
        *'ermission denied'*) sight=unreadable ;;
        ?*) sight=missing ;;
        *)
            sight=seen
            cd "$root$folder/" 2>/dev/null || sight=unreadable
            case $kind in courseFolder | sharedFolder) [ -r . ] || sight=unreadable ;; esac
            ;;
        esac
        nk_free=-1
        nk_total=-1
        [ "$sight" != seen ] || ask_space
        nk_record place "$kind" "$sight" "$nk_free" "$nk_total"
        [ "$sight" = seen ] || continue
        [ "$nk_looks" = no ] || nk_record enter "$root$folder/"
        [ "$nk_looks$some" != yesyes ] || continue # perl finds them by their names
        case $kind in
        courseFolder | sharedFolder) list_files "$kind" ;;
        *) look_up_hashes ;;
        esac
        [ "$kind" != trash ] || say_all "$(find . -type f -printf '%s\n' 2>&1 5>&- | sort_out sizes)"
    done
}

# What list was stopped in would look whole: so it says on file 8 that it came to its end.
list_whole() {
    list "$@"
    echo whole >&8
}

# Of what list and who copies its records have said; what ended in the middle otherwise.
take_count() { # of what
    case $nk_count in
    "whole$nk_newline"*) nk_count=${nk_count#whole"$nk_newline"} ;;
    *) nk_count= ;;
    esac
    nk_is_number "$nk_count" && return
    echo "$nk_program: $1 ended in the middle" >&2
    exit 3
}

# Whether what goes into the answer can be counted on its way.
can_count() {
    [ "$(printf 'a\0b\0' | count_fields 6>/dev/null 2>/dev/null)" = 2 ]
}

# Copies its input to file 6 and says how many fields that were. Only a pipe can be opened again by such a name, so
# the copy is what is counted.
count_fields() {
    { tee /dev/fd/7 >&6; } 7>&1 | tr -dc '\000' | wc -c | tr -d ' '
}

# What perl has to know before the records: where the pool is, the hashes, and which files alone are to be looked at.
hand_over() { # the places, the hashes, and of each file its place and its path
    pool=
    left=$count
    while [ "$left" -gt 0 ]; do
        left=$((left - 1))
        [ "$1" != xpool ] || nk_let pool "$2"
        shift 2
    done
    shift
    printf '%s\0' "${pool:+$root$pool}"
    echo "$hashes"
    printf '\0%s\0' "$#"
    # shellcheck disable=SC2059 # the escapes are what printf is wanted for
    for nk_field; do printf -- "${nk_field#x}\000"; done
}

# Copies the records of list to the answer, with what is seen behind each file, and says how many fields that were.
# Several processes look if that is asked for: then the files of a place are in no order.
look_into() { # how far, how many
    perl -e "$nk_zip_reader$nk_backup_reader$nk_workers"'
($through, $strict) = ($ARGV[0] eq "through", 1);
my (%given, %only); # the recorded size of each hash; by place what is looked at, where that is not all
sub by_hash { return $kind eq "pool" || $kind eq "trash" }

# The SHA-1 of FILE, in hexadecimal; empty where nobody here can tell.
sub sum_of {
    my ($size) = @_;
    return $sum if $sum ne "";
    if ($sums) {
        my $summed = Digest::SHA->new(1);
        for (my $done = 0; $done < $size;) {
            my $piece = at($done, least($size - $done, 65536));
            return "" if $piece eq "";
            $done += length($piece);
            $summed->add($piece);
        }
        return $summed->hexdigest;
    }
    for my $tool (["openssl", "dgst", "-sha1"], ["sha1sum"]) {
        my $pid = open(my $pipe, "-|");
        next unless defined $pid;
        unless ($pid) {
            open(STDERR, ">/dev/null");
            close(STDIN); # else what it holds of the input moves FILE when another program begins
            open(STDIN, "<&FILE") or exit 3;
            sysseek(STDIN, 0, 0);
            exec { $$tool[0] } @$tool or exit 3;
        }
        my $told = join("", <$pipe>);
        close($pipe);
        return $1 if !$? && $told =~ /(?:^|= *)([0-9a-f]{40})\b/;
    }
    return "";
}

# Fields of check and of inside, but for the number of the origin. Nothing of a file that has changed since it was
# listed, or is gone.
sub look {
    my ($bytes, $mtime, $path) = @_;
    my $hashed = by_hash();
    my $file = $hashed ? join("/", unpack("a2 a2", $path), $path) : $path;
    %said = (level => "notChecked");
    $sum = "";
    my ($wrong, $why, $size) = take_up($file);
    if ($wrong) {
        return if $wrong eq "unreadable" && !lstat($file);
        blame($wrong, $why);
    } elsif ($hashed && defined $given{$path} && $given{$path} != $size) {
        blame("otherSize", $given{$path});
    } elsif (at(0, 2) eq "\x1f\x8b") {
        look_at_tar($size);
    } else {
        look_at_zip($size);
    }
    if ($hashed && $through && $said{level} ne "notChecked") {
        my $told = sum_of($size);
        if ($told eq "") { $said{level} = "closedProperly" }
        elsif ($told ne $path) { blame("otherHash") }
    }
    my @now = $wrong eq "unreadable" ? () : stat(FILE);
    return if @now && ($now[7] != $bytes || $now[9] != int($mtime));
    return known("level", "fault", "what", "course", "date", "short"), $said{format} ? known("format", "type", "users",
        "files", "anonymous", "automated", "named", "missing", "first", "origin", "inPool", "notInPool") : [];
}

sub known { # of these, without those at the end of which nothing is known
    my @known = @said{@_};
    pop @known until !@known || (defined $known[-1] && $known[-1] ne "");
    return \@known;
}

my %origins; # of each release and site that was told of its number
sub say_file { # bytes, mtime, path
    my ($bytes, $mtime, $path) = @_;
    my ($check, $inside) = eval { look($bytes, $mtime, $path) }; # of one that it breaks off at: none
    if ($check && @$inside && (defined $said{release} || defined $said{site})) {
        my $key = join("\0", @said{"release", "site"});
        unless (defined $origins{$key}) {
            $origins{$key} = 10 * keys(%origins) + $worker;
            say_record("origin", $origins{$key}, @said{"release", "site"});
        }
        $$inside[9] = $origins{$key};
    }
    $mtime =~ s/^(\d+)\.\d*\z/$1/;
    say_record("file", $bytes, $mtime, $path);
    return unless $check;
    say_record("check", @$check);
    say_record("inside", @$inside) if @$inside;
}

sub take_file { # bytes, mtime, path
    return say_file(@_) unless @workers;
    push @batch, @_;
    $batch_bytes += $_[0];
    give_batch() if @batch >= 300 || ($through && $batch_bytes > 1048576);
}

open(ANSWER, ">&=6") or die;
binmode STDIN;
$/ = "\0";
sub field {
    my $field = <STDIN>;
    exit 4 unless defined $field && chomp($field); # it breaks off
    return $field;
}
$pool = field();
my @given = split(" ", field());
pop @given if @given % 2;
%given = @given;
for (my $left = field(); $left > 1; $left -= 2) {
    my $place = field();
    push @{$only{$place}}, field();
}
# One that is asked for by its name, if it is a file. What it lies in may be a link by now.
sub find_file {
    my ($path) = @_;
    my $file = by_hash() ? join("/", unpack("a2 a2", $path), $path) : $path;
    if ($file eq $path) {
        my $way = ".";
        for my $step (split("/", $path)) { return if -l ($way .= "/$step") }
    }
    my @now = lstat($file);
    take_file($now[7], $now[9], $path) if @now && -f _;
}
sub send_answer {
    return if length($answer) < 65536 && !$through; # who has gone away is noticed by what is sent
    send_all(*ANSWER, $answer);
    $answer = "";
}
eval { setpriority(0, 0, 10) }; # others work here
hire($ARGV[1]) if $ARGV[1] > 1;
while (defined(my $mark = <STDIN>)) {
    my ($type, $count) = (field(), field());
    my @values = map { scalar <STDIN> } 1 .. $count;
    exit 4 unless chomp(@values) == $count;
    if ($type eq "file") {
        take_file(@values);
    } elsif ($type eq "enter") {
        end_place();
        my $is_there = chdir($values[0]);
        give($$_[0], @values) for @workers;
        for my $path (@{$is_there && $only{$kind} || []}) {
            find_file($path);
            send_answer();
        }
    } else {
        end_place() if $type eq "place";
        $kind = $values[0] if $type eq "place";
        say_record($type, @values);
    }
    send_answer();
}
end_place();
send_all(*ANSWER, $answer);
close(ANSWER) or die;
print $fields;' "$1" "$2" 2>/dev/null 6>&6 # some shells keep such files to themselves
}

[ $# -ge 5 ] || nk_wrong 'the input lacks a field'
nk_let root "$1"
nk_let code "$2"
nk_let far "$3"
nk_let count "$4"
shift 4
many=
case $far in
'closed '[1-9] | 'through '[1-9])
    many=${far#* }
    far=${far% *}
    ;;
list | closed | through) ;;
*) nk_wrong 'how far is none of its words' ;;
esac
case $count in '' | *[!0-9]* | ????*) nk_wrong 'the places are no number' ;; esac
[ $# -gt $((2 * count)) ] || nk_wrong 'the input lacks a field'
some=no # are asked for by their names
[ $# -eq $((2 * count + 1)) ] || some=yes
eval "nk_let hashes \"\${$((2 * count + 1))}\""
case $hashes in *[!0-9a-f\ ]*) nk_wrong 'the hashes are none' ;; esac
find / -mindepth 0 -maxdepth 0 \( ! -path x -o -regex x \) -prune -type f -printf '' >/dev/null 2>&1 || nk_lack find -printf
[ "$(echo x | xargs -n 1 /bin/sh -c 'echo "$1"' nightkeep 2>/dev/null)" = x ] || nk_lack xargs -n
nk_try_df
nk_try_numbers
# Taken before the search: what is written meanwhile belongs to the next run.
nk_ask_clock
nk_record now "$nk_now"
if [ -n "$code" ] && [ -f "$root$code/config.php" ] && [ -r "$root$code/config.php" ]; then
    class=
    pool=
    trash=
    said=
    for line in $(read_config "$root$code/config.php"); do
        said=yes
        case $line in
        'is '*) class=${line#is } ;;
        'pool '*) pool=${line#pool } ;;
        'trash '*) trash=${line#trash } ;;
        esac
    done
    [ -z "$said" ] || nk_record config "$class" "$pool" "$trash"
fi
[ "$far" != list ] || far=none
nk_uses_zip_reader "$far"
if [ "$nk_looks" = yes ]; then
    if [ -z "$many" ]; then
        many=$(getconf _NPROCESSORS_ONLN 2>/dev/null)
        nk_is_number "$many" || many=1
        # Others work here, and what reads through takes long.
        [ "$far" = closed ] || many=$((many / 2))
        [ "$many" -le 4 ] || many=4
    fi
    exec 6>&1
    nk_count=$({ {
        hand_over "$@"
        list_whole "$@"
    } 5>&1 | look_into "$far" "$many" 8>&-; } 8>&1)
    exec 6>&-
    take_count perl
elif can_count; then
    exec 6>&1
    nk_count=$({ list_whole "$@" 5>&1 | count_fields 8>&-; } 8>&1)
    exec 6>&-
    take_count list
else
    nk_lines=$({
        list "$@"
        printf '/whole\000' >&5 # no path begins so
    } 5>&1 | nk_escape 60 0)
    nk_whole
    case $nk_newline$nk_lines in
    *"${nk_newline}x/whole$nk_newline") nk_lines=${nk_lines%x/whole*} ;;
    *"\\000/whole$nk_newline") nk_lines=${nk_lines%"\\000/whole$nk_newline"}$nk_newline ;;
    *) nk_count= ;;
    esac
    [ -z "$nk_count" ] || nk_count=whole$nk_newline$((nk_count - 1))
    take_count list
    # shellcheck disable=SC2059 # the escapes are what printf is wanted for
    for line in $nk_lines; do printf -- "${line#x}\000"; done
fi
nk_fields=$((nk_fields + nk_count))
nk_record finished
nk_finish
