#!/bin/sh
# SPDX-FileCopyrightText: 2026 Nightkeep authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What the web servers of this machine hand out, as far as their configuration can be read: looks, and changes nothing.
# Input:  root, a folder, code folder of Moodle (may be empty); NUL after each.
# Answer: folder(where it is without links; empty where that cannot be told)
#         { root(path as it is written, where that is without links, file that says so) | unreadable(file) }* finished().
#         Of what is written with variables, or below another folder of the configuration, nothing is said.
# shellcheck disable=SC2154 # what is not set here is set by prelude.sh
# shellcheck disable=SC2086 # split at newlines, with globbing off

# Sets real to where a folder below the root is, without links; empty where it cannot be entered.
real_path() { # folder
    real=$(CDPATH='' cd -P -- "$root$1/" 2>/dev/null && pwd -P)
    real=${real#"$real_root"}
}

# Adds those that can be read to files, and tells of the others.
collect() { # file...
    for file; do
        case $file in *"$nk_newline"*) continue ;; esac
        [ -f "$file" ] || continue
        if [ -r "$file" ]; then files=$files$file$nk_newline; else nk_record unreadable "${file#"$root"}"; fi
    done
}

# A line for each root: path, tab, file.
read_roots() { # file...
    awk '
    function say(path) {
        if (path ~ /^\// && path !~ /[\t$%]/ && !seen[path]++) print path "\t" FILENAME
    }
    function take_word() { # off the line, with or without quotes around it
        sub(/^[ \t]+/, "", line)
        if (line ~ /^"/) {
            line = substr(line, 2)
            end = index(line, "\"")
            if (!end) end = length(line) + 1
        } else {
            end = match(line, /[ \t]/) ? RSTART : length(line) + 1
        }
        word = substr(line, 1, end - 1)
        line = substr(line, end + 1)
        return word
    }
    function apache() {
        what = tolower(take_word())
        if (what == "documentroot" || what == "virtualdocumentroot") say(take_word())
        if (what == "alias" || what == "scriptalias") {
            take_word()
            say(take_word())
        }
    }
    function nginx(whole) {
        count = split(whole, part, /[;{}]/)
        for (i = 1; i <= count; i++) {
            line = part[i]
            what = take_word()
            if (what == "root" || what == "alias") say(take_word())
        }
    }
    function lighttpd() {
        if (line !~ /document-root|alias[.]url/) return
        while (match(line, /=>?[ \t]*"[^"]*"/)) {
            text = substr(line, RSTART, RLENGTH - 1)
            line = substr(line, RSTART + RLENGTH)
            say(substr(text, index(text, "\"") + 1))
        }
    }
    {
        line = $0
        sub(/\r$/, "", line)
        sub(/^[ \t]+/, "", line)
        if (line ~ /^#/) next
        if (FILENAME ~ /nginx/) nginx(line)
        else if (FILENAME ~ /lighttpd/) lighttpd()
        else apache()
    }' "$@" /dev/null 2>/dev/null
}

[ $# -ge 3 ] || nk_wrong 'the input lacks a field'
nk_let root "$1"
nk_let folder "$2"
nk_let code "$3"
real_root=
real_path ''
real_root=${real%/}
real_path "$folder"
nk_record folder "$real"
files=
set +f
etc=$root/etc
collect "$etc"/apache2/*.conf "$etc"/apache2/sites-enabled/* "$etc"/apache2/conf-enabled/* "$etc"/apache2/conf.d/* \
    "$etc"/apache2/vhosts.d/* "$etc"/httpd/conf/*.conf "$etc"/httpd/conf.d/*.conf "$root"/usr/local/apache*/conf/*.conf \
    "$root"/usr/local/apache*/conf/extra/*.conf "$etc"/nginx/*.conf "$etc"/nginx/conf.d/* "$etc"/nginx/sites-enabled/* \
    "$root"/usr/local/nginx/conf/*.conf "$etc"/lighttpd/*.conf "$etc"/lighttpd/conf-enabled/*
# A web server of the team's own has its configuration beside what it hands out.
above=$code
while :; do
    case $above in /*) ;; *) break ;; esac
    above=${above%/*}
    collect "$root$above"/conf/*.conf "$root$above"/conf/extra/*.conf
done
set -f
set -- $files
for line in $(read_roots "$@"); do
    real_path "${line%%"$nk_tab"*}"
    said=${line#*"$nk_tab"}
    nk_record root "${line%%"$nk_tab"*}" "$real" "${said#"$root"}"
done
nk_record finished
nk_finish
