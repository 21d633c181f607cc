#!/bin/sh
# SPDX-FileCopyrightText: 2026 Nightkeep authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Reads the backup settings of a Moodle 2 or later as it serves them, and sets them, by its own admin/cli/cfg.php.
#
# Input, each field ended by NUL:
#   root          "" on a real server; the folder that stands for one in the demo
#   code folder   or, since 5.1, the folder "public" in it
#   user          as whom PHP runs; empty: who is logged in
#   php           its program; empty: it is looked for
#   seconds       for each run of PHP
#   act           read or set
#   for set, of each option in hexadecimal: its name; what was seen, behind "=", or "-" for none; what is wanted
# Answer (models/base/frame.h), program "moodle-settings":
#   door      user, php, cfg.php
#   value     name, value as Moodle serves it (read alone), where it is not longer than 50,000 bytes
#   forced    name (that config.php sets)
#   zone      the site's time zone in hexadecimal, where config.php sets it
#   unsure    why nobody could tell what config.php sets
#   outcome   name, kind, "=" and the value that is there or "-", what PHP said (set alone); names and values in
#             hexadecimal
#             kind: written, same, conflict, notTried, takenBack, forced, failed, unknown
#   finished(), or refused(code, argument...) finished()
#
# Nothing is written where nobody listens any more. From the first write on it goes on to its end all the same: all are
# written, or those before are taken back. The lock on cfg.php is held by PHP too, so that whoever has it later knows
# that nothing is at work.
# shellcheck disable=SC2154 # what is not set here is set by prelude.sh

# What PHP is given to do: fixed texts, and what differs is an argument. The first knows no Moodle and takes the last
# line that is an object, for warnings may stand around it: whoever is logged in runs it, unless that is root.
# shellcheck disable=SC2016 # PHP's own variables
values_text='$found = null;
foreach (explode("\n", (string)stream_get_contents(STDIN)) as $line) {
    $object = substr($line, 0, 1) === "{" ? json_decode($line, true) : null;
    if (is_array($object)) { $found = $object; }
}
if ($found === null) { exit(1); }
echo "\nbegin\n";
foreach ($found as $name => $value) {
    if (is_scalar($value) && strlen((string)$value) <= 50000) { echo bin2hex((string)$name), "=", bin2hex((string)$value), "\n"; }
}
echo "end\n";'
# shellcheck disable=SC2016
forced_text='define("CLI_SCRIPT", true);
define("ABORT_AFTER_CONFIG", true);
require($argv[1]);
$all = isset($CFG->forced_plugin_settings) ? $CFG->forced_plugin_settings : array();
$forced = isset($all["backup"]) && is_array($all["backup"]) ? array_keys($all["backup"]) : array();
echo "\nbegin\n";
foreach ($forced as $name) { echo bin2hex((string)$name), "=\n"; }
if (isset($CFG->timezone) && is_scalar($CFG->timezone)) { echo "zone=", bin2hex((string)$CFG->timezone), "\n"; }
echo "end\n";'

# PHP by who is logged in, for which sudo need not allow anything; never as root.
run_filter() { # argument...
    if [ "$nk_way" = su ]; then
        nk_run_as "$seconds" "$php" "$@"
    else
        timeout "$seconds" "$php" "$@"
    fi
}

# Sets values, which Moodle serves now.
ask_moodle() {
    nk_run_php "$cfg" --component=backup --json
    [ "$status" -eq 0 ] || return 1
    # Not as an argument, which printf takes in some shells: those have an end.
    filtered=$(
        run_filter -r "$values_text" 2>/dev/null <<END
$said
END
    )
    nk_between_marks "$filtered" || return 1
    values=$lines
}

# Sets forced, or leaves it empty and why_unsure set.
ask_forced() {
    forced=
    why_unsure=
    if nk_may_run "$php" -r "$forced_text" -- "$config"; then
        nk_run_php -r "$forced_text" -- "$config"
        if [ "$status" -eq 0 ] && nk_between_marks "$said"; then
            forced=$lines
        else
            why_unsure="status $status: $said"
        fi
    else
        why_unsure=sudo
    fi
    nk_shorten why_unsure
}

# Sets now to "=" and the value, or "-".
value_of() { # name in hexadecimal
    now=-
    for line in $values; do
        case $line in "$1="*) now="=${line#*=}" ;; esac
    done
}

note() { # number kind value what was said
    eval "kind_$1=\$2 found_$1=\$3 words_$1=\$4"
}

# Compares all before anything is written; fails where one is not as it was seen.
compare_all() { # the changes' fields
    number=0
    fine=true
    while [ $# -ge 3 ]; do
        number=$((number + 1))
        value_of "${1#x}"
        case $forced in
        *"$nk_newline${1#x}="*) kind=forced ;;
        *)
            if [ "$now" = "=${3#x}" ]; then
                kind=same
            elif [ "$now" = "${2#x}" ]; then
                kind=notTried
            else
                kind=conflict
            fi
            ;;
        esac
        case $kind in forced | conflict) fine=false ;; esac
        note $number $kind "$now" ''
        shift 3
    done
    [ $fine = true ]
}

# Sets plain to the text that hexadecimal digits stand for.
plain_of() { # digits
    octal=$(
        awk '{
            for (i = 1; i < length($0); i += 2) {
                byte = 16 * index("123456789abcdef", substr($0, i, 1)) + index("123456789abcdef", substr($0, i + 1, 1))
                printf "\\%03o", byte
            }
        }' <<END
$1
END
    )
    nk_decode "$octal"
    plain=$nk_text
}

# Sets an option; sets now to what Moodle serves then, set_status and words. Fails where Moodle does not tell.
set_option() { # name, and "=" and the value or "-" for none, in hexadecimal
    plain_of "$1"
    name=$plain
    if [ "$2" = - ]; then
        nk_run_php "$cfg" --component=backup "--name=$name" --unset
    else
        plain_of "${2#=}"
        nk_run_php "$cfg" --component=backup "--name=$name" "--set=$plain"
    fi
    set_status=$status
    nk_shorten said
    words="status $status: $said"
    if ! ask_moodle; then
        nk_shorten said
        words="$words$nk_newline$said"
        return 1
    fi
    value_of "$1"
}

# Fails unless it is as wanted and PHP ended well. What was read after the write before it tells whether somebody has
# changed this one meanwhile.
write_one() { # number name seen wanted
    value_of "${2#x}"
    if [ "$now" != "${3#x}" ]; then
        note "$1" conflict "$now" ''
        return 1
    fi
    if ! set_option "${2#x}" "=${4#x}"; then
        note "$1" unknown - "$words"
        return 1
    fi
    if [ "$now" = "=${4#x}" ]; then
        [ "$set_status" -ne 0 ] || words=
        note "$1" written "$now" "$words"
        [ "$set_status" -eq 0 ]
        return
    fi
    if [ "$set_status" -eq 4 ]; then
        note "$1" forced "$now" ''
    elif [ "$now" = "${3#x}" ]; then
        note "$1" failed "$now" "$words"
    else
        note "$1" conflict "$now" "$words"
    fi
    return 1
}

write_all() { # the changes' fields
    number=0
    while [ $# -ge 3 ]; do
        number=$((number + 1))
        eval "kind=\$kind_$number"
        if [ "$kind" = notTried ]; then
            write_one $number "$1" "$2" "$3" || return 1
        fi
        shift 3
    done
}

# Takes back what was written, each as long as it is still ours.
take_back() { # the changes' fields
    number=0
    while [ $# -ge 3 ]; do
        number=$((number + 1))
        eval "kind=\$kind_$number said_before=\$words_$number"
        if [ "$kind" = written ]; then
            ask_moodle || return 1
            value_of "${1#x}"
            if [ "$now" != "=${3#x}" ]; then
                note $number conflict "$now" "$said_before"
            elif ! set_option "${1#x}" "${2#x}"; then
                note $number unknown - "$words"
                return 1
            elif [ "$now" = "${2#x}" ]; then
                note $number takenBack "$now" "$said_before"
            elif [ "$now" != "=${3#x}" ]; then
                note $number conflict "$now" "$said_before"
            fi
        fi
        shift 3
    done
}

[ $# -ge 6 ] || nk_wrong 'the input lacks a field'
nk_let root "$1"
nk_let code "$2"
nk_let user "$3"
nk_let php "$4"
nk_let seconds "$5"
nk_let act "$6"
shift 6
nk_is_number "$seconds" || nk_wrong 'the seconds are not a number'

nk_find_code "$root" "$code"
cfg=$nk_code/admin/cli/cfg.php
config=$nk_code/config.php
[ -f "$cfg" ] || nk_refuse no-cfg "$cfg"

nk_choose_php "$user" "$php"
nk_may_run "$php" "$cfg" --component=backup --json || nk_refuse not-that-user "$nk_web_user" "$nk_me"

nk_lock_program "$cfg"
ask_moodle || {
    nk_shorten said
    nk_refuse no-answer "$status" "$said"
}
ask_forced
if [ "$act" = set ]; then
    [ -z "$why_unsure" ] || nk_refuse unsure "$why_unsure"
    if compare_all "$@"; then
        # Who gave up has read by now, or will, and was told or will be that nothing was written.
        nk_begin || exit 1
        trap '' HUP PIPE
        write_all "$@" || take_back "$@" || :
    fi
fi
nk_record door "$nk_web_user" "$php" "$cfg"
for line in $forced; do
    case $line in
    zone=*) nk_record zone "${line#zone=}" ;;
    *) nk_record forced "${line%%=*}" ;;
    esac
done
[ -z "$why_unsure" ] || nk_record unsure "$why_unsure"
if [ "$act" = set ]; then
    number=0
    while [ $# -ge 3 ]; do
        number=$((number + 1))
        eval "nk_record outcome \"\${1#x}\" \"\$kind_$number\" \"\$found_$number\" \"\$words_$number\""
        shift 3
    done
else
    for line in $values; do nk_record value "${line%%=*}" "${line#*=}"; done
fi
nk_record finished
nk_finish
