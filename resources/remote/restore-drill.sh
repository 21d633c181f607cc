#!/bin/sh
# SPDX-FileCopyrightText: 2026 Nightkeep authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Restores a copy of a course into a category made for it, by Moodle's own admin/cli/restore_backup.php, counts what
# came back and removes the category, whatever came of it.
#
# Input, each field ended by NUL:
#   root, code folder, user, php, seconds   as moodle-settings.sh has them
#   category  its name and its number for administrators: nightkeep-drill- and more of [a-z0-9-]
#   copy      its path, for the web server's user to read; of an archive's member the path in the archive
#   archive   the folder of the archive; empty: the copy lies by itself
#   run       of the archive
#   bytes     of the member
#   sha256    of the member; empty: not known
# Answer (models/base/frame.h), program "restore-drill":
#   says      module in hexadecimal, number of such activities in the copy, by Moodle's own reader of it
#   came      the same of what was restored
#   others    sections that the copy has, and that came; "yes" or "no" for users in the copy, and how many came
#   restored  status, seconds that it took, the end of what Moodle said
#   category  "removed", or "left" with its number and what Moodle said
#   finished(), or refused(code, argument...) finished()
#
# What a drill before this one left, for it was killed, goes first: nobody else is at it while the program is locked.
# From then on it goes on to its end, though nobody listens any more.
# shellcheck disable=SC2154 # what is not set here is set by prelude.sh, trust.sh and webuser.sh

# Arguments: config.php, what to do, the category's name, then that of each. A copy on standard input comes into
# Moodle's folder for temporary files, for only there the web server's user is sure to read it.
# shellcheck disable=SC2016 # PHP's own variables
drill_text='define("CLI_SCRIPT", true);
require($argv[1]);
function drill_number($name, $number) { echo $name, "=", (int)$number, "\n"; }
function drill_modules($name, $numbers) {
    foreach ($numbers as $module => $number) { echo $name, "=", bin2hex((string)$module), " ", (int)$number, "\n"; }
}
function drill_folder() { return make_temp_directory("nightkeep-drill"); }
function drill_remove($id) {
    global $CFG;
    require_once($CFG->dirroot . "/course/lib.php");
    core_course_category::get($id, MUST_EXIST, true)->delete_full(false);
}
function drill_left() {
    global $DB;
    return array_keys($DB->get_records_select("course_categories", $DB->sql_like("idnumber", "?"), array("nightkeep-drill-%"), "", "id"));
}
function drill_clear() {
    foreach (drill_left() as $id) { drill_remove($id); }
    foreach ((array)glob(drill_folder() . "/nightkeep-drill-*") as $file) { unlink($file); }
}
function drill_take($file) {
    $to = fopen($file, "xb");
    $sum = hash_init("sha256");
    $bytes = 0;
    while (!feof(STDIN)) {
        $part = (string)fread(STDIN, 1048576);
        if (fwrite($to, $part) !== strlen($part)) { exit(5); }
        hash_update($sum, $part);
        $bytes += strlen($part);
    }
    if (!fclose($to)) { exit(5); }
    drill_number("bytes", $bytes);
    echo "sha256=", hash_final($sum), "\n";
}
function drill_read($file) {
    global $CFG;
    require_once($CFG->dirroot . "/backup/util/includes/restore_includes.php");
    $info = backup_general_helper::get_backup_information_from_mbz($file);
    $modules = array();
    foreach ((array)$info->activities as $activity) {
        $activity = (object)$activity;
        $modules[$activity->modulename] = isset($modules[$activity->modulename]) ? $modules[$activity->modulename] + 1 : 1;
    }
    drill_modules("says", $modules);
    drill_number("sections", count((array)$info->sections));
    echo "users=", empty($info->root_settings["users"]) ? "no" : "yes", "\n";
    echo "type=", bin2hex((string)$info->type), "\n";
    echo "live=", $info->original_wwwroot === $CFG->wwwroot ? "yes" : "no", "\n";
}
function drill_count($id) {
    global $DB;
    $modules = array();
    $sections = $users = 0;
    foreach (array_keys($DB->get_records("course", array("category" => $id), "", "id")) as $course) {
        $rows = $DB->get_records_sql("SELECT m.name, COUNT(c.id) AS number FROM {course_modules} c JOIN {modules} m ON m.id = c.module WHERE c.course = ? AND c.deletioninprogress = 0 GROUP BY m.name", array($course));
        foreach ($rows as $row) { $modules[$row->name] = (isset($modules[$row->name]) ? $modules[$row->name] : 0) + $row->number; }
        $sections += $DB->count_records("course_sections", array("course" => $course));
        $users += $DB->count_records_sql("SELECT COUNT(DISTINCT u.userid) FROM {user_enrolments} u JOIN {enrol} e ON e.id = u.enrolid WHERE e.courseid = ?", array($course));
    }
    drill_modules("came", $modules);
    drill_number("sections", $sections);
    drill_number("users", $users);
}
\core\session\manager::set_user(get_admin());
ob_start();
$act = $argv[2];
if ($act === "read") {
    drill_clear();
    $file = $argv[4];
    if ($file === "") {
        $file = drill_folder() . "/" . $argv[3] . ".mbz";
        drill_take($file);
    } elseif (!is_readable($file) || !is_file($file)) {
        exit(6);
    }
    if (strpos($file, "\n") !== false) { exit(5); }
    echo "file=", $file, "\n";
    drill_read($file);
} elseif ($act === "make") {
    $category = core_course_category::create(array("name" => $argv[3], "idnumber" => $argv[3], "visible" => 0));
    drill_number("category", $category->id);
} elseif ($act === "count") {
    drill_count((int)$argv[4]);
} elseif ($act === "clear") {
    drill_clear();
    drill_number("left", count(drill_left()));
}
$said = ob_get_clean();
echo "\nbegin\n", $said, "end\n";'

# Fails, with said, unless PHP did what it was to.
ask_php() { # what to do, more arguments
    asked=$1
    shift
    nk_run_php -r "$drill_text" -- "$config" "$asked" "$category" "$@"
    { [ "$status" -eq 0 ] && nk_between_marks "$said"; } || {
        nk_shorten said
        return 1
    }
}

# The same, with an archive's member on standard input.
feed_php() {
    said=$({
        tar --extract --to-stdout --force-local "--file=$tar" -- "$copy" 2>/dev/null |
            nk_run_as "$seconds" "$php" -r "$drill_text" -- "$config" read "$category" '' 3<&9 2>&1
        echo ".$?"
    } | tail -c 1000000)
    nk_take_status
    { [ "$status" -eq 0 ] && nk_between_marks "$said"; } || {
        nk_shorten said
        return 1
    }
}

# Sets value to what lines have behind a name; empty where they have nothing.
value_of() { # name
    value=
    for line in $lines; do
        case $line in "$1="*) value=${line#*=} ;; esac
    done
}

tell_modules() { # name
    for line in $lines; do
        case $line in
        "$1="*)
            line=${line#*=}
            nk_record "$1" "${line%% *}" "${line#* }"
            ;;
        esac
    done
}

# Ends before anything was restored; what was taken from an archive goes.
give_up() { # code argument...
    ask_php clear || :
    nk_refuse "$@"
}

[ $# -ge 11 ] || nk_wrong 'the input lacks a field'
nk_let root "$1"
nk_let code "$2"
nk_let user "$3"
nk_let php "$4"
nk_let seconds "$5"
nk_let category "$6"
nk_let copy "$7"
nk_let archive "$8"
nk_let run "$9"
shift 9
nk_let bytes "$1"
nk_let sha256 "$2"
nk_is_number "$seconds" || nk_wrong 'the seconds are not a number'
case $category in
nightkeep-drill-?*) nk_is_name "$category" || nk_wrong 'the category is no name' ;;
*) nk_wrong 'the category is none for a drill' ;;
esac

nk_find_code "$root" "$code"
config=$nk_code/config.php
program=$nk_code/admin/cli/restore_backup.php
[ -f "$program" ] || program=$nk_code/public/admin/cli/restore_backup.php
[ -f "$program" ] || nk_refuse no-restore "$nk_code/admin/cli/restore_backup.php"
nk_ask_clock
nk_choose_php "$user" "$php"
{ nk_may_run "$php" -r "$drill_text" -- "$config" clear "$category" &&
    nk_may_run "$php" "$program" --file=/ --categoryid=1; } || nk_refuse not-that-user "$nk_web_user" "$nk_me"
tar=
if [ -n "$archive" ]; then
    nk_is_number "$bytes" || nk_wrong 'the bytes are not a number'
    tar --extract --to-stdout --force-local --file=/dev/null --help >/dev/null 2>&1 || nk_lack tar '--extract --to-stdout --force-local --file'
    nk_enter_run "$root$archive" "$run"
    tar=./$name.tar
    [ -f "$tar" ] || nk_refuse not-finished "$name"
    nk_is_ours "$name.tar" || nk_refuse_unsafe "$nk_why" "${nk_at%/}/$name.tar"
else
    copy=$root$copy
fi
nk_lock_program "$program"
trap '' HUP PIPE # what was made goes, whoever listens; not TERM, by which PHP is ended when its time is over

if [ -n "$archive" ]; then
    feed_php || give_up not-taken "$copy" "$status" "$said"
    value_of bytes
    [ "$value" = "$bytes" ] || give_up not-that-copy "$copy"
    value_of sha256
    [ -z "$sha256" ] || [ "$value" = "$sha256" ] || give_up not-that-copy "$copy"
else
    ask_php read "$copy" || {
        [ "$status" -ne 6 ] || give_up no-copy "$copy" "$nk_web_user"
        give_up not-taken "$copy" "$status" "$said"
    }
fi
told=$lines
value_of live
[ "$value" = no ] || give_up live "$copy"
value_of type
[ "$value" = 636f75727365 ] || give_up no-course "$copy" # "course"
value_of users
has_users=$value
value_of sections
sections=$value
value_of file
file=$value
nk_begin || {
    ask_php clear || :
    exit 1
}
ask_php make || give_up no-category "$status" "$said"
value_of category
number=$value
nk_is_number "$number" || give_up no-category 0 "$said"
nk_ask_clock
began=$nk_now
nk_run_php "$program" "--file=$file" "--categoryid=$number"
restored=$status
nk_ask_clock
nk_shorten said
words=$said
came=
if ask_php count "$number"; then came=$lines; fi
cleared=
if ask_php clear; then
    value_of left
    cleared=$value
fi

lines=$told
tell_modules says
lines=$came
tell_modules came
value_of sections
came_sections=$value
value_of users
nk_record others "$sections" "$came_sections" "$has_users" "$value"
nk_record restored "$restored" "$((nk_now - began))" "$words"
if [ "$cleared" = 0 ]; then
    nk_record category removed
else
    nk_record category left "$number" "$said"
fi
nk_record finished
nk_finish
